import { describe, expect, it } from 'vitest';
import { CityDesk } from './city-desk.ts';

const PERSON = { name: '王小明', contact: '13900001234', matter: '新业态备案', detail: '共享厨房怎样登记' };
const OPINIONS = { deciderOpinion: '同意受理', research: '已请示上级业务主管部门' };

/** A case whose applicant has been told that there will be an answer. */
async function registered(at: string, attributes: Record<string, string> = {}): Promise<CityDesk> {
  const desk = await CityDesk.open('linjiang', at);
  await desk.opens('veto', 'counter', 'clerk', { service: 'social', attributes });
  await desk.step('t1', 'clerk');
  await desk.step('t3', 'clerk');
  return desk.step('t5', 'clerk', { fields: PERSON });
}

async function submitted(at: string, attributes: Record<string, string> = {}): Promise<CityDesk> {
  return (await registered(at, attributes)).step('t6', 'clerk');
}

describe('临江 窗口否决', () => {
  it('“并于5个工作日内进行答复”: from the counter to the second filing', async () => {
    const desk = await registered('2026-11-20 10:30');
    expect(desk.running).toEqual({
      'LJ-REPLY.1': '2026-11-27 17:00',
      'LJ-FORM.1': '2026-11-20 17:00',
    });
    expect(desk.last('CaseStepped')).toMatchObject({
      told: [{ to: ['applicant'], text: expect.stringContaining('5个工作日内') }],
    });

    await (await desk.at('2026-11-20 16:55')).step('t6', 'clerk');
    expect(desk.running).toEqual({
      'LJ-REPLY.1': '2026-11-27 17:00',
      'LJ-APPROVE.1': '2026-11-25 17:00',
    });
    expect(desk.case.filings).toMatchObject([{ form: 'vetoSheet', to: 'centre', part: 'first' }]);

    await (await desk.at('2026-11-23 11:00')).step('t7', 'reviewer', { fields: { reviewerOpinion: '可行' } });
    expect(await desk.refusalOf('t8', 'decider')).toBe('field-missing');
    await (await desk.at('2026-11-25 16:59')).step('t8', 'decider', { fields: OPINIONS });
    expect(desk.running).toEqual({ 'LJ-REPLY.1': '2026-11-27 17:00', 'LJ-FEEDBACK.1': null });

    await desk.step('t14', 'windowLead', {
      ...{ attributes: { outcome: 'accept' }, fields: { replyText: '请带证件来办理' } },
    });
    expect(desk.running).toEqual({ 'LJ-FILE2.1': '2026-11-26 17:00' });
    expect(await desk.refusalOf('t15', 'unit')).toBe('step-not-fitting');
    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'desk', grade: 'satisfied' });
    await desk.step('t15', 'unit');

    expect(desk.case).toMatchObject({ state: 'closed', filings: [{ part: 'first' }, { part: 'second' }] });
    expect(desk.running).toEqual({});
    expect(desk.told).toEqual([]);
    await desk.isKept();
  });

  it('“便于政务大厅及时了解反馈结果和申请人满意度”: nobody at home is 未评价, and the second filing goes out', async () => {
    const desk = await submitted('2026-11-23 09:30');
    await desk.step('t7', 'reviewer', { fields: { reviewerOpinion: '不可行' } });
    await desk.step('t8', 'decider', { fields: OPINIONS });
    const answer = { attributes: { outcome: 'cannot' }, fields: { replyText: '依法不能受理，已作解释' } };
    await desk.step('t14', 'clerk', answer);

    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'phone', grade: 'none' });
    await desk.step('t15', 'unit');

    expect(desk.case).toMatchObject({ state: 'closed', rating: { grade: 'none', satisfied: null } });
  });

  it.each([
    ['对于能够直接网上办理的申请事项，现场辅导操作方法', ['t1', 't2']],
    ['将所遇问题进行描述', ['t1', 't3', 't4']],
  ])('“%s”: settled on the spot, no clock runs', async (_, steps) => {
    const desk = await CityDesk.open('linjiang', '2026-11-23 09:30');
    await desk.opens('veto', 'desk', 'desk');
    for (const step of steps) await desk.step(step, 'clerk');

    expect(desk.case).toMatchObject({ state: 'onspot', clocks: [], invited: 'counter' });
    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'evaluator', grade: 'very-satisfied' });
  });

  it.each([
    ['on a Saturday by appointment', '2026-11-21 10:00', '2026-11-23 17:00'],
    ['a minute behind closing', '2026-11-20 17:01', '2026-11-23 17:00'],
    ['at the last minute', '2026-11-20 17:00', '2026-11-20 17:00'],
  ])('“必须于当日下班前填写”, registered %s', async (_, at, due) => {
    expect((await registered(at)).running).toMatchObject({ 'LJ-FORM.1': due });
  });

  it.each([
    ['一般不超过3个工作日', '2026-11-20 16:55', {}, '2026-11-25 17:00'],
    ['一般不超过3个工作日', '2026-09-30 15:00', { severity: 'general' }, '2026-10-10 17:00'],
    ['特殊事项不超过5个工作日', '2026-11-20 16:55', { severity: 'special' }, '2026-11-27 17:00'],
    ['一般不超过3个工作日', '2026-12-30 10:00', {}, '2027-01-04 17:00'],
  ])('“%s”, from %s', async (_, at, attributes, due) => {
    const desk = await submitted(at, attributes);

    expect(desk.running).toMatchObject({ 'LJ-APPROVE.1': due });
    expect(desk.case.clocks.find(({ run }) => run === 'LJ-APPROVE.1')?.provisional).toBe(due > '2027');
  });

  it('“需开展专业性研究的或专家论证的除外”: no limit, but the reason and a notice in between', async () => {
    const desk = await submitted('2026-11-20 16:55');
    const amend = { type: 'AmendCase', case: desk.case.id, as: 'decider', fields: {} } as const;
    const major = { ...amend, attributes: { severity: 'major' } };
    expect(await desk.refusal(major)).toBe('field-missing');

    await desk.does({ ...major, fields: { exemptReason: '须请专家论证' } });

    expect(desk.running).toMatchObject({ 'LJ-APPROVE.1': null, 'LJ-REPLY.1': '2026-11-27 17:00' });
    const run = () => desk.case.clocks.find((one) => one.run === 'LJ-APPROVE.1');
    expect(run()).toMatchObject({ interimDueAt: Date.parse('2026-11-27T17:00:00+08:00') });
    await desk.at('2026-11-26 10:00');
    await desk.does({
      ...{ type: 'GiveInterimNotice', case: desk.case.id, clock: 'LJ-APPROVE.1', as: 'clerk' },
      text: '专家论证会定在下周三',
    });
    expect(run()?.interimGivenAt).toBe(Date.parse('2026-11-26T10:00:00+08:00'));
    await desk.isKept();
  });

  it('“报职转办”, “必要时由市政府决策进行协调”: climbs to the end, and each rung hears that time has run out', async () => {
    const desk = await submitted('2026-11-20 16:55');
    await desk.step('t7', 'reviewer', { fields: { reviewerOpinion: '涉及三个部门' } });
    await desk.step('t9', 'decider');
    expect(desk.case.state).toBe('centreJoint');
    await (await desk.at('2026-11-25 17:00')).step('t11', 'centre');
    expect([desk.case.state, desk.told]).toEqual(['zzbJoint', []]);

    await desk.at('2026-11-25 17:01');
    expect(desk.told).toEqual(['LJ-APPROVE.1 windowLead']);
    await desk.at('2026-11-26 17:01');
    expect(desk.told).toEqual(['LJ-APPROVE.1 windowLead', 'LJ-APPROVE.1 centre']);
    await desk.at('2026-11-30 17:01');
    expect(desk.told.slice(2)).toEqual(['LJ-REPLY.1 windowLead', 'LJ-REPLY.1 centre']);

    await desk.step('t12', 'zzb');
    expect(desk.case.state).toBe('govDecide');
    await desk.step('t13', 'gov');
    expect(desk.case.state).toBe('decided');
    await desk.isKept();
  });

  it('“应编制协调会议纪要等材料备查”: the centre settles it with minutes', async () => {
    const desk = await submitted('2026-11-23 09:30');
    await desk.step('t7', 'reviewer', { fields: { reviewerOpinion: '涉及两个部门' } });
    await desk.step('t9', 'centre');
    expect(await desk.refusalOf('t10', 'centre', { fields: OPINIONS })).toBe('field-missing');
    await desk.step('t10', 'centre', { fields: { ...OPINIONS, minutes: '会议纪要第一号' } });

    expect(desk.case.state).toBe('decided');
  });
});

