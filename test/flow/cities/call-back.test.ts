import type { Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { CITIES } from '../../fakes/rules.ts';
import { AGENT, AGENT_JOINED, CLERK, KIOSK, t } from '../../given.ts';
import { CityDesk } from './city-desk.ts';

/** A service at counter 1 that was rated so, at 09:20 on 2026-11-23. */
async function rated(city: string, level: Level): Promise<CityDesk> {
  const desk = await CityDesk.open(city, '2026-11-23 09:00');
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

describe('差评回访', () => {
  it.each(CITIES)(
    '%s: a bad rating that stood opens one, and it is over when the applicant has been asked again',
    async (city) => {
      const desk = await (await rated(city, 'dissatisfied')).at('2026-11-23 09:22');
      expect(Object.keys(desk.running)).toEqual(['CN-VERIFY.1']);
      await desk.step('verify', 'verifier', {
        ...{ fields: { verification: '当事人说的属实' }, attributes: { finding: 'clear', named: 'yes' } },
      });
      await desk.step('mend', 'ratedUnit', { fields: { measure: '当天改好' } });
      await desk.step('re-rate', 'verifier');
      await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'phone', grade: 'none' });
      await desk.step('close', 'verifier');

      expect([desk.case.state, desk.running, desk.told]).toEqual(['closed', {}, []]);
      await desk.isKept();
    },
  );

  it('where no province says how long, it is measured alone', async () => {
    const desk = await (await rated('chizhou', 'very-dissatisfied')).at('2026-11-23 09:22');
    await desk.at('2026-12-23 09:22');

    expect([desk.running, desk.told]).toEqual([{ 'CN-VERIFY.1': null }, []]);
  });

  it('Liaoning: verified within 1 working day, a complex one mended within 15', async () => {
    const desk = await rated('anshan', 'very-dissatisfied');
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
    const desk = await (await rated('anshan', 'dissatisfied')).at('2026-11-23 09:22');
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
    const changed = await rated('anshan', 'dissatisfied');
    const press = { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied' } as const;
    await changed.does({ ...press, pressedAt: Date.parse('2026-11-23T09:20:05+08:00') }, AGENT);
    await changed.at('2026-11-23 09:30');
    const good = await (await rated('anshan', 'basically-satisfied')).at('2026-11-23 09:30');

    expect([changed.state.desk.cases.size, good.state.desk.cases.size]).toEqual([0, 0]);
  });
});
