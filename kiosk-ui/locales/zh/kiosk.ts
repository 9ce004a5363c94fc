export const kiosk = {
  pick: '请点要办的业务，机器马上出号',
  waiting: '{n} 人在等',
  nobody: '没有人等',
  noCounter: '暂无窗口开放',
  class: '需要优先吗？不用出示证件',
  page: '第 {page} 页，共 {pages} 页',
  'page.previous': '上一页',
  'page.next': '下一页',

  large: '大字',
  lower: '按钮下移',
  language: '语言',
  help: '办不成事 请找我',
  'help.where': '在大厅导办台',
  'help.text': '不会取号、材料不齐、事情没办成，都可以到大厅导办台，工作人员当面帮您。',
  close: '知道了',

  'hours.closed': '现在不取号',
  'hours.lunch': '午间休息',
  'hours.opens': '{time} 开始取号',
  'hours.outside': '现在是非办公时间，可以先取号，请等窗口开始办公后听叫号',
  cannot: '暂时不能取号',

  busy: '正在取号…',
  failed: '没有取到号',
  'failed.unanswered':
    '没有收到服务器的回应。如果打出了小票，号码照样有效；没有打出，请再取一次，或到大厅导办台。',

  your: '您的号码',
  go: '请到',
  goWait: '等候叫号',
  ahead: '前面还有 {n} 人',
  next: '您前面没有人',
  estimate: '大约等 {n} 分钟',

  'print.doing': '正在出票…',
  'print.done': '请取走小票',
  'print.none': '请记住号码，或用手机拍下来',
  'print.failed': '小票没有打出来，请记住号码',
  'print.paperOut': '没有纸了，请记住号码',
  'print.valid': '号码已经有效，没有小票也会叫到您',
  done: '好了',
  doneIn: '好了（{n}）',
  more: '再看一会儿',

  'printer.paperOut': '本机没有纸了，仍可取号，号码会显示在屏幕上',
  'printer.bad': '本机打印机暂时不能用，仍可取号，号码会显示在屏幕上',

  'idle.title': '还在吗？',
  'idle.text': '{n} 秒后回到首页',
  'idle.stay': '还要用',
} as const;
