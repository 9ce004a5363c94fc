import type {
  CallBackOutcome,
  ClockStanding,
  HelpReason,
  RatingChannel,
  SeenReason,
} from '@bandecheng/shared/vocabulary';

/** What desk, counter, cases and forms say of a case in the same words. */
export const caseWords = {
  'standing.measured': '计时',
  'standing.running': '未到期',
  'standing.due-today': '今天到期',
  'standing.overdue': '超时',

  'overdue.must': '超时',
  'overdue.generally': '超出一般时限',
  'overdue.in-principle': '超出原则时限',
  'overdue.house': '超出内部时限',

  'left.today': '今天 {time} 前',
  'left.days': '还剩 {n} 个工作日（{day} {time} 前）',
  'left.before': '{day} {time} 前',
  'left.over': '已超 {n} 个工作日',
  'left.overToday': '已超 {text}',
  'left.measured': '不设期限，已 {text}',
  'left.measuredNow': '不设期限，刚开始',
  'left.interim': '除外情形，{day} {time} 前告知进展',
  'left.none': '没有在走的时限',
  'left.provisional': '暂定',
  'left.provisionalWhy': '那一年的放假安排还没有导入，日期可能变动',

  'day.short': '{month}月{day}日',
  'day.long': '{year}年{month}月{day}日',
  'duration.days': '{n} 天',

  'item.confidential': '保密',
  'item.confidentialNote': '内容只对有权限的人显示',
  'item.counter': '{number} 号窗口',
  'item.owner': '{owner} 在办',
  'item.ownerNone': '没有人接',
  'item.waitsFor': '等{roles}',
  'item.next': '下一步',
  'item.branches': '等各部门：{units}',
  'item.reworks': '第 {n} 次重办',
  'item.followUp': '待回访',
  'item.invited': '等评价',
  'item.told': '已报 {roles}',
  'item.quote': '“{quote}”',
  'item.quoteNone': '这一步由大厅自定，制度里没有原句',

  'help.cannot-be-done': '办不成',
  'help.material-missing': '材料不全',
  'help.quarrel': '有争执',
  'help.question': '拿不准怎么办',
  'help.other': '其他',

  'seen.call-applicant': '联系反映人',
  'seen.handle': '办理这件事',
  'seen.print-form': '打印表单',
  'seen.verify': '核实情况',
  'seen.supervise': '监督检查',
  'seen.request': '本人要求查看',

  'callBack.satisfied': '满意',
  'callBack.dissatisfied': '不满意',
  'callBack.no-answer': '没有接通',
  'callBack.refused': '不愿接受回访',

  'channel.evaluator': '评价器',
  'channel.desk': '服务台当面',
  'channel.phone': '电话',
  'channel.qr': '扫码',
  'channel.paper': '纸质',
  'channel.sms': '短信',
  'channel.web': '网上',
  'channel.hotline': '热线',
  'channel.tablet': '窗口平板',
  'channel.kiosk': '取号机',
} as const satisfies Readonly<Record<string, string>> &
  Record<
    | `standing.${ClockStanding}`
    | `help.${HelpReason}`
    | `seen.${SeenReason}`
    | `callBack.${CallBackOutcome}`
    | `channel.${RatingChannel}`,
    string
  >;
