import type { CallExplained } from '@bandecheng/shared/views';
import { t } from './texts.ts';

/**
 * Why this number was called before others, as one sentence: `A012 已等 14 分钟；此前已连叫 2 个优先号，轮到普通号`.
 * It says what the record says and nothing else.
 */
export function callExplainedText(why: CallExplained, number: string, counter: number): string {
  const said = [t('why.waited', { number, minutes: why.waitedMinutes }), reasonText(why, counter)];
  if (why.passed !== undefined && why.reason !== 'first-come')
    said.push(t('why.passed', { number: why.passed }));
  return said.join('；');
}

function reasonText(why: CallExplained, counter: number): string {
  switch (why.reason) {
    case 'fair-mix':
      return t('why.fair-mix', { count: why.priorityBefore });
    case 'own-first':
      return t('why.own-first', { counter, prefixes: why.takesFirst.join('、') });
    case 'quick-first':
      return t('why.quick-first', { counter });
    case 'sent-here':
      return t('why.sent-here', { counter });
    default:
      return t(`why.${why.reason}`);
  }
}
