import type { HonestyCheck } from '@bandecheng/shared/vocabulary';

/** A check in words: what it looks for, from when on it speaks, and who set that limit. */
export interface CheckWords {
  zh: string;
  looksFor: string;
  limit: string;
}

const house = '本厅默认值，待监督部门确认';

const checks: Readonly<Record<HonestyCheck, CheckWords>> = {
  stray: {
    zh: '无服务的按键',
    looksFor: '没有刚办结的服务时，评价器被反复按下。这些按键不计入任何数字。',
    limit: `同一台评价器一天 10 次起（${house}）`,
  },
  hasty: {
    zh: '评价过快',
    looksFor: '服务一结束就有了评价，快到申请人来不及看清按键。',
    limit: `办结后 2 秒以内（查评舞弊信号清单）；同一窗口 5 次起且占其评价的 5% 以上（${house}）`,
  },
  run: {
    zh: '连续相同的评价',
    looksFor:
      '同一窗口相邻的评价（按键、平板、取号机）等级相同，间隔短得不可能换人，或每次都在办结后同一秒出现。',
    limit: `8 次起、每次间隔不超过 30 秒；或 15 次起、办结到评价的秒数相差不超过 1 秒（${house}）`,
  },
  early: {
    zh: '服务时间过短',
    looksFor: '从开始办理到办结的时间短得办不成这项业务，却有了评价。',
    limit: `不足该业务通常用时的十分之一，最少按 20 秒；同一工作人员 5 次起且占其评价的 5% 以上（${house}）`,
  },
  away: {
    zh: '窗口无人时的按键',
    looksFor: '窗口已暂停或关闭，等待评价的时间也已过去，评价器或平板仍有按键。',
    limit: `暂停或关闭的时间超过评价等待时间与宽限时间之和；同一窗口 3 次起（${house}）`,
  },
  apart: {
    zh: '现场与事后评价相差大',
    looksFor: '窗口现场评价的满意率明显高于电话、短信和二维码评价的满意率。',
    limit: `相差 10 个百分点起，两边各有 30 条以上（${house}；三渠道互相印证见环翠区制度）`,
  },
  closing: {
    zh: '下班前集中评价',
    looksFor: '临近下班时同一窗口的评价突然增多。',
    limit: `下班前 15 分钟起 8 条以上，且密度达到当天其余时间的 3 倍（${house}）`,
  },
  unbroken: {
    zh: '全部非常满意',
    looksFor: '某位工作人员的评价没有任何其他等级，而其他人并非如此。',
    limit: '50 条起全部为非常满意，其他人的非常满意率低于 95%（查评舞弊信号清单）',
  },
};

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;

/** What the honesty checks say. None is proof. */
export const honestyText = {
  checks,
  hall: '全厅',
  beside: {
    timed: '知道几秒后评价的',
    served: '知道办了多久的',
    here: '现场评价',
    praised: '现场满意的',
    praisedLater: '事后满意的',
    others: '其他人的评价',
    othersBest: '其他人的非常满意',
  },
  stray: (days: number, n: number, most: number, day: string) =>
    `${days} 天超过限度，共 ${n} 次，最多的一天是 ${day}，${most} 次`,
  hasty: (n: number, of: number) => `${of} 条评价中有 ${n} 条在办结后 2 秒以内（${percent(n / of)}）`,
  pace: (n: number, seconds: number) => `连续 ${n} 条相同等级，最长间隔 ${seconds} 秒`,
  sameSecond: (n: number, seconds: number) => `连续 ${n} 条相同等级，都在办结后第 ${seconds} 秒前后`,
  early: (n: number, of: number, shortest: number) =>
    `${of} 条评价中有 ${n} 条的服务时间过短（${percent(n / of)}），最短 ${shortest} 秒`,
  away: (n: number, longest: number) => `${n} 次按键，最晚的一次在窗口停办 ${longest} 分钟后`,
  apart: (here: number, of: number, later: number, ofLater: number) =>
    `现场满意率 ${percent(here)}（${of} 条），事后满意率 ${percent(later)}（${ofLater} 条），相差 ${Number(((here - later) * 100).toFixed(1))} 个百分点`,
  closing: (days: number, n: number, most: number, day: string) =>
    `${days} 天如此，共 ${n} 条，最多的一天是 ${day}，${most} 条`,
  unbroken: (n: number, others: number) => `${n} 条全部为非常满意；其他人的非常满意率为 ${percent(others)}`,
};
