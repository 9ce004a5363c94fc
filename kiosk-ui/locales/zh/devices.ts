/** The devices page. */
export const devices = {
  title: '设备',
  'link.cannot': '看不到设备的最新状态',
  virtual: '打开虚拟设备',
  desk: '“办不成事 请找我”总览',

  'summary.well': '{n} 台正常',
  'summary.trouble': '{n} 处要处理',
  'summary.printed': '今天已出票 {n} 张',

  'troubles.title': '要处理的',
  'troubles.none': '全部正常，没有要处理的',

  'agents.title': '设备代理',
  'agents.none': '还没有设备代理连上来。请在接设备的主机上启动设备代理。',
  'agents.name': '代理',
  'agents.state': '状态',
  'agents.since': '从何时起',
  'agents.devices': '所带设备',
  'agents.connected': '在线',
  'agents.away': '离线',

  'devices.title': '全部设备',
  'devices.none': '没有设备',
  'devices.place': '位置',
  'devices.kind': '类别',
  'devices.id': '编号',
  'devices.profile': '型号档案',
  'devices.agent': '代理',
  'devices.state': '状态',
  'devices.since': '从何时起',
  'devices.well': '正常',
  'devices.counter': '{number} 号窗口',

  'jobs.title': '要看一眼的打印任务',
  'jobs.none': '没有失败或不明的打印任务',
  'jobs.number': '号码',
  'jobs.state': '状态',
  'jobs.reason': '原因',
  'jobs.todo': '怎么办',
  'jobs.device': '打印机',
  'jobs.at': '时间',
} as const;
