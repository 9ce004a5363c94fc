import type { CallExplained } from '@bandecheng/shared/views';
import { callExplainedText } from '@bandecheng/kiosk-ui/screens/staff/call-explained';
import { describe, expect, it } from 'vitest';

const why = (facts: Partial<CallExplained>): CallExplained => ({
  reason: 'first-come',
  waitedMinutes: 14,
  priorityBefore: 0,
  takesFirst: [],
  ...facts,
});

describe('the sentence that says why a number was called', () => {
  it('says how long it waited and that two priority calls had gone before', () => {
    const facts = why({ reason: 'fair-mix', priorityBefore: 2 });
    expect(callExplainedText(facts, 'A012', 3)).toBe('A012 已等 14 分钟；此前已连叫 2 个优先号，轮到普通号');
  });

  it('says which services the counter takes first, and whom that passed over', () => {
    const facts = why({ reason: 'own-first', takesFirst: ['A', 'B'], passed: 'C003' });
    expect(callExplainedText(facts, 'A012', 3)).toBe('A012 已等 14 分钟；3 号窗口先办 A、B 类；越过了 C003');
  });

  it('names the rank the counter gives the service', () => {
    const facts = why({ reason: 'own-first', takesFirst: ['B'], rank: 2, passed: 'C003' });
    expect(callExplainedText(facts, 'B004', 3)).toBe(
      'B004 已等 14 分钟；3 号窗口先办 B 类（第 2 顺位）；越过了 C003',
    );
  });

  it('has words for every reason there is', () => {
    for (const reason of [
      'chosen',
      'from-hold',
      'sent-here',
      'priority',
      'first-come',
      'aged',
      'quick-first',
      'outage',
    ] as const)
      expect(callExplainedText(why({ reason }), 'A012', 3)).not.toContain('why.');
  });
});
