import { checkPolicy } from '@bandecheng/shared/policy/check-policy';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { describe, expect, it } from 'vitest';
import { notice, policyOf } from '../../../fakes/rules.ts';

/** The paths and reasons after a change to a city's policy. */
async function problemsAfter(city: string, change: (policy: Policy) => void): Promise<string[]> {
  const policy = policyOf(city);
  change(policy);
  return checkPolicy(policy, [await notice(city)]).map(({ path, reason }) => `${path}: ${reason}`);
}

const typeOf = (policy: Policy, id: string) => policy.caseTypes.find((caseType) => caseType.id === id)!;
const veto = (policy: Policy) => typeOf(policy, 'veto');
const formOf = (policy: Policy, id: string) => policy.forms.find((form) => form.id === id)!;
const register = (policy: Policy) => formOf(policy, 'vetoRegister');
const answer = (policy: Policy) => veto(policy).clocks[1]!;

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
      (policy) => (register(policy).fields[0]!.cite = []),
      'forms.vetoRegister.fields.reportOrg: 既没有引用通知原文，也没有待确认事项',
    ],
    [
      'a label that the notice does not print',
      (policy) => (register(policy).fields[0]!.zh = '填报单位'),
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
      (policy) => delete register(policy).fields.find(({ kind }) => kind === 'automatic')!.fills,
      'forms.vetoRegister.fields.window.fills: 自动填写的栏目须写明填什么',
    ],
    [
      'a due day of a clock that is none',
      (policy) => Object.assign(register(policy).fields[0]!, { fills: 'due', clock: 'CZ-LOST' }),
      'forms.vetoRegister.fields.reportOrg.clock: 没有这个时限：CZ-LOST',
    ],
    [
      'a clock beside what is no due day',
      (policy) => Object.assign(register(policy).fields[0]!, { clock: 'CZ-ANSWER' }),
      'forms.vetoRegister.fields.reportOrg.clock: 只有到期时间才写明时限',
    ],
    [
      'a formula that counts what never happens',
      (policy) => (policy.metrics.at(-1)!.formula = { divide: [{ count: 'case.lost' }, { number: 1 }] }),
      'metrics.filed.formula: 没有这个事件：case.lost',
    ],
    [
      'one clock twice',
      (policy) => typeOf(policy, 'vetoReport').clocks.push(veto(policy).clocks[3]!),
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
      (policy) => (policy.ratings.find(({ id }) => id === 'case')!.scale = 'ten-stars'),
      'ratings.case.scale: 没有这个等级：ten-stars',
    ],
    [
      'one way in twice',
      (policy) => veto(policy).intake.push({ id: 'desk', zh: '导办台' }),
      'caseTypes.veto.intake.desk: 编号重复',
    ],
    [
      'a role that one kind of account holds twice',
      (policy) => policy.roles.find(({ id }) => id === 'clerk')!.accounts.push('clerk'),
      'roles.clerk.accounts: 账号种类重复',
    ],
    [
      'a role for the auditor, who only looks on',
      (policy) => policy.roles.find(({ id }) => id === 'dataBureau')!.accounts.push('auditor'),
      'roles.dataBureau.accounts: 审计员只看不办，不担任制度里的角色',
    ],
    [
      'two case types for one bad rating',
      (policy) => (veto(policy).opensOn = 'bad-rating'),
      'caseTypes.veto.opensOn: 一次差评只能开一种案件',
    ],
    [
      'a choice of nothing',
      (policy) => (register(policy).fields[0]!.kind = 'choice'),
      'forms.vetoRegister.fields.reportOrg: 单选栏目没有可选的内容',
    ],
    [
      'a condition on what nobody knows',
      (policy) => (veto(policy).steps[0]!.when = { eq: ['weather', 'fine'] }),
      'caseTypes.veto.steps.t1.when: 没有这个案件属性：weather',
    ],
    [
      'a number of reworks in words',
      (policy) => (veto(policy).steps[0]!.when = { not: { eq: ['reworks', 'many'] } }),
      'caseTypes.veto.steps.t1.when: 没有这个选项：many',
    ],
    [
      'a condition on a rating that nobody is asked for',
      (policy) => (typeOf(policy, 'vetoReport').steps[0]!.when = { eq: ['satisfied', true] }),
      'caseTypes.vetoReport.steps.r1.when: 以评价为条件，却没有任何步骤请人评价',
    ],
    [
      'a formula over a channel there is not',
      (policy) =>
        (policy.metrics.at(-1)!.formula = { count: 'filing.first', where: { eq: ['channel', 'pigeon'] } }),
      'metrics.filed.formula: 没有这个选项：pigeon',
    ],
    [
      'states that go round in a ring',
      (policy) => (typeOf(policy, 'vetoReport').steps[0]!.to = 'received'),
      'caseTypes.vetoReport.states.received: 从这里走不到任何终点',
    ],
    [
      'an exclusion that no step refuses',
      (policy) =>
        veto(policy).scope.exclude.push({ zh: '信访', redirect: '信访局', cite: ['信访'], assume: [] }),
      'caseTypes.veto.scope.exclude: 没有一步到终点、并引导去处的不予受理步骤',
    ],
    [
      'an exclusion without a sentence',
      (policy) => veto(policy).scope.exclude.push({ zh: '信访', redirect: '信访局', cite: [], assume: [] }),
      'caseTypes.veto.scope.exclude[0]: 既没有引用通知原文，也没有待确认事项',
    ],
  ])('finds %s', async (_, change, problem) => {
    expect(await problemsAfter('chizhou', change)).toContain(problem);
  });

  const promise = (policy: Policy) => typeOf(policy, 'promise');
  const sheet = (policy: Policy) => formOf(policy, 'promiseSheet');
  it.each<[string, (policy: Policy) => void, string]>([
    [
      'a promise without its day',
      (policy) => delete promise(policy).clocks[0]!.promise,
      'WS-PROMISE.promise: 以承诺日期为限的时钟须写明栏目，别的时钟不写',
    ],
    [
      'a promised day in no form',
      (policy) => (promise(policy).clocks[0]!.promise = 'someDay'),
      'WS-PROMISE.promise: 没有这个表单栏目：someDay',
    ],
    [
      'a promised day that is no date',
      (policy) => (sheet(policy).fields.find(({ id }) => id === 'promisedDay')!.kind = 'text'),
      'WS-PROMISE.promise: 承诺的栏目须是日期',
    ],
    [
      'a promise given before its day is known',
      (policy) => (promise(policy).steps[0]!.require = ['name']),
      'WS-PROMISE.promise: 起算时承诺的日期还没有填：让起算的步骤要求它',
    ],
    [
      'a promise that has a number of days besides',
      (policy) => (promise(policy).clocks[0]!.limit = { unit: 'working-day', count: 5 }),
      'WS-PROMISE.limit: 时限取自事项或承诺的时钟，自己不写时限和情形',
    ],
  ])('finds %s', async (_, change, problem) => {
    expect(await problemsAfter('wushen', change)).toContain(`caseTypes.promise.clocks.${problem}`);
  });

  it.each<[string, (bbcs: Policy['caseTypes'][number]) => void, string]>([
    [
      'a refusal of what nothing excludes',
      (bbcs) => (bbcs.scope.exclude = []),
      '有不予受理的步骤，却没有写明哪些不予受理',
    ],
    [
      'a clock that would run for what is refused',
      (bbcs) => (bbcs.clocks[0]!.start = bbcs.opens),
      '不予受理的也会起算时限：时钟不能从来访起算',
    ],
  ])('finds %s', async (_, change, reason) => {
    expect(await problemsAfter('wushen', (policy) => change(typeOf(policy, 'bbcs')))).toContain(
      `caseTypes.bbcs.scope.exclude: ${reason}`,
    );
  });

  it('finds what is so confidential that nobody can work on it', async () => {
    const problems = await problemsAfter('huancui', (policy) => {
      policy.confidential[0]!.visibleTo = ['supervision'];
    });

    expect(problems).toEqual([
      'confidential.c1.visibleTo: 看得到的人都办不了这些步骤：tucao.u1、tucao.u3、tucao.u4、tucao.u5、tucao.u6',
    ]);
  });

  it('reads no quote where the notice is not at hand', () => {
    const policy = policyOf('chizhou');
    answer(policy).cite = ['5日内答复'];

    expect(checkPolicy(policy, null)).toEqual([]);
  });
});
