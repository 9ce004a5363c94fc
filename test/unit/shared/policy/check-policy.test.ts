import { checkPolicy } from '@bandecheng/shared/policy/check-policy';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { describe, expect, it } from 'vitest';
import { CITIES, notice, policyOf } from '../../../fakes/rules.ts';

const text = await notice('chizhou');

/** The paths and reasons after a change to Chizhou's policy. */
function problemsAfter(change: (policy: Policy) => void): string[] {
  const policy = policyOf('chizhou');
  change(policy);
  return checkPolicy(policy, [text]).map(({ path, reason }) => `${path}: ${reason}`);
}

const veto = (policy: Policy) => policy.caseTypes[0]!;
const answer = (policy: Policy) => veto(policy).clocks[1]!;

describe('the policies of the five cities', () => {
  it.each(CITIES)('%s is sound, and every quote stands literally in its notice', async (city) => {
    expect(checkPolicy(policyOf(city), [await notice(city)])).toEqual([]);
  });

  it.each([
    ['anshan', ['AS-ANSWER', 'AS-LIMIT']],
    ['chizhou', ['CZ-SUBMIT', 'CZ-ANSWER', 'CZ-APPROVE', 'CZ-FILE']],
    ['huancui', ['HC-CONTACT', 'HC-HANDLE', 'HC-RAISE']],
    ['linjiang', ['LJ-REPLY', 'LJ-FORM', 'LJ-APPROVE', 'LJ-FILE1', 'LJ-FILE2', 'LJ-FEEDBACK']],
    ['wushen', ['WS-ONSITE', 'WS-RESEARCH', 'WS-CANNOT', 'WS-DISPATCH', 'WS-HANDLE']],
  ])('%s has its clocks', (city, clocks) => {
    expect(policyOf(city).caseTypes.flatMap((type) => type.clocks.map(({ id }) => id))).toEqual(clocks);
  });

  it('every step, clock, form field and formula quotes its notice', () => {
    const silent = CITIES.map(policyOf).flatMap(({ caseTypes, forms, metrics }) =>
      [
        ...caseTypes.flatMap(({ steps, clocks }) => [...steps, ...clocks]),
        ...forms.flatMap((f) => f.fields),
        ...metrics,
      ]
        .filter(({ cite }) => cite.length === 0)
        .map(({ id }) => id),
    );

    expect(silent).toEqual([]);
  });

  it('the papers of Chizhou come in three copies: “此表一式三份”', () => {
    expect(policyOf('chizhou').forms[0]!.copies.map(({ zh }) => zh)).toEqual([
      ...['一份给服务对象', '一份给市数据资源管理局', '一份由窗口存档'],
    ]);
  });

  it('the province’s days for a bad rating lie below the city that has none of its own', () => {
    expect(policyOf('anshan').ratings).toMatchObject([
      { id: 'counter', scale: 'five-levels', bad: { complexWithin: { unit: 'working-day', count: 15 } } },
    ]);
  });
});

