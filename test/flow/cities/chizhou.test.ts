import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { CityDesk } from './city-desk.ts';

const TARGET = {
  target: '皖江新业态公司',
  contact: '0566-2090001',
  matterName: '共享农机经营许可',
  acceptDate: '2026-09-30',
};
const SHEET = { detail: '三个部门都说不归自己管', reason: '现行目录没有这一类' };

async function registered(
  at: string,
  severity?: string,
  fields: Record<string, string> = TARGET,
  folder?: string,
): Promise<CityDesk> {
  const desk = await CityDesk.open(folder === undefined ? 'chizhou' : 'chizhou-hall', at, folder);
  const attributes: Record<string, string> = severity === undefined ? {} : { severity };
  await desk.opens('veto', 'counter', 'clerk', { service: 'estate', attributes });
  return desk.step('t2', 'clerk', { fields });
}

describe('池州 窗口否决', () => {
  it('“1日内提交部门领导研究,3日内答复”: registered, studied, filed with the bureau, answered, rated', async () => {
    const desk = await registered('2026-09-30 11:00');
    expect(desk.running).toEqual({
      'CZ-SUBMIT.1': '2026-10-08 17:00',
      'CZ-ANSWER.1': '2026-10-10 17:00',
    });

    expect(await desk.refusalOf('t3', 'clerk')).toBe('field-missing');
    await (await desk.at('2026-10-08 09:00')).step('t3', 'clerk', { fields: SHEET });
    expect(desk.running).toEqual({
      'CZ-ANSWER.1': '2026-10-10 17:00',
      'CZ-APPROVE.1': '2026-10-12 17:00',
    });
    expect(desk.last('CaseStepped')).toMatchObject({
      filed: [{ form: 'vetoRegister', to: 'dataBureau' }],
      print: ['vetoRegister'],
    });

    expect(await desk.refusalOf('t6', 'deptLeader')).toBe('field-missing');
    await (await desk.at('2026-10-09 10:00')).step('t6', 'deptLeader', { fields: { unitOpinion: '可办' } });
    await (await desk.at('2026-10-10 16:30')).step('t7', 'clerk');
    expect(desk.case).toMatchObject({ state: 'replied', invited: 'case' });
    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'qr', grade: 'very-satisfied' });

    expect(desk.case.rating).toMatchObject({ grade: 'very-satisfied', satisfied: true, channel: 'qr' });
    expect([desk.running, desk.told]).toEqual([{}, []]);
    await desk.isKept();
  });

  it.each([
    ['一般事项报批不得超过3个工作日', 'general', '2026-10-10 17:00', '2026-10-13 17:00'],
    ['特殊事项应当在5个工作日内完成', 'special', '2026-10-13 17:00', '2026-10-15 17:00'],
    ['涉跨部门事项答复在10个工作日完成', 'crossDept', '2026-10-20 17:00', '2026-10-22 17:00'],
  ])('“%s”', async (_, severity, answer, approve) => {
    const desk = await registered('2026-09-30 11:00', severity);
    expect(desk.running).toMatchObject({ 'CZ-ANSWER.1': answer });

    await (await desk.at('2026-10-09 09:00')).step('t3', 'windowLead', { fields: SHEET });

    expect(desk.running).toMatchObject({ 'CZ-APPROVE.1': approve });
  });

  it('“重大疑难事项需开展专业性研究的或专家论证的除外”: the reason at once, a notice within 3 working days', async () => {
    const desk = await CityDesk.open('chizhou', '2026-09-30 11:00');
    await desk.opens('veto', 'desk', 'desk', { attributes: { severity: 'major' } });
    expect(await desk.refusalOf('t2', 'clerk', { fields: TARGET })).toBe('field-missing');
    await desk.step('t2', 'clerk', { fields: { ...TARGET, exemptReason: '须省里论证' } });

    expect(desk.running).toEqual({ 'CZ-SUBMIT.1': '2026-10-08 17:00', 'CZ-ANSWER.1': null });
    expect(desk.case.clocks.at(-1)?.interimDueAt).toBe(Date.parse('2026-10-10T17:00:00+08:00'));
    const notice = { type: 'GiveInterimNotice', case: desk.case.id, as: 'clerk', text: '仍在论证' } as const;
    await desk.does({ ...notice, clock: 'CZ-ANSWER.1' });
    expect(await desk.refusal({ ...notice, clock: 'CZ-ANSWER.1' })).toBe('no-interim-notice');
  });

  it('“主动沟通、协调、征询相关部门意见”: nothing is decided before every department has answered', async () => {
    const desk = await registered('2026-11-23 09:30', 'crossDept', { ...TARGET, acceptDate: '2026-11-23' });
    await desk.step('t3', 'clerk', { fields: SHEET });
    await desk.step('t4', 'unit');
    const of = { case: desk.case.id, as: 'unit' } as const;
    for (const unit of ['农业农村局', '交通运输局']) await desk.does({ type: 'AddBranch', ...of, unit });
    const decided = { fields: { unitOpinion: '两部门意见一致' } };
    expect(await desk.refusalOf('t6', 'unit', decided)).toBe('branches-open');

    await desk.does({ type: 'EndBranch', ...of, branch: 1, text: '无意见' });
    expect(await desk.refusalOf('t6', 'unit', decided)).toBe('branches-open');
    await desk.does({ type: 'EndBranch', ...of, branch: 2, text: '同意' });
    await desk.step('t6', 'unit', decided);

    expect(desk.case.state).toBe('decided');
    await desk.isKept();
  });

  it('“不能形成一致意见提交市营商办,首问窗口责任单位提级办理”', async () => {
    const desk = await registered('2026-11-23 09:30', 'crossDept');
    await desk.step('t3', 'clerk', { fields: SHEET });
    await desk.step('t4', 'unit');
    expect(await desk.refusalOf('t5', 'unit')).toBe('field-missing');
    await desk.step('t5', 'unit', { fields: { raised: '两部门各执一词，提级' } });
    expect(desk.case.state).toBe('raised');

    await desk.step('t6', 'yshb', { fields: { unitOpinion: '由农业农村局牵头办理' } });
    await desk.step('t7', 'unitLead');

    expect(desk.case.state).toBe('replied');
  });

  it.each([
    ['应明确告知办理的方法和路径', 't1', { way: '请到二楼 12 号窗口，找农业农村局' }],
    ['要一次性告知理由依据', 't8', { reason: '不符合第十条第二款' }],
  ])('“%s”: told on the spot, no clock runs', async (_, step, fields) => {
    const desk = await CityDesk.open('chizhou', '2026-11-23 09:30');
    await desk.opens('veto', 'counter', 'clerk');
    expect(await desk.refusalOf(step, 'clerk')).toBe('field-missing');
    await desk.step(step, 'clerk', { fields });

    expect(desk.case).toMatchObject({ state: 'told', clocks: [] });
  });

  it('“1日内提交”, not kept: the counter’s lead hears of it, then the bureau that answers are late', async () => {
    const desk = await registered('2026-09-30 11:00');
    await desk.at('2026-10-08 17:00');
    expect(desk.told).toEqual([]);
    await desk.at('2026-10-08 17:01');
    expect(desk.told).toEqual(['CZ-SUBMIT.1 windowLead']);
    await desk.at('2026-10-13 09:00');
    expect(desk.told.slice(1)).toEqual(['CZ-ANSWER.1 windowLead', 'CZ-ANSWER.1 dataBureau']);
  });

  it('“1日内”“3日内” as calendar days, where the hall settles it so in its own layer', async () => {
    const folder = await temporaryFolder();
    const days = (count: number) => ({ limit: { unit: 'calendar-day', count } });
    const clocks = [
      { id: 'CZ-SUBMIT', ...days(1) },
      { id: 'CZ-ANSWER', ...days(3) },
    ];
    const layer = { id: 'chizhou-hall', version: '1', layer: 'hall', extends: 'chizhou' };
    await writeFile(
      join(folder, 'hall.json'),
      JSON.stringify({ ...layer, caseTypes: [{ id: 'veto', clocks }] }),
    );

    const before = await registered('2026-09-30 11:00', undefined, TARGET, folder);
    const friday = await registered('2026-11-20 11:00', undefined, TARGET, folder);

    expect(before.running).toMatchObject({ 'CZ-ANSWER.1': '2026-10-08 17:00' });
    expect(friday.running).toMatchObject({ 'CZ-SUBMIT.1': '2026-11-23 17:00' });
  });
});

describe('池州 举报', () => {
  it('“办不成事反映窗口受理窗口不执行无否决权的举报”', async () => {
    const desk = await CityDesk.open('chizhou', '2026-11-23 09:30');
    await desk.opens('vetoReport', 'desk', 'reflectWindow', { counter: 'c2' });
    await desk.does({ type: 'NoteCase', case: desk.case.id, as: 'reflectWindow', text: '窗口一口回绝' });
    await desk.step('r1', 'centre');

    expect(desk.case).toMatchObject({ state: 'handled', counter: 'c2', clocks: [] });
    await desk.isKept();
  });
});
