const list = (names: readonly string[]) => names.join('、');

/** What `npm run deadline` says when it cannot answer. */
export const deadlineText = {
  missing: (name: string) => `缺少参数 --${name}`,
  noPolicy: (id: string, known: readonly string[]) => `--policy：没有名为 ${id} 的制度，现有 ${list(known)}`,
  noClock: (id: string, policy: string, known: readonly string[]) =>
    `--clock：${policy} 没有时限 ${id}，现有 ${list(known)}`,
  noVariant: (name: string, clock: string, known: readonly string[]) =>
    `--variant：${clock} 没有情形 ${name}，现有 ${list(known)}`,
  badStart: (text: string) => `--start：${text} 不是带时区的时刻，须如 2026-09-30T11:00:00+08:00`,
  badZone: (text: string) => `--zone：${text} 不是已知的时区，例如 Asia/Shanghai`,
  badClose: (text: string) => `--close：${text} 不是下班时间，须如 17:00`,
  badItemDays: (text: string) => `--item-days：${text} 不是 1 到 365 的工作日数`,
  noItem: (clock: string) => `--item-days：${clock} 的时限由制度规定，不取自事项`,
  noExtension: (clock: string) => `--extended：${clock} 不能延长`,
  noMost: (clock: string) => `--extended：制度没有规定 ${clock} 最长延到何时`,
  nothingToExtend: (clock: string) => `--extended：${clock} 在此情形下没有到期时间，无从延长`,
} as const;