describe('the checker of policies', () => {
  it.each<[string, (policy: Policy) => void, string]>([
    [
      'a quote that is not in the notice',
      (policy) => (answer(policy).cite = ['5日内答复']),
      'caseTypes.veto.clocks.CZ-ANSWER.cite[0]: 通知里没有这句原文：5日内答复',
    ],
    [
      'a clock without a sentence and without an assumption',
      (policy) => Object.assign(answer(policy), { cite: [], assume: [] }),
      'caseTypes.veto.clocks.CZ-ANSWER: 既没有引用通知原文，也没有待确认事项',
    ],
    [
      'a step without a sentence',
      (policy) => (veto(policy).steps[0]!.cite = []),
      'caseTypes.veto.steps.t1: 既没有引用通知原文，也没有待确认事项',
    ],
    [
      'a form field without a sentence',
      (policy) => (policy.forms[0]!.fields[0]!.cite = []),
      'forms.vetoRegister.fields.reportOrg: 既没有引用通知原文，也没有待确认事项',
    ],
    [
      'a label that the notice does not print',
      (policy) => (policy.forms[0]!.fields[0]!.zh = '填报单位'),
      'forms.vetoRegister.fields.reportOrg.zh: 通知里没有印这几个字：填报单位',
    ],
    [
      'a role nobody has',
      (policy) => (answer(policy).owner = 'mayor'),
      'caseTypes.veto.clocks.CZ-ANSWER.owner: 没有这个角色：mayor',
    ],
    [
      'a clock that nothing starts',
      (policy) => (answer(policy).start = 'case.begun'),
      'caseTypes.veto.clocks.CZ-ANSWER.start: 没有这个事件：case.begun',
    ],
    [
      'a clock that nothing stops',
      (policy) => (answer(policy).stop = ['report.handled']),
      'caseTypes.veto.clocks.CZ-ANSWER.stop: 没有这个事件：report.handled',
    ],
    [
      'a state nobody reaches and nobody leaves',
      (policy) => veto(policy).states.push({ id: 'lost', zh: '无人问津', terminal: false }),
      'caseTypes.veto.states.lost: 没有任何步骤能到达这个状态',
    ],
    [
      'a case that stops on the way',
      (policy) => (veto(policy).states.at(-1)!.terminal = false),
      'caseTypes.veto.states.replied: 走到这里就停住了：没有后续步骤，也不是终点',
    ],
    [
      'a step behind the end',
      (policy) => (veto(policy).states[0]!.terminal = true),
      'caseTypes.veto.states.asked: 终点之后不能再有步骤',
    ],
    [
      'a class of cases that cannot be chosen',
      (policy) => (answer(policy).variants[0]!.when = { eq: ['severity', 'huge'] }),
      'caseTypes.veto.clocks.CZ-ANSWER.variants.expert: 没有这个选项：huge',
    ],
    [
      'an exempt class of which the applicant would never hear',
      (policy) => delete answer(policy).exempt,
      'caseTypes.veto.clocks.CZ-ANSWER.exempt: 有不受时限的情形，须写明中期告知和理由栏目',
    ],
    [
      'a required field that stands in no form',
      (policy) => (veto(policy).steps[0]!.require = ['signature']),
      'caseTypes.veto.steps.t1.require: 没有这个表单栏目：signature',
    ],
    [
      'a field that fills itself and does not say with what',
      (policy) => delete policy.forms[0]!.fields.find(({ kind }) => kind === 'automatic')!.fills,
      'forms.vetoRegister.fields.window.fills: 自动填写的栏目须写明填什么',
    ],
    [
      'a due day of a clock that is none',
      (policy) => Object.assign(policy.forms[0]!.fields[0]!, { fills: 'due', clock: 'CZ-LOST' }),
      'forms.vetoRegister.fields.reportOrg.clock: 没有这个时限：CZ-LOST',
    ],
    [
      'a clock beside what is no due day',
      (policy) => Object.assign(policy.forms[0]!.fields[0]!, { clock: 'CZ-ANSWER' }),
      'forms.vetoRegister.fields.reportOrg.clock: 只有到期时间才写明时限',
    ],
    [
      'a formula that counts what never happens',
      (policy) => (policy.metrics[0]!.formula = { divide: [{ count: 'case.lost' }, { number: 1 }] }),
      'metrics.filed.formula: 没有这个事件：case.lost',
    ],
    [
      'one clock twice',
      (policy) => policy.caseTypes[1]!.clocks.push(veto(policy).clocks[3]!),
      'clocks.CZ-FILE: 编号重复',
    ],
    [
      'an assumption on which nothing rests',
      (policy) => policy.assumptions.push({ id: 'CZ-A9', question: '？', chosen: '无', others: [] }),
      'assumptions.CZ-A9: 没有任何规则用到这条待确认事项',
    ],
    [
      'an assumption that nobody wrote down',
      (policy) => (answer(policy).assume = ['CZ-A7']),
      'caseTypes.veto.clocks.CZ-ANSWER.assume[0]: 没有这条待确认事项：CZ-A7',
    ],
    [
      'a rating on a scale that does not exist',
      (policy) => (policy.ratings[0]!.scale = 'ten-stars'),
      'ratings.case.scale: 没有这个等级：ten-stars',
    ],
  ])('finds %s', (_, change, problem) => {
    expect(problemsAfter(change)).toContain(problem);
  });

  it('reads no quote where the notice is not at hand', () => {
    const policy = policyOf('chizhou');
    answer(policy).cite = ['5日内答复'];

    expect(checkPolicy(policy, null)).toEqual([]);
  });
});
