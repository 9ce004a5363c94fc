import type { Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, CLERK, KIOSK, t } from '../../given.ts';
import { SUPERVISOR } from '../../fakes/case-desk.ts';
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

  it('“除因涉密不宜公开的”: a classified matter is worked on by the management alone', async () => {
    const desk = await CityDesk.open('anshan', '2026-11-23 09:30');
    await desk.opens('item', 'counter', 'counter', { confidential: true });
    expect(await desk.refusalOf('i1', 'counter')).toBe('case-confidential');
    const note = { type: 'NoteCase', case: desk.case.id, as: 'manager', text: '另行办理' } as const;
    await desk.does(note, SUPERVISOR);
  });
});

describe('鞍山 差评回访', () => {
  /** A service at counter 1 that was rated so. */
  async function rated(level: Level): Promise<CityDesk> {
    const desk = await CityDesk.open('anshan', '2026-11-23 09:00');
    const at = { counter: 'c1', ticket: t('A001') };
    await desk.does({ type: 'OpenCounter', counter: 'c1' }, CLERK);
    await desk.does({ type: 'JoinAgent', ...AGENT_JOINED.data }, { kind: 'hub' });
    await desk.does({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);
    await desk.does({ type: 'CallNext', counter: 'c1' }, CLERK);
    await desk.does({ type: 'StartService', ...at }, CLERK);
    await (await desk.at('2026-11-23 09:20')).does({ type: 'FinishService', ...at }, CLERK);
    const pressedAt = Date.parse('2026-11-23T09:20:00+08:00');
    return desk.does({ type: 'RecordPress', device: 'evaluator-c1', level, pressedAt }, AGENT);
  }

  it('a bad rating that stood opens a call-back: verified within 1 working day, a complex one mended within 15', async () => {
    const desk = await rated('very-dissatisfied');
    expect(desk.state.desk.cases.size).toBe(0);
    await desk.at('2026-11-23 09:22');
    expect(desk.case).toMatchObject({
      ...{ caseType: 'callBack', state: 'opened', ticket: t('A001'), counter: 'c1', service: 'social' },
      ...{ clerk: 'li', level: 'very-dissatisfied', unit: '社会保险局' },
    });
    expect(desk.case.timeline[0]?.data).toMatchObject({ done: { as: 'applicant' } });
    expect(desk.running).toEqual({ 'CN-VERIFY.1': '2026-11-24 17:00' });

    const verified = { fields: { verification: '材料清单确实写错了' } };
    expect(await desk.refusalOf('verify', 'verifier', verified)).toBe('field-missing');
    await desk.at('2026-11-24 10:00');
    await desk.step('verify', 'verifier', { ...verified, attributes: { finding: 'complex', named: 'yes' } });
    expect(desk.running).toEqual({ 'CN-MEND.1': '2026-12-15 17:00' });
    expect(await desk.refusalOf('explain', 'verifier', { fields: { explanation: '无' } })).toBe(
      'step-not-fitting',
    );
    await (await desk.at('2026-12-01 10:00')).step('mend', 'ratedUnit', { fields: { measure: '已改清单' } });
    await desk.step('re-rate', 'verifier');
    expect(await desk.refusalOf('close', 'verifier')).toBe('step-not-fitting');
    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'phone', grade: 'satisfied' });
    await desk.step('close', 'verifier');

    expect([desk.case.state, desk.running, desk.told]).toEqual(['closed', {}, []]);
    await desk.isKept();
  });

  it('a clear one is mended at once, one without ground explained', async () => {
    const desk = await (await rated('dissatisfied')).at('2026-11-23 09:22');
    const verified = { fields: { verification: '已核实' } };
    await desk.step('verify', 'verifier', { ...verified, attributes: { finding: 'clear', named: 'no' } });
    expect(desk.running).toEqual({ 'CN-MEND.1': null });

    await desk.does({
      ...{ type: 'AmendCase', case: desk.case.id, as: 'verifier', fields: {} },
      attributes: { finding: 'groundless' },
    });
    await desk.step('explain', 'ratedUnit', { fields: { explanation: '规定如此，已说明' } });
    expect(desk.case.state).toBe('explained');
  });

  it('one changed to a good rating in time, and a good one, open nothing', async () => {
    const changed = await rated('dissatisfied');
    const press = { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied' } as const;
    await changed.does({ ...press, pressedAt: Date.parse('2026-11-23T09:20:05+08:00') }, AGENT);
    await changed.at('2026-11-23 09:30');
    const good = await (await rated('basically-satisfied')).at('2026-11-23 09:30');

    expect([changed.state.desk.cases.size, good.state.desk.cases.size]).toEqual([0, 0]);
  });
});
