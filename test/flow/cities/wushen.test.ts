import { describe, expect, it } from 'vitest';
import { SHIFT_LEADER } from '../../fakes/case-desk.ts';
import { CityDesk } from './city-desk.ts';

const PERSON = { name: '娜仁', phone: '13804771234', content: '来了三次都没有办成' };

async function asked(at: string, multiDept = 'no'): Promise<CityDesk> {
  const desk = await CityDesk.open('wushen', at);
  return desk.opens('bbcs', 'desk', 'desk', { service: 'social', scope: 1, attributes: { multiDept } });
}

async function reported(at: string, multiDept = 'no'): Promise<CityDesk> {
  const desk = await asked(at, multiDept);
  await desk.step('w1', 'desk', { fields: PERSON });
  await desk.step('w2', 'desk');
  return desk.step('w5', 'desk');
}

async function concluded(at: string, research: string, multiDept = 'no'): Promise<CityDesk> {
  return (await reported(at, multiDept)).step('w6', 'centre', { attributes: { research } });
}

/** The department has the paper in hand. */
async function handling(at: string, multiDept = 'no'): Promise<CityDesk> {
  const desk = await concluded(at, 'solvable', multiDept);
  await desk.step('w7', 'desk');
  return desk.step('w8', 'chief');
}

const rate = (desk: CityDesk, grade: string) =>
  desk.does({ type: 'RateCase', case: desk.case.id, channel: 'desk', grade });