describe('临江 容缺后补', () => {
  const LACKING = { ...PERSON, lacking: '验资报告', temporaryProof: '开户许可证复印件' };
  async function promised(): Promise<CityDesk> {
    const desk = await CityDesk.open('linjiang', '2026-11-23 09:30');
    await desk.opens('promise', 'counter', 'clerk');
    expect(await desk.refusalOf('p1', 'clerk', { fields: LACKING })).toBe('field-missing');
    return desk.step('p1', 'clerk', { fields: { ...LACKING, promisedDay: '2026-12-01' } });
  }

  it('“待日后申请人获得正式材料后，再行…补交”: due at the close of the day agreed upon', async () => {
    const desk = await promised();
    expect(desk.running).toEqual({ 'LJ-PROMISE.1': '2026-12-01 17:00' });
    expect(desk.last('CaseStepped').print).toEqual(['promiseSheet']);

    await (await desk.at('2026-11-30 10:00')).step('p2', 'clerk');

    expect(desk.case.state).toBe('supplied');
    expect(desk.told).toEqual([]);
    await desk.isKept();
  });

  it('not kept: counter and unit hear of it, one working day after the other, and it lapses', async () => {
    const desk = await (await promised()).at('2026-12-03 09:00');
    expect(desk.told).toEqual(['LJ-PROMISE.1 clerk', 'LJ-PROMISE.1 unit']);

    await desk.step('p3', 'unit');

    expect(desk.case).toMatchObject({ state: 'lapsed', closedAt: expect.any(Number) });
  });
});
