import { describe, expect, it } from 'vitest';
import { CLERK } from '../../given.ts';
import { SHIFT_LEADER, SUPERVISOR } from '../../fakes/case-desk.ts';
import { CityDesk } from './city-desk.ts';

describe('鞍山 首问', () => {
  it('“属于岗位职责内的，应及时回复和耐心办理”', async () => {
    const desk = await CityDesk.open('anshan', '2026-11-23 09:30');
    await desk.opens('referral', 'desk', 'firstAsked');
    expect(desk.running).toEqual({ 'AS-ANSWER.1': null });
    expect(await desk.refusalOf('a2', 'firstAsked')).toBe('step-not-fitting');
    await desk.step('a1', 'firstAsked', { attributes: { mine: 'yes' } });

    expect([desk.case.state, desk.running]).toEqual(['answered', {}]);
  });

  it('“为办事人联系具体工作人员并负责引见衔接”: handed over, sent back, handed over again and received', async () => {
    const desk = await CityDesk.open('anshan', '2026-11-23 09:30');
    await desk.opens('referral', 'counter', 'firstAsked', { counter: 'c1', attributes: { mine: 'no' } });
    expect(await desk.refusalOf('a2', 'firstAsked', { fields: { toWindow: '二楼 12 号' } })).toBe(
      'field-missing',
    );
    await desk.step('a2', 'firstAsked', { fields: { toWindow: '二楼 12 号', toPerson: '刘科员' } });
    expect(desk.running).toEqual({ 'AS-MEET.1': null });
    await (await desk.at('2026-11-23 09:40')).step('a4', 'counter');
    expect([desk.case.state, desk.running]).toEqual(['asked', { 'AS-ANSWER.2': null }]);
    await desk.step('a2', 'firstAsked', { fields: { toWindow: '三楼 3 号', toPerson: '赵科员' } });
    await (await desk.at('2026-11-23 09:50')).step('a3', 'chief');

    expect(desk.case).toMatchObject({ state: 'received', closedAt: expect.any(Number) });
    expect([desk.running, desk.told]).toEqual([{}, []]);
    await desk.isKept();
  });
});

describe('鞍山 限时办结事项', () => {
  const NOTICE = {
    conditions: '有固定场所',
    materials: '补租赁合同',
    procedure: '受理、审核、发证',
    limit: '5 个工作日',
  };

  async function submitted(): Promise<CityDesk> {
    const desk = await CityDesk.open('anshan', '2026-11-20 09:30');
    await desk.opens('item', 'counter', 'counter', { service: 'tax' });
    return desk.step('i1', 'counter');
  }

  it('“应在法定或承诺的时限内办结”: told once, accepted, approved within the matter’s own limit, handed out', async () => {
    const desk = await submitted();
    expect(await desk.refusalOf('i2', 'counter')).toBe('field-missing');
    await desk.step('i2', 'counter', { fields: NOTICE });
    expect(desk.last('CaseStepped').print).toEqual(['onceNotice']);
    await desk.step('i1', 'counter');
    expect(desk.running).toEqual({});
    await (await desk.at('2026-11-20 10:00')).step('i3', 'approver', { itemDays: 5 });
    expect(desk.running).toEqual({ 'AS-LIMIT.1': '2026-11-27 17:00' });
    await (await desk.at('2026-11-27 17:00')).step('i4', 'approver');
    await desk.step('i6', 'issue');

    expect(desk.case).toMatchObject({ state: 'issued', invited: 'counter' });
    expect([desk.running, desk.told]).toEqual([{}, []]);
    await desk.isKept();
  });

  it('“由审批工作人员制作《不予行政许可决定书》，写明不予许可的具体原因”', async () => {
    const desk = await submitted();
    await desk.step('i3', 'approver');
    expect(desk.running).toEqual({ 'AS-LIMIT.1': null });
    expect(await desk.refusalOf('i5', 'approver')).toBe('field-missing');
    await desk.step('i5', 'approver', { fields: { refuseReason: '不具备第八条的条件' } });
    await desk.step('i6', 'issue');

    expect(desk.case.state).toBe('issued');
  });

  it('“提前告知当事人延时办理的理由”: not behind the day, not without the reason, and to no fixed end', async () => {
    const desk = await submitted();
    await (await desk.at('2026-11-20 10:00')).step('i3', 'approver', { itemDays: 5 });
    const asked = (fields: Record<string, string>) =>
      desk.extending('AS-LIMIT.1', 'approver', '2026-12-31', fields);
    expect(await desk.refusal(asked({}))).toBe('field-missing');
    await desk.does(asked({ extendReason: '须听证' }));
    expect(desk.running).toEqual({ 'AS-LIMIT.1': '2026-12-31 17:00' });
    expect(desk.last('ClockExtended').tell).toEqual(['applicant']);

    await desk.at('2027-01-05 09:00');
    expect(desk.told).toEqual(['AS-LIMIT.1 chief', 'AS-LIMIT.1 manager']);
  });

  it('“除因涉密不宜公开的”: a classified matter is worked on by counter and 首席代表, and no desk looks on', async () => {
    const desk = await CityDesk.open('anshan', '2026-11-23 09:30');
    await desk.opens('item', 'counter', 'counter', { confidential: true });
    expect(await desk.refusalOf('i1', 'counter')).toBe('case-confidential');
    const step = { type: 'TakeStep', case: desk.case.id, attributes: {}, fields: {} } as const;
    await desk.does({ ...step, step: 'i1', as: 'counter' }, CLERK);
    await desk.does({ ...step, step: 'i3', as: 'approver' }, SHIFT_LEADER);
    const note = { type: 'NoteCase', case: desk.case.id, as: 'manager', text: '另行办理' } as const;
    await desk.does(note, SUPERVISOR);

    expect(desk.case.state).toBe('accepted');
  });
});
