/** What the three staff pages say in the same words. */
export const staff = {
  'dialog.close': '关闭',
  'reason.label': '原因',
  'reason.hint': '点一个，或自己写（最多 60 个字）',
  'updated.at': '数据更新于 {time}',
  'updated.never': '还没有数据',
  loading: '正在取数据…',

  'trouble.since': '{time} 起，已 {text}',
  'trouble.justNow': '{time} 起',
  'trouble.agent': '设备代理 {agent} 离线',
  'trouble.agentTodo': '检查该主机是否开机、网线是否插好；它带的 {n} 台设备都用不了',
  'trouble.atCounter': '{number} 号窗口{kind}',
  'trouble.atKiosk': '{kiosk} {kind}',
  'trouble.elsewhere': '{kind} {device}',

  'changes.title': '最近的变化',
  'changes.well': '恢复正常',
  'changes.agentBack': '设备代理 {agent} 恢复在线',
  'changes.agentAway': '设备代理 {agent} 离线',
  'changes.agentTodo': '检查该主机是否开机、网线是否插好',

  'job.pastDeadline': '超过时限，没有打',
  'job.agentStopped': '打印时设备代理停了',
  'job.malformed': '打印内容有误，请联系管理员',
  'job.unknownTodo': '可能已经出票，先问群众拿到没有',
  'job.failedTodo': '没有出票，请补打',
} as const;
