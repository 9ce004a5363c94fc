/** What the words of the vocabulary are called: of tickets, counters, ratings and prints. */
export const vocabulary = {
  'status.waiting': '等候中',
  'status.called': '已叫号',
  'status.serving': '办理中',
  'status.held': '已挂起',
  'status.finished': '已办结',
  'status.no-show': '已过号',
  'status.cancelled': '已取消',

  'class.ordinary': '普通',
  'class.elderly': '老年人',
  'class.disabled': '残障人士',
  'class.military': '军人',
  'class.appointment': '预约',

  'action.call': '叫号',
  'action.recall': '重呼',
  'action.start': '开始办理',
  'action.finish': '办结',
  'action.no-show': '过号',
  'action.requeue': '回到队列',
  'action.transfer': '转号',
  'action.hold': '挂起',
  'action.cancel': '取消',

  'counter.open': '受理中',
  'counter.paused': '暂停',
  'counter.closed': '未开放',

  'level.very-satisfied': '非常满意',
  'level.satisfied': '满意',
  'level.basically-satisfied': '基本满意',
  'level.dissatisfied': '不满意',
  'level.very-dissatisfied': '非常不满意',

  'job.requested': '等待打印',
  'job.printing': '正在打印',
  'job.printed': '已打印',
  'job.failed': '打印失败',
  'job.unknown': '不明',
} as const;
