import type { CallExplained } from '@bandecheng/shared/views';
import { ts } from './texts.ts';

/**
 * Why this number was called before others, as one sentence: `A012 已等 14 分钟；此前已连叫 2 个优先号，轮到普通号`.
 * It says what the record says and nothing else.
 */
export function callExplainedText(why: CallExplained, number: string, counter: number): string {
  const said = [ts('why.waited', { number, minutes: why.waitedMinutes }), reasonText(why, counter)];
  if (why.passed !== undefined && why.reason !== 'first-come')
    said.push(ts('why.passed', { number: why.passed }));
  return said.join('；');
}

function reasonText(why: CallExplained, counter: number): string {
  switch (why.reason) {
    case 'fair-mix':
      return ts('why.fair-mix', { count: why.priorityBefore });
    case 'own-first':
      return rankText(why, counter);
    case 'quick-first':
      return ts('why.quick-first', { counter });
    case 'sent-here':
      return ts('why.sent-here', { counter });
    default:
      return ts(`why.${why.reason}`);
  }
}

function rankText({ takesFirst, rank }: CallExplained, counter: number): string {
  const said = { counter, prefixes: takesFirst.join('、') };
  return rank === undefined ? ts('why.own-first', said) : ts('why.own-rank', { ...said, rank });
}