describe('乌审旗 “办不成事”反映', () => {
  it('“第一时间联系值班长、问题涉及部门窗口人员和首席代表”: answered on the spot, satisfied, archived', async () => {
    const desk = await (await asked('2026-11-23 09:20')).at('2026-11-23 09:30');
    await desk.step('w1', 'desk', { fields: PERSON });
    expect(desk.running).toEqual({ 'WS-ONSITE.1': null });
    await (await desk.at('2026-11-23 09:33')).step('w2', 'desk');
    expect(desk.running).toEqual({});
    expect(desk.last('CaseStepped').told).toEqual([{ to: ['duty', 'clerk', 'chief'], text: '现场协商' }]);
    await desk.step('w3', 'chief', { fields: { windowOpinion: '补一份证明即可' } });
    await desk.step('w4', 'desk');
    await rate(desk, 'satisfied');
    expect(desk.case.state).toBe('rated');
    await desk.step('w19', 'desk');

    expect(desk.case).toMatchObject({ state: 'archived', reworks: 0 });
    await desk.isKept();
  });

  it('“在2个工作日内…集中研判”, “在1个工作日内…派发”, “原则上2个工作日内办结”: five working days in all', async () => {
    const desk = await reported('2026-11-20 10:00');
    expect(desk.running).toEqual({ 'WS-RESEARCH.1': '2026-11-24 17:00' });
    await (await desk.at('2026-11-24 17:00')).step('w6', 'centre', { attributes: { research: 'solvable' } });
    expect(desk.running).toEqual({ 'WS-DISPATCH.1': '2026-11-25 17:00' });
    await (await desk.at('2026-11-25 16:00')).step('w7', 'desk');
    expect(desk.running).toEqual({});
    await (await desk.at('2026-11-25 17:00')).step('w8', 'unit');
    expect(desk.running).toEqual({ 'WS-HANDLE.1': '2026-11-27 17:00' });
    await (await desk.at('2026-11-27 17:00')).step('w9', 'unit', { fields: { result: '已办结' } });
    await rate(desk, 'basically-satisfied');
    await desk.step('w19', 'desk');

    expect([desk.case.state, desk.told]).toEqual(['archived', []]);
    await desk.isKept();
  });

  it('“12345政务服务热线派发工单”: comes with its number', async () => {
    const desk = await CityDesk.open('wushen', '2026-11-23 09:30');
    await desk.opens('bbcs', 'dispatch-12345', 'desk', { scope: 3, foreignNumber: 'NM-20261123-0042' });

    expect(desk.case).toMatchObject({ intake: 'dispatch-12345', foreignNumber: 'NM-20261123-0042' });
  });

  it.each([
    ['排队等号', 0],
    ['信访事项', 1],
    ['企业群众之间的纠纷', 2],
    ['不属于旗级政务服务管理的事项', 3],
  ])('“%s…不予受理”: shown another way, counted, and no clock runs', async (_, exclusion) => {
    const desk = await asked('2026-11-23 09:30');
    expect(await desk.refusalOf('w0', 'desk')).toBe('exclusion-missing');
    await desk.step('w0', 'desk', { exclusion });

    expect(desk.case).toMatchObject({ state: 'refused', exclusion, clocks: [] });
    expect(desk.state.desk.refusedToday).toBe(1);
  });

  it.each([
    ['原则上2个工作日内办结', '2026-02-13 16:00', 'no', '2026-02-24 17:00'],
    ['原则上5个工作日内办结', '2026-02-13 16:00', 'yes', '2026-02-27 17:00'],
    ['原则上5个工作日内办结', '2026-09-30 15:00', 'yes', '2026-10-13 17:00'],
  ])('“%s”, from %s', async (_, at, multiDept, due) => {
    expect((await handling(at, multiDept)).running).toEqual({ 'WS-HANDLE.1': due });
  });

  it('“延时办理最长不超过10个工作日”: in all, with the reason, and party and desk are told before', async () => {
    const desk = await handling('2026-09-30 15:00');
    const asked = (due: string, fields: Record<string, string> = { extendReason: '须到自治区调档' }) =>
      desk.extending('WS-HANDLE.1', 'unit', due, fields);
    expect(desk.running).toEqual({ 'WS-HANDLE.1': '2026-10-09 17:00' });
    expect(await desk.refusal(asked('2026-10-20', {}))).toBe('field-missing');
    expect(await desk.refusal(asked('2026-10-21'))).toBe('beyond-the-most');

    await desk.does(asked('2026-10-20'));

    expect(desk.running).toEqual({ 'WS-HANDLE.1': '2026-10-20 17:00' });
    expect(desk.last('ClockExtended').tell).toEqual(['applicant', 'desk']);
    expect(desk.case.fields['newDue']).toBe('2026-10-20');
    await desk.at('2026-10-23 09:00');
    expect(desk.told).toEqual(['WS-HANDLE.1 chief', 'WS-HANDLE.1 duty', 'WS-HANDLE.1 leader']);
    await desk.isKept();
  });

  it('“由政务服务局组织相关部门单位研判并推进解决”: the clock stops when all departments are done', async () => {
    const desk = await handling('2026-11-23 09:30', 'yes');
    const of = { case: desk.case.id, as: 'bureau' } as const;
    for (const unit of ['自然资源局', '税务局']) await desk.does({ type: 'AddBranch', ...of, unit });
    const result = { fields: { result: '两个部门都已办完' } };
    for (const branch of [1, 2]) {
      expect(await desk.refusalOf('w9', 'bureau', result)).toBe('branches-open');
      expect(desk.running).toEqual({ 'WS-HANDLE.1': '2026-11-30 17:00' });
      await desk.does({ type: 'EndBranch', ...of, branch, text: '已办' });
    }
    await desk.step('w9', 'bureau', result);

    expect([desk.case.state, desk.running]).toEqual(['done', {}]);
    await desk.isKept();
  });

  it('“对于‘不满意’的‘差评’事项，退回重办，并跟踪回访”: the clock begins anew', async () => {
    const desk = await handling('2026-11-23 09:30');
    await desk.step('w9', 'unit', { fields: { result: '已办结' } });
    await (
      await desk.at('2026-11-24 10:00')
    ).does({
      ...{ type: 'RateCase', case: desk.case.id, channel: 'phone', grade: 'dissatisfied' },
      text: '只是让我再等',
    });
    expect(desk.case).toMatchObject({ state: 'rework', reworks: 1, followUp: true });
    await desk.step('w18', 'unit');
    expect(desk.running).toEqual({ 'WS-HANDLE.2': '2026-11-26 17:00' });
    await desk.step('w9', 'unit', { fields: { result: '当天办完' } });
    await rate(desk, 'satisfied');
    expect(await desk.refusalOf('w19', 'desk')).toBe('follow-up-open');
    const call = { type: 'RecordCallBack', case: desk.case.id, text: '说这回很快' } as const;
    await desk.does({ ...call, outcome: 'no-answer' });
    expect(await desk.refusalOf('w19', 'desk')).toBe('follow-up-open');
    await desk.does({ ...call, outcome: 'satisfied' });
    await desk.step('w19', 'desk');

    expect(desk.case.state).toBe('archived');
    await desk.isKept();
  });

  it('“确因政策法规不能办理的…于1个工作日内…书面回复”: sent back once, called, then explained by the 值班长', async () => {
    const desk = await concluded('2026-11-23 09:30', 'cannot');
    expect(desk.running).toEqual({ 'WS-CANNOT.1': '2026-11-24 17:00' });
    await desk.step('w10', 'unit', { fields: { writtenReason: '条例第十二条不允许' } });
    await desk.step('w11', 'desk');
    await rate(desk, 'dissatisfied');
    await desk.step('w18', 'desk');
    await desk.step('w9', 'unit', { fields: { result: '再次核实，仍不能办' } });
    expect(await desk.refusalOf('w20', 'duty', { fields: { explanation: '已解释' } })).toBe(
      'step-not-fitting',
    );
    await rate(desk, 'dissatisfied');
    expect(desk.case).toMatchObject({ state: 'done', reworks: 1 });

    const explained = { fields: { explanation: '与窗口一起说明了条例' } };
    expect(await desk.refusalOf('w20', 'duty', explained)).toBe('follow-up-open');
    await desk.does({
      ...{ type: 'RecordCallBack', case: desk.case.id, outcome: 'dissatisfied', text: '仍不满意' },
    });
    expect(await desk.refusalOf('w20', 'duty')).toBe('field-missing');
    await desk.does(
      {
        ...{ type: 'TakeStep', case: desk.case.id, step: 'w20', as: 'duty', attributes: {} },
        ...explained,
      },
      SHIFT_LEADER,
    );

    expect(desk.case).toMatchObject({ state: 'explained', rating: { satisfied: false } });
    expect(desk.last('CaseStepped').done).toEqual({ as: 'duty' });
    await desk.isKept();
  });

  it('what can be done is sent back as often as the applicant is not satisfied', async () => {
    const desk = await handling('2026-11-23 09:30');
    for (const reworks of [1, 2]) {
      await desk.step('w9', 'unit', { fields: { result: '已办结' } });
      await rate(desk, 'dissatisfied');
      expect(desk.case).toMatchObject({ state: 'rework', reworks });
      await desk.step('w18', 'unit');
    }
    expect(desk.clocks).toMatchObject({ 'WS-HANDLE.3': '2026-11-25 17:00' });
  });

  it('“听取当事人对办理结果的评价意见”: nobody at home is 未评价, never 满意', async () => {
    const desk = await handling('2026-11-23 09:30');
    await desk.step('w9', 'unit', { fields: { result: '已办结' } });
    expect(await desk.refusalOf('w21', 'desk')).toBe('step-not-fitting');
    await rate(desk, 'none');
    expect(await desk.refusalOf('w16', 'applicant')).toBe('step-not-fitting');
    await desk.step('w21', 'desk');

    expect(desk.case).toMatchObject({ state: 'archived', rating: { grade: 'none', satisfied: null } });
  });

  it('“报请…解决工作组，专题研究解决”: no clock but the one that follows its conclusion', async () => {
    const desk = await concluded('2026-11-23 09:30', 'unresolved');
    expect(await desk.refusalOf('w7', 'desk')).toBe('step-not-fitting');
    await desk.step('w12', 'centre');
    expect([desk.case.state, desk.running]).toEqual(['workGroup', {}]);
    await desk.at('2026-12-14 10:00');
    await desk.step('w13', 'workGroup', { attributes: { research: 'solvable' } });

    expect(desk.running).toEqual({ 'WS-DISPATCH.1': '2026-12-15 17:00' });
    expect(desk.told).toEqual([]);
    await desk.isKept();
  });

  it('“及时上报上级业务主管部门，并将办理情况…告知当事人”', async () => {
    const desk = await concluded('2026-11-23 09:30', 'notLocal');
    await desk.step('w14', 'unit');
    expect([desk.case.state, desk.running]).toEqual(['upper', {}]);
    await desk.step('w15', 'desk');

    expect(desk.case).toMatchObject({ state: 'done', invited: 'case' });
  });
});

