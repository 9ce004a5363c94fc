import type { CallBackOutcome, RatingChannel, SeenReason } from '@bandecheng/shared/vocabulary';

const channel: Readonly<Record<RatingChannel, string>> = {
  evaluator: '评价器',
  desk: '服务台',
  phone: '电话',
  qr: '扫码',
  paper: '纸质',
  sms: '短信',
  web: '网上',
  hotline: '热线',
  tablet: '窗口平板',
  kiosk: '取号机',
};

const outcome: Readonly<Record<CallBackOutcome, string>> = {
  satisfied: '满意',
  dissatisfied: '不满意',
  'no-answer': '无人接听',
  refused: '拒绝回访',
};

const seenReason: Readonly<Record<SeenReason, string>> = {
  'call-applicant': '联系申请人',
  handle: '办理',
  'print-form': '打印表单',
  verify: '核实',
  supervise: '监督检查',
  request: '本人申请',
};

/** What the case desk says of a case besides the words of its policy. */
export const casesText = {
  sign: '办不成事 请找我',
  /** Why a step cannot be taken yet. */
  hindered: {
    fitting: (condition: string) => `须${condition}`,
    branches: (units: string) => `还没有办完：${units}`,
    followUp: '退回重办后还须跟踪回访',
    role: (roles: string) => `须由${roles}办理`,
  },
  /** Conditions of the policy. */
  condition: {
    is: (what: string, value: string) => `“${what}”为“${value}”`,
    satisfied: '评价为满意',
    dissatisfied: '评价为不满意',
    reworked: '退回重办过',
    unrated: '申请人未评价',
    rated: (grade: string) => `评价为“${grade}”`,
    reworks: (times: number) => (times === 0 ? '没有退回重办过' : `退回重办过 ${times} 次`),
    all: (parts: readonly string[]) => parts.join('，且'),
    any: (parts: readonly string[]) => `（${parts.join('，或')}）`,
    not: (part: string) => `不是${part}`,
  },
  clock: {
    anotherCalendar: '当时的放假安排与现在的不同，不再逐日列出',
    extended: (from: string, due: string) => `由 ${from} 延长到 ${due}`,
    moved: { calendar: '放假安排变了，重新计算', class: '案件类别变了，重新计算' },
  },
  unrated: '未评价',
  erased: '（已删除）',
  yes: '是',
  no: '否',
  /** It rests on a year whose holidays are not known. */
  provisional: (due: string) => `${due}（暂定）`,
  hub: '系统',
  system: (key: string) => `外部系统 ${key}`,
  material: '材料',
  form: (name: string) => `《${name}》`,
  list: (parts: readonly string[]) => parts.join('、'),
  problem: {
    fieldMissing: '须写明看哪些栏目',
    fieldUnknown: '本案没有填写这个栏目',
  },
  channel,
  outcome,
  seenReason,
} as const;

/** What happened in a case, one sentence each. */
export const timelineText = {
  opened: (type: string, intake: string) => `立案：${type}，来源：${intake}`,
  foreignNumber: (number: string) => `，原编号 ${number}`,
  confidential: '，要求保密',
  stepped: (step: string, from: string, to: string) => `${step}（${from} → ${to}）`,
  attribute: (what: string, value: string) => `，${what}：${value}`,
  excluded: (what: string, redirect: string) => `，不在受理范围：${what}，请其找${redirect}`,
  filed: (form: string, to: string, part?: 'first' | 'second') =>
    `，${part === 'second' ? '第二次' : part === 'first' ? '第一次' : ''}报备${to}：${form}`,
  printed: (form: string) => `，打印${form}`,
  told: (roles: string, text: string) => `，告知${roles}：${text}`,
  invited: '，请申请人评价',
  reopened: '，退回重办',
  closed: '，结案',
  amended: (what: string) => (what === '' ? '更正' : `更正：${what}`),
  unit: '承办单位',
  confidentiality: '保密要求',
  noted: '写下意见',
  opinion: '意见',
  assigned: (name: string) => `交给${name}`,
  unassigned: '不再由某人承办',
  branchAdded: (unit: string) => `交${unit}分办`,
  branchEnded: (unit: string) => `${unit}办完`,
  answer: '答复',
  rated: (grade: string, by: string) => `申请人评价：${grade}（${by}）`,
  said: '申请人的话',
  calledBack: (result: string) => `跟踪回访：${result}`,
  callBack: '回访记录',
  attached: (kilobytes: number) => `上传材料一份（${kilobytes} KB）`,
  clockStarted: (clock: string, due: string) => `“${clock}”开始计时，${due} 到期`,
  clockMeasured: (clock: string) => `“${clock}”开始计时，只记用时`,
  clockExempt: (clock: string, due: string) => `“${clock}”不受时限，${due} 前须中期告知`,
  clockStopped: (clock: string, onTime: boolean | null) =>
    `“${clock}”停止计时${onTime === null ? '' : onTime ? '，按时' : '，超时'}`,
  clockExtended: (clock: string, from: string, due: string) => `“${clock}”由 ${from} 延长到 ${due}`,
  clockMoved: (clock: string, due: string, why: string) => `“${clock}”改为 ${due} 到期：${why}`,
  clockUnlimited: (clock: string, why: string) => `“${clock}”改为不设到期时间：${why}`,
  interim: (clock: string) => `“${clock}”已中期告知申请人`,
  notice: '告知内容',
  overran: (clock: string, role: string) => `“${clock}”到期未办完，告知${role}`,
  seen: (what: string, reason: string) => `查看${what}（${reason}）`,
  receipt: '受理回执',
  paper: (paper: string, again: boolean) => `${again ? '补打' : '打印'}${paper}（小票机）`,
  erased: '已删除个人信息和材料',
} as const;
