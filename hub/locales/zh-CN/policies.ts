import type { Clock, Limit } from '@bandecheng/shared/policy/clock';
import { limitText } from '@bandecheng/shared/policy/limit-text';
import type { Assumption } from '@bandecheng/shared/policy/policy';

function limit(of: Limit | null, whenNone: string): string {
  return of === null ? whenNone : limitText(of);
}

const LIMITS_ELSEWHERE: Partial<Record<Clock['limitOf'], string>> = {
  item: '事项的法定或承诺时限',
  promise: '承诺的日期',
};

function clockLimit({ limit: base, limitOf, variants, extension }: Clock): string {
  const parts = [
    LIMITS_ELSEWHERE[limitOf] ?? limit(base, '未规定，只记用时'),
    ...variants.map((variant) => `${variant.zh} ${limit(variant.limit, '除外')}`),
  ];
  if (extension !== undefined) parts.push(`可延长，最长 ${limit(extension.most, '未规定')}`);
  return parts.join('；');
}

/** What `npm run policies` prints. */
export const policiesText = {
  head: (id: string, version: string, place: string) => `${id}（第 ${version} 版）${place}`,
  caseType: (id: string, zh: string, steps: number, clocks: number) =>
    `  案件 ${id} ${zh}：${steps} 个步骤，${clocks} 个时限`,
  clock: (clock: Clock) => `    时限 ${clock.id} ${clock.zh}：${clockLimit(clock)}`,
  form: (id: string, zh: string, fields: number) => `  表单 ${id} ${zh}：${fields} 个栏目`,
  assumption: ({ id, question, chosen }: Assumption) => `  待确认 ${id} ${question} 现按：${chosen}`,
  unread: '  没有通知原文，引文未核对',
  wrong: (count: number, lines: string) => `  有 ${count} 处不对：\n${lines}`,
  noNotices: '通知原文的文件夹读不出',
} as const;