describe('乌审旗 容缺受理', () => {
  it('“由申办人作出补齐承诺，‘办不成事’反映窗口为其背书，办事窗口给予容缺受理”', async () => {
    const desk = await CityDesk.open('wushen', '2026-11-23 09:30');
    await desk.opens('promise', 'desk', 'desk');
    const promise = { ...PERSON, lacking: '原件公证', promisedDay: '2026-11-28' };
    await desk.step('p1', 'desk', { fields: promise });
    expect(desk.running).toEqual({ 'WS-PROMISE.1': '2026-11-28 17:00' });
    expect(desk.last('CaseStepped').told).toMatchObject([{ to: ['clerk'] }]);
    await desk.step('p2', 'clerk');
    await (await desk.at('2026-11-27 11:00')).step('p3', 'clerk');

    expect([desk.case.state, desk.told]).toEqual(['supplied', []]);
    await desk.isKept();
  });

  it('a promise that is not kept lapses, and desk and 值班长 have heard of it', async () => {
    const desk = await CityDesk.open('wushen', '2026-11-23 09:30');
    await desk.opens('promise', 'counter', 'clerk');
    await desk.step('p1', 'desk', { fields: { ...PERSON, lacking: '公证', promisedDay: '2026-11-25' } });
    await desk.at('2026-11-26 17:01');
    expect(desk.told).toEqual(['WS-PROMISE.1 desk', 'WS-PROMISE.1 duty']);
    await desk.step('p4', 'desk');

    expect(desk.case.state).toBe('lapsed');
  });
});
