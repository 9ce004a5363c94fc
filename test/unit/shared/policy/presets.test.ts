import { checkPolicy } from '@bandecheng/shared/policy/check-policy';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { describe, expect, it } from 'vitest';
import { CITIES, notice, policyOf } from '../../../fakes/rules.ts';

const typeOf = (policy: Policy, id: string) => policy.caseTypes.find((caseType) => caseType.id === id)!;

describe('the policies of the five cities', () => {
  it.each(CITIES)('%s is sound, and every quote stands literally in its notice', async (city) => {
    expect(checkPolicy(policyOf(city), [await notice(city)])).toEqual([]);
  });

  it.each([
    ['anshan', ['AS-ANSWER', 'AS-MEET', 'AS-LIMIT']],
    ['chizhou', ['CZ-SUBMIT', 'CZ-ANSWER', 'CZ-APPROVE', 'CZ-FILE']],
    ['huancui', ['HC-CONTACT', 'HC-HANDLE', 'HC-RAISE', 'HC-PROMISE']],
    [
      'linjiang',
      [...['LJ-REPLY', 'LJ-FORM', 'LJ-APPROVE', 'LJ-FILE1', 'LJ-FILE2'], ...['LJ-FEEDBACK', 'LJ-PROMISE']],
    ],
    ['wushen', [...['WS-ONSITE', 'WS-RESEARCH', 'WS-CANNOT', 'WS-DISPATCH', 'WS-HANDLE'], 'WS-PROMISE']],
  ])('%s has its clocks behind those of the call-back', (city, clocks) => {
    expect(policyOf(city).caseTypes.flatMap((type) => type.clocks.map(({ id }) => id))).toEqual([
      ...['CN-VERIFY', 'CN-MEND'],
      ...clocks,
    ]);
  });

  it('every step, clock, refusal, form field and formula of a city quotes its notice', () => {
    const silent = CITIES.map(policyOf).flatMap(({ caseTypes, forms, metrics }) =>
      [
        ...caseTypes.flatMap(({ scope, steps, clocks }) => [...scope.exclude, ...steps, ...clocks]),
        ...forms.flatMap((f) => f.fields),
        ...metrics,
      ].filter(({ cite }) => cite.length === 0),
    );

    // The texts of nation and provinces are not at hand.
    const ofTheCity = silent.filter(({ assume }) => !assume.every((id) => /^(CN|LN|SD|NM)-/.test(id)));
    expect(ofTheCity).toEqual([]);
  });

  it.each([
    ['linjiang', ['LJ-A1', 'LJ-A2', 'LJ-A3', 'LJ-A4']],
    ['chizhou', ['CZ-A1', 'CZ-A2', 'CZ-A3']],
    ['huancui', ['HC-A1', 'HC-A2', 'HC-A3', 'HC-A4', 'HC-A5', 'HC-A6']],
    ['wushen', ['WS-A1', 'WS-A2', 'WS-A3', 'WS-A4', 'WS-A5']],
    ['anshan', ['AS-A1', 'AS-A2']],
  ])('%s settles none of its open questions silently', (city, questions) => {
    expect(policyOf(city).assumptions.map(({ id }) => id)).toEqual(expect.arrayContaining(questions));
  });

  it.each([
    ['linjiang', 'veto', 'zzbJoint', '报职转办'],
    ['linjiang', 'veto', 'govDecide', '必要时由市政府决策进行协调'],
    ['chizhou', 'veto', 'raised', '若跨部门会商不能形成一致意见提交市营商办'],
    ['huancui', 'tucao', 'meeting', '提交至局长办公会研究决定'],
    ['huancui', 'veto', 'gov', '必要时报区政府研究决定'],
    ['wushen', 'bbcs', 'workGroup', '报请乌审旗推进政务服务领域“办不成事”问题解决工作组'],
    ['wushen', 'bbcs', 'upper', '及时上报上级业务主管部门'],
  ])('%s: a %s climbs to %s: “%s”', (city, type, state, quote) => {
    const { states, steps } = typeOf(policyOf(city), type);

    expect(states.map(({ id }) => id)).toContain(state);
    expect(steps.filter(({ to }) => to === state).flatMap(({ cite }) => cite)).toContainEqual(
      expect.stringContaining(quote),
    );
  });

  it.each([
    [
      'linjiang',
      'LJ-PROMISE',
      '先行受理或发证，待日后申请人获得正式材料后，再行向各分中心、审批服务单位进行补交',
    ],
    [
      'huancui',
      'HC-PROMISE',
      '由申请人承诺按期补齐材料，提前进入审查流程，待申请人补齐相关材料后，予以审批办结',
    ],
    ['wushen', 'WS-PROMISE', '由申办人作出补齐承诺，“办不成事”反映窗口为其背书，办事窗口给予容缺受理'],
  ])('%s: the promise of material is due on the promised day, %s: “%s”', async (city, clock, quote) => {
    const promise = typeOf(policyOf(city), 'promise');

    expect((await notice(city)).replace(/\s/g, '')).toContain(quote);
    expect(promise.states.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['promised', 'supplied', 'lapsed']),
    );
    expect(promise.clocks).toMatchObject([
      { id: clock, limit: null, limitOf: 'promise', promise: 'promisedDay' },
    ]);
  });

  it('a city whose notice knows no promise has none', () => {
    const without = CITIES.filter((city) => typeOf(policyOf(city), 'promise') === undefined);

    expect(without).toEqual(['anshan', 'chizhou']);
  });

  it('the papers of Chizhou come in three copies: “此表一式三份”', () => {
    expect(
      policyOf('chizhou')
        .forms.find(({ id }) => id === 'vetoRegister')!
        .copies.map(({ zh }) => zh),
    ).toEqual([...['一份给服务对象', '一份给市数据资源管理局', '一份由窗口存档']]);
  });

  it.each(CITIES)('%s: a bad rating opens a call-back', (city) => {
    const opened = policyOf(city).caseTypes.filter(({ opensOn }) => opensOn === 'bad-rating');

    expect(opened.map(({ id }) => id)).toEqual(['callBack']);
    expect(opened[0]!.steps.map(({ id }) => id)).toEqual(['verify', 'mend', 'explain', 're-rate', 'close']);
  });

  it('a call-back takes what time it takes, where no province says how long', () => {
    const limits = typeOf(policyOf('chizhou'), 'callBack').clocks.map(({ limit }) => limit);

    expect(limits).toEqual([null, null]);
  });

  it('Liaoning has a bad rating verified within 1 working day and a complex one mended within 15', () => {
    expect(typeOf(policyOf('anshan'), 'callBack').clocks).toMatchObject([
      { id: 'CN-VERIFY', limit: { unit: 'working-day', count: 1 } },
      {
        id: 'CN-MEND',
        limit: { unit: 'immediate' },
        variants: [{ id: 'complex', limit: { unit: 'working-day', count: 15 } }],
      },
    ]);
  });

  it('Shandong lets a missing rating be added within 5 working days, and calls back all who gave their name', () => {
    const { ratings, metrics } = policyOf('huancui');

    expect(ratings.find(({ id }) => id === 'counter')).toMatchObject({
      addWithin: { unit: 'working-day', count: 5 },
    });
    expect(metrics.find(({ id }) => id === 'M-call-back')).toMatchObject({ target: 1 });
  });

  it('Anshan has no case type for what cannot be done, and is sound without it', () => {
    expect(policyOf('anshan').caseTypes.map(({ id }) => id)).toEqual(['callBack', 'referral', 'item']);
  });
});
