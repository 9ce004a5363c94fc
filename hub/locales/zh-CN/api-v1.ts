import type { TicketClass, TicketStatus } from '@bandecheng/shared/vocabulary';

/** What API v1 answers when it does not do what it was asked, by its word; `{name}` is filled in. */
export const apiProblems = {
  'key-missing': '请求没有带密钥，请用 Authorization: Bearer',
  'key-unknown': '密钥不对，或已经作废',
  'scope-missing': '这个密钥没有 {scope} 权限',
  'too-many-requests': '请求太多，请 {seconds} 秒后再试',
  'route-unknown': '没有这个接口',
  'body-too-large': '内容过长，或没有说明长度',
  'body-not-json': '内容不是 JSON',
  'type-unsupported': '内容类型须为 {expected}',
  malformed: '内容有误，逐项说明见 problems',
  'idempotency-key-malformed': 'Idempotency-Key 须为 8 到 128 个可见字符',
  'idempotency-key-reused': '这个 Idempotency-Key 已用于另一个请求',
  'webhook-unknown': '没有这个 webhook',
  stopping: '系统正在停止，请稍候再试',
  unavailable: '系统出了故障，请稍候再试',
  refused: '没有办成（{word}）',

  'not-allowed': '接口不能做这件事',
  'hall-closed': '现在不在取号时间，{opensAt} 开始取号',
  'service-unknown': '没有这项业务',
  'department-not-service': '这是部门，请选择其中的业务',
  'service-closed': '这项业务现在不取号{opensAt}',
  'service-full': '这项业务今天的号已经取完',
  'slice-full': '这个时段的号已经取完',
  'person-needed': '这项业务要有证件号码',
  'person-has-ticket': '这个人已经取过 {number}',
  'person-most': '今天这项业务这个人已取过 {most} 次号',
  'queue-long': '前面还有 {waiting} 人在等；仍要取号，请带 confirmed 并换一个 Idempotency-Key 再发',
  'appointment-unknown': '没有找到预约',
  'appointment-early': '来早了，{opensAt} 起可以签到',
  'appointment-late': '预约时间已过',
  'appointment-over': '这个预约已经签到或取消',
  'appointment-code-taken': '预约码 {code} 已经用过',
  'ticket-unknown': '没有这个号码',
  'times-impossible': '日期已过',
  'no-case-desk': '本厅没有设“办不成事”服务台的制度',
  'case-unknown': '没有这个案件',
  'case-type-unknown': '制度里没有这类案件（{type}）',
  'intake-unknown': '制度里没有这个受理渠道（{intake}）',
  'role-unknown': '制度里没有这个角色（{role}）',
  'scope-unknown': '没有这一类反映内容',
  'attribute-unknown': '“{attribute}”没有“{value}”这个选项',
  'field-unknown': '表单里没有“{field}”这一栏',
  'field-malformed': '“{field}”填写不对：{value}',
  'field-missing': '请填写“{field}”',
  'visit-unknown': '没有这次办理，或已超过可以评价的时间',
  'rating-over': '已超过可以评价的时间',
  'rated-already': '这次办理已经评价过',
  'rating-time-impossible': '评价时间早于办结，或晚于现在',
  'reasons-not-asked': '只有不满意的评价才填原因',
  'reason-unknown': '没有这项原因（{reason}）',
  'nothing-new': '没有变化',
  'cannot-cancel-finished': '{number} 已办结，不能取消',
  'cannot-cancel-cancelled': '{number} 已取消',
} as const;

/** Titles of problems, by the class of their status. */
export const apiTitles = {
  400: '请求有误',
  401: '没有密钥',
  403: '没有权限',
  404: '没有找到',
  409: '没有办成',
  413: '内容过长',
  415: '内容类型不对',
  422: '内容办不了',
  429: '请求太多',
  503: '暂时不可用',
} as const;

export const csvText = {
  ticketHead: [
    '号码',
    '业务',
    '类别',
    '状态',
    '人数',
    '取号时间',
    '叫号时间',
    '开始办理',
    '结束时间',
    '窗口',
    '编号',
    '离线取号',
  ],
  takenAlone: '是',
  appointmentHead: ['业务', '日期', '时间', '预约码', '状态', '号码'],
  empty: '没有内容',
  noColumn: (name: string) => `缺少 ${name} 列`,
  unknownColumn: '不认识的列',
  columnTwice: '列重复',
  cells: (expected: number, found: number) => `应有 ${expected} 列，实有 ${found} 列`,
  openQuote: '引号没有闭合',
  tooMany: (most: number) => `一次最多 ${most} 行`,
  orderTwice: '这个渠道的这个工单编号在前面已经出现',
  noNumber: '请填写工单编号',
  noSuchTime: '没有这个日期或时间，须为 2026-11-24 和 09:30 的样子',
} as const;

export const classWords: Readonly<Record<TicketClass, string>> = {
  ordinary: '普通',
  elderly: '老年人',
  disabled: '残障人士',
  military: '军人',
  appointment: '预约',
};

export const statusWords: Readonly<Record<TicketStatus, string>> = {
  waiting: '等候中',
  called: '已叫号',
  serving: '办理中',
  held: '已挂起',
  finished: '已办结',
  'no-show': '已过号',
  cancelled: '已取消',
};

export const appointmentWords = {
  booked: '已预约',
  arrived: '已签到',
  missed: '未到',
  cancelled: '已取消',
} as const;

/** Refusals name opening times in Chinese: `周一 08:30`, `（09:00）`. */
export const saidTimes = (sentence: string): string => sentence;
