import {
  conditionWords,
  eventWords,
  extensionWords,
  formulaWords,
  limitWords,
} from '@bandecheng/kiosk-ui/screens/rules/policy-words';
import { describe, expect, it } from 'vitest';
import { CITIES, clockOf, policyOf } from '../../fakes/rules.ts';

const wushen = policyOf('wushen');
const bbcs = wushen.caseTypes.find(({ id }) => id === 'bbcs')!;

describe('a city’s rules in plain words', () => {
  it('a limit is said with its unit, and none at all as such', () => {
    expect(limitWords({ unit: 'working-day', count: 2 })).toBe('2 个工作日');
    expect(limitWords(null)).toBe('没有规定天数，只计用时');
  });

  it('a condition names attribute and option as the page does', () => {
    const [attribute] = bbcs.attributes;
    const option = attribute!.options[0]!;
    const is = { eq: [attribute!.id, option.id] as [string, string] };
    expect(conditionWords(is, bbcs)).toBe(`${attribute!.zh}为“${option.zh}”`);
    expect(conditionWords({ not: is }, bbcs)).toBe(`不是（${attribute!.zh}为“${option.zh}”）`);
    const both = {
      all: [{ eq: ['satisfied', false] as [string, boolean] }, { eq: ['reworks', 1] as [string, number] }],
    };
    expect(conditionWords(both, bbcs)).toBe('群众不满意，且退回重办 1 次');
  });

  it('a clock begins and ends with steps, not with events', () => {
    expect(eventWords([bbcs], 'case.toCentre')).toBe('当场无法答复/对答复不满意，报中心会议研究');
    expect(eventWords([bbcs], bbcs.opens)).toContain('立案');
  });

  it('an extension says who, how far, after what and who hears of it', () => {
    const words = extensionWords(wushen, clockOf('wushen', 'WS-HANDLE'));
    expect(words).toMatch(/^可由.+延长 1 次；.*10 个工作日；须先填写.+/);
    expect(extensionWords(wushen, {})).toBe('不能延长');
  });

  it.each(CITIES)('every figure of %s is written without an event’s name', (city) => {
    const policy = policyOf(city);
    const formulas = policy.metrics.map(({ formula }) => formulaWords(formula, policy));
    expect(formulas.filter((words) => /[A-Za-z]{3}|^$/.test(words))).toEqual([]);
  });
});
