import type { PeriodKind } from '@bandecheng/shared/case/case-report';
import type { Clock } from '@bandecheng/shared/policy/clock';

const late: Readonly<Record<Clock['force'], string>> = {
  must: '超时',
  generally: '超出一般时限',
  'in-principle': '超出原则时限',
  house: '超出内部时限',
};
const force: Readonly<Record<Clock['force'], string>> = {
  must: '必须',
  generally: '一般',
  'in-principle': '原则上',
  house: '本厅默认',
};
const period: Readonly<Record<PeriodKind, (year: number, n: number) => string>> = {
  month: (year, n) => `${year}年${n}月`,
  quarter: (year, n) => `${year}年第${'一二三四'[n - 1]}季度`,
  year: (year) => `${year}年`,
};

const table = {
  title: (hall: string) => `${hall} 办件情况统计`,
  titled: (hall: string, report: string) => `${hall} ${report}`,
  period: (when: string, from: string, to: string, running: boolean) =>
    `统计期间：${when}（${from} 至 ${to}${running ? '，尚未结束' : ''}）`,
  to: (roles: string, content: string) => `报送：${roles}；内容：${content}`,
  rules: (place: string, policy: string) => `依据：${place}制度（${policy}）`,
  madeAt: (at: string) => `生成时间：${at}`,
  metrics: '指标',
  metricHead: ['指标', '数值', '分子', '分母', '公式', '目标', '是否达到', '说明', '依据', '待确认'],
  part: (of: string) => `　其中：${of}`,
  sumSoFar: (n: number) => `　已有 ${n} 期之和`,
  mean: (n: number) => `　已有 ${n} 期平均`,
  reached: '达到',
  notReached: '未达到',
  noSample: '没有样本',
  totals: '总数',
  countHead: ['项目', '件数', '案件'],
  totalNames: {
    opened: '收到',
    refused: '不予受理',
    accepted: '受理',
    closed: '结案',
    open: '期末未结案',
    confidential: '要求保密（只计数）',
  },
  groups: '分类',
  groupHead: ['分类', '项', '件数', '案件'],
  clocks: '时限',
  clockHead: [
    ...['时限', '约束', '按时', '超过后办结', '到期未办结', '超过的说法', '除外', '只记用时'],
    ...['依据', '待确认', '超过的案件'],
  ],
  refusals: '不予受理',
  refusalHead: ['原因', '引导到', '件数', '案件'],
  matters: '需要关注',
  matterHead: ['类别', '内容', '次数、工作日或时间', '案件'],
  repeated: '重复事项',
  filing: '缺第二次报备',
  longest: '用时最长（工作日）',
  closed: '已结案',
  open: '未结案',
  cases: '案件',
  caseHead: ['案件编号', '种类', '状态', '承办单位', '业务', '立案时间', '结案时间'],
  confidential: '保密',
  notes: '说明',
  noteHead: ['类别', '内容'],
  brief: '概述',
  unsigned: (id: string) => `待确认 ${id}`,
  assumed: (question: string, chosen: string) => `${question} 目前按：${chosen}`,
  presses: (day: string, n: number) => `${day} 评价 ${n} 条`,
};

const ledger = {
  /** GB/T 39046-2020, table 10, between the number of the case and its state. */
  head: [
    ...['案件编号', '投诉标题', '投诉人', '被投诉单位', '被投诉人', '投诉内容', '投诉来源', '投诉时间'],
    ...['承办单位代码', '承办单位名称', '承办人', '承办时间', '反馈信息', '反馈时间', '承诺时限', '延期时限'],
    ...['延期原因', '超期天数', '行政区划', '状态'],
  ],
  title: (type: string, content: string | undefined) =>
    content === undefined ? type : `${type}：${content}`,
  confidential: '（保密）',
  erased: '（已删除）',
  sheet: '台账',
  heading: (hall: string) => `${hall} 台账`,
  span: (from: string, to: string) => `期间：${from} 至 ${to}`,
  masked: '姓名和内容已隐去',
  whole: '姓名和内容完整，查看已记录',
};

/** What reports and ledgers say besides the words of the policy. */
export const reportsText = {
  period,
  every: { month: '每月', quarter: '每季度', year: '每年' } satisfies Record<PeriodKind, string>,
  notBegun: '尚未开始',
  noSample: '没有样本',
  noSampleOf: (metric: string) => `${metric}：没有样本`,
  circular: (metric: string) => `${metric}的公式引用了自己`,
  metricUnknown: (id: string) => `没有指标 ${id}`,
  inPeriod: (when: string, none: string) => `${when}：${none}`,
  opened: (type: string) => `${type}立案`,
  /** What happens outside any step. */
  event: {
    'rating.given': '评价',
    'callBack.valid': '有效回访',
    'service.finished': '窗口办结',
    'quarter.sample': '季度抽样',
  },
  formula: {
    count: (what: string) => `“${what}”次数`,
    where: (count: string, condition: string) => `${count}（${condition}）`,
    not: (condition: string) => `不含${condition}的`,
    or: '，或',
    sum: (metric: string) => `各期“${metric}”之和`,
  },
  fact: {
    satisfied: '满意',
    dissatisfied: '不满意',
    onTime: '按时',
    late: '超时',
    is: (what: string, value: string) => `${what}为${value}`,
    /** Of what is asked with 是否 the option says it all: 实名、匿名. */
    whether: (what: string, value: string) =>
      ({ 是: what.slice('是否'.length), 否: `不${what.slice('是否'.length)}` })[value] ?? value,
  },
  subject: { 'counter-service': '窗口服务', 'case-outcome': '办理结果', 'call-back': '回访' },
  group: {
    unit: '按承办单位',
    type: '按事项种类',
    intake: '按来源',
    scope: '按反映内容',
    service: '按业务',
    clerk: '按窗口',
    grade: '按评价等级',
    attribute: (name: string) => `按${name}`,
    none: '没有写明',
    confidential: '要求保密（不分类）',
  },
  force,
  late,
  unrated: '未评价',
  brief: {
    list: (parts: readonly string[]) => parts.join('、'),
    times: (what: string, n: number) => `${what} ${n} 件`,
    totals: (when: string, opened: number, refused: number, closed: number, open: number) =>
      `${when}收到 ${opened} 件，其中不予受理 ${refused} 件；结案 ${closed} 件，期末未结案 ${open} 件。`,
    units: (list: string) => `件数最多的单位：${list}。`,
    noneLate: '没有超过时限的。',
    late: (list: string) => `超过时限的计时：${list}。`,
    refused: (list: string) => `不予受理的原因：${list}。`,
    repeated: (list: string) => `重复出现的同类事项：${list}。`,
    filings: (n: number) => `有第一次报备、还没有第二次报备的 ${n} 件。`,
    metric: (name: string, value: string) => `${name}：${value}。`,
    confidential: (n: number) => `其中要求保密的 ${n} 件，只计数，不列内容。`,
  },
  table,
  ledger,
  problem: {
    period: '须为 2026-11、2026-Q4 或 2026 的写法',
    span: '须在开始日期之后，且不超过一年',
    empty: '不能为空',
    tooLong: '最多 1000 个字',
  },
};
