import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { SUPERVISOR } from '../../fakes/case-desk.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { CityDesk } from './city-desk.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}.json`, import.meta.url));

/** A site's folder of policies that holds one city, and nothing else. */
async function folderWith(name: string): Promise<string> {
  const folder = await temporaryFolder();
  await copyFile(fixture(name), join(folder, 'city.json'));
  return folder;
}

describe('a city nobody has heard of, given as one JSON file', () => {
  it('has its cases worked on by its own rules', async () => {
    const desk = await CityDesk.open('qinghe', '2026-11-20 10:00', await folderWith('sixth-city'));
    await desk.opens('complaint', 'desk', 'desk', { attributes: { kind: 'refused' } });
    expect(desk.running).toEqual({ 'QH-ANSWER.1': '2026-11-20 14:00' });
    await desk.does({
      ...{ type: 'AmendCase', case: desk.case.id, as: 'duty', fields: {} },
      attributes: { kind: 'doable' },
    });
    expect(desk.running).toEqual({ 'QH-ANSWER.1': '2026-11-25 17:00' });
    await desk.step('answer', 'unit');

    expect(desk.case.state).toBe('answered');
    await desk.isKept();
  });

  /** A hard case of 云溪 that has been taken on. */
  async function taken(weight: string, more: Record<string, string> = {}): Promise<CityDesk> {
    const desk = await CityDesk.open('yunxi', '2026-09-30 15:00', await folderWith('bigger-city'));
    await desk.opens('hard', 'mayor-line', 'mayor-line', { scope: 1 });
    return desk.step('take-on', 'hard-desk', { attributes: { weight }, fields: { who: '钱七', ...more } });
  }

  it('with hours, natural days and no limit at all, each for its class', async () => {
    expect((await taken('plain')).running).toEqual({ 'YX-ANSWER.1': '2026-10-12 17:00' });
    expect((await taken('urgent')).running).toEqual({ 'YX-ANSWER.1': '2026-09-30 21:00' });
    expect((await taken('natural')).running).toEqual({ 'YX-ANSWER.1': '2026-10-08 17:00' });
    await expect(taken('open-ended')).rejects.toThrow('field-missing');
    const exempt = await taken('open-ended', { 'why-long': '须请示省人大' });
    expect(exempt.running).toEqual({ 'YX-ANSWER.1': null });
    expect(exempt.case.clocks[0]?.interimDueAt).toBe(Date.parse('2026-10-09T17:00:00+08:00'));
  });

  it('with two extensions from day to day, departments, four grades and another treatment', async () => {
    const desk = await taken('plain');
    const of = { case: desk.case.id, as: 'bureau-7' } as const;
    const longer = (due: string) =>
      desk.extending('YX-ANSWER.1', 'bureau-7', due, { 'why-long': '两个局在会商' });
    expect(await desk.refusal(longer('2026-10-15'))).toBe('beyond-the-most');
    await desk.does(longer('2026-10-14'));
    await desk.does(longer('2026-10-16'));
    expect(await desk.refusal(longer('2026-10-19'))).toBe('extended-already');
    await desk.does({ type: 'AddBranch', ...of, unit: '水务局' });
    expect(await desk.refusalOf('answer', 'bureau-7', { fields: { answer: '已通' } })).toBe('branches-open');
    await desk.does({ type: 'EndBranch', ...of, branch: 1, text: '已会签' });
    await (await desk.at('2026-10-16 16:00')).step('answer', 'bureau-7', { fields: { answer: '已通' } });

    const rate = { type: 'RateCase', case: desk.case.id, channel: 'desk' } as const;
    expect(await desk.refusal({ ...rate, grade: 'dissatisfied' })).toBe('grade-unknown');
    await desk.does({ ...rate, grade: 'awful' });
    expect(desk.case).toMatchObject({ state: 'again', reworks: 1, followUp: false });
    await desk.step('do-again', 'bureau-7');
    expect(desk.running).toEqual({ 'YX-ANSWER.2': '2026-10-22 17:00' });
    await desk.step('answer', 'bureau-7', { fields: { answer: '重新接通' } });
    await desk.does({ ...rate, grade: 'so-so' });
    await desk.step('put-away', 'hard-desk');

    expect(desk.case).toMatchObject({ state: 'filed', filings: [{ form: 'slip', to: 'watch' }] });
    expect(desk.told).toEqual([]);
    await desk.isKept();
  });

  it('with what it keeps confidential without being asked, and what it does not take on', async () => {
    const desk = await CityDesk.open('yunxi', '2026-11-21 10:00', await folderWith('bigger-city'));
    await desk.opens('hard', 'over-the-desk', 'hard-desk');
    await desk.step('turn-away', 'hard-desk', { exclusion: 0 });
    expect(desk.case).toMatchObject({ state: 'turned-away', clocks: [] });

    await desk.opens('tip-off', 'letter', 'watch');
    expect(desk.running).toEqual({ 'YX-TIP.1': '2026-11-23 17:00' });
    const hand = { type: 'TakeStep', case: desk.case.id, step: 'hand-on', as: 'watch' } as const;
    expect(await desk.refusal({ ...hand, attributes: {}, fields: {} })).toBe('case-confidential');
    await desk.does({ ...hand, attributes: {}, fields: {} }, SUPERVISOR);
    await desk.isKept();
  });
});

describe('rules that change while cases are open', () => {
  it('hold for the cases that begin under them: an older one keeps its own, clocks that start later too', async () => {
    const folder = await folderWith('bigger-city');
    const desk = await CityDesk.open('yunxi', '2026-11-23 09:30', folder);
    await desk.opens('hard', 'over-the-desk', 'hard-desk');
    const older = desk.case;

    const written = await readFile(fixture('bigger-city'), 'utf8');
    const changed = written
      .replace('"version": "1"', '"version": "2"')
      .replace('"count": 4', '"count": 1')
      .replace('"require": ["who", "weight"]', '"require": ["who"]');
    await writeFile(join(folder, 'city.json'), changed);
    await desk.restart();
    await desk.opens('hard', 'over-the-desk', 'hard-desk');
    const take = { step: 'take-on', as: 'hard-desk', attributes: {}, fields: { who: '钱七' } } as const;

    expect(await desk.refusal({ type: 'TakeStep', case: older.id, ...take })).toBe('field-missing');
    await desk.does({ type: 'TakeStep', case: older.id, ...take, attributes: { weight: 'plain' } });
    await desk.does({ type: 'TakeStep', case: desk.case.id, ...take });

    const dueOf = (id: string) => desk.caseOf(id).clocks[0]?.dueAt;
    expect(dueOf(older.id)).toBe(Date.parse('2026-11-27T17:00:00+08:00'));
    expect(dueOf(desk.case.id)).toBe(Date.parse('2026-11-24T17:00:00+08:00'));
    expect(desk.caseOf(older.id).policy).toMatch(/^yunxi@1#/);
    expect(desk.case.policy).toMatch(/^yunxi@2#/);
    await desk.isKept();
  });
});

describe('the zone of the machine', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
  ])('%s changes no due date, no case number and no day', async (name, offset) => {
    process.env['TZ'] = name;
    expect(new Date('2026-11-23T00:00:00Z').getTimezoneOffset()).toBe(offset);

    const desk = await CityDesk.open('linjiang', '2026-01-04 00:30');
    await desk.opens('veto', 'counter', 'clerk', { attributes: { severity: 'special' } });
    await desk.step('t1', 'clerk');
    await desk.step('t3', 'clerk');
    const fields = { name: '王小明', contact: '13900001234', matter: '备案', detail: '怎样登记' };
    await desk.step('t5', 'clerk', { fields });
    await (await desk.at('2026-01-04 23:30')).step('t6', 'clerk');

    expect(desk.case.id).toBe('B20260104-001');
    expect(desk.clocks).toEqual({
      ...{ 'LJ-REPLY.1': '2026-01-09 17:00', 'LJ-FORM.1': '2026-01-04 17:00' },
      ...{ 'LJ-APPROVE.1': '2026-01-09 17:00', 'LJ-FILE1.1': null },
    });
    expect(desk.told).toEqual(['LJ-FORM.1 windowLead']);
  });
});
