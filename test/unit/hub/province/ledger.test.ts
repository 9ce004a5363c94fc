import { join } from 'node:path';
import { Ledger } from '@bandecheng/hub/province/ledger';
import { builtInConnectors } from '@bandecheng/hub/province/read-setup';
import { handedRows, standingOf } from '@bandecheng/hub/province/standing';
import { takeEvent } from '@bandecheng/hub/province/take-event';
import type { EventData, EventType, HallEvent } from '@bandecheng/shared/events';
import { HANDED_STATES } from '@bandecheng/shared/province/standing';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../fakes/temporary-folder.ts';
import { NINE, t, TODAY } from '../../../given.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const VISIT = `${t('A001')}.1`;
const ABOUT = { visit: VISIT, ticket: t('A001'), counter: 'c1', service: 'social', clerk: 'li' };
const connector = (await builtInConnectors()).get('provincial-5-best')!;

let path: string;
let ledger: Ledger;
let seq: number;
let now: number;
beforeEach(async () => {
  path = join(await temporaryFolder(), 'ledger.jsonl');
  ledger = new Ledger(path, { lines: [], torn: false }, connector, { testDevices: ['evaluator-trial'] });
  seq = 0;
  now = NINE;
});

function happened<T extends EventType>(type: T, data: EventData<T>): number {
  const stamp = { seq: (seq += 1), at: now, version: 1, actor: 'hub', command: `given-${seq}` };
  takeEvent(ledger, { ...({ type, data } as HallEvent), ...stamp }, { changeMs: 10_000 });
  return seq;
}

function served(): void {
  happened('ServiceFinished', { ...ABOUT, seconds: 300, matters: [] });
  happened('VisitNumbered', { visit: VISIT, project: 'SB1', serviceNumber: 1 });
}

const press = (more: Partial<EventData<'PressRecorded'>> = {}): number =>
  happened('PressRecorded', {
    ...ABOUT,
    ...{ fate: 'rated', level: 'satisfied', channel: 'evaluator', device: 'evaluator-c1' },
    ...{ pressedAt: now, recordedAt: now },
    ...more,
  });
const give = (more: Partial<EventData<'RatingGiven'>> = {}): number =>
  happened('RatingGiven', {
    ...{ ...ABOUT, day: TODAY, level: 'satisfied', channel: 'qr', fate: 'rated', times: 1 },
    ...{ ratedAt: now, reasons: [], named: false },
    ...more,
  });

const standing = (rating: number) => ledger.standingOf(ledger.ratings.get(rating)!);
const sent = (): void => {
  for (const row of [...ledger.services.values(), ...ledger.ratings.values()])
    ledger.put({ ...row, outcome: { state: 'sent', at: now } });
};

describe('what is handed over to the province', () => {
  it.each([
    ['default', () => give({ source: 'default' })],
    ['test-device', () => press({ device: 'evaluator-trial' })],
    ['channel', () => give({ channel: 'paper' })],
    ['sample', () => give({ channel: 'phone', list: '2026-Q4.1' })],
    ['no-reasons', () => press({ level: 'very-dissatisfied' })],
  ])('leaves out a rating for the reason %s', (reason, rate) => {
    served();
    expect(standing(rate())).toEqual({ state: 'not-exportable', reason });
  });

  it('takes no press without a visit, and none that is repeated', () => {
    served();
    press({ fate: 'repeated' });
    happened('PressRecorded', {
      ...{ fate: 'stray', level: 'satisfied', channel: 'evaluator', device: 'evaluator-c1', counter: 'c1' },
      ...{ pressedAt: now, recordedAt: now },
    });
    expect(ledger.ratings.size).toBe(0);
  });

  it('waits for the case number, the service record and the end of the time to change one’s mind', () => {
    happened('ServiceFinished', { ...ABOUT, seconds: 300, matters: [] });
    const rating = press();
    expect(standing(rating)).toEqual({ state: 'not-exportable', reason: 'no-case' });
    happened('VisitNumbered', { visit: VISIT, project: 'SB1', serviceNumber: 1 });
    expect(standing(rating)).toEqual({ state: 'pending', reason: 'service-first' });
    const service = ledger.next(now);
    expect(service).toMatchObject({ kind: 'service', project: 'SB1', startedAt: NINE - 300_000 });
    ledger.put({ ...ledger.services.get(VISIT)!, outcome: { state: 'sent', at: now } });
    expect(ledger.next(now)).toEqual({ at: now + 10_000 });
    expect(ledger.next(now + 10_000)).toMatchObject({ kind: 'rating', seq: rating });
  });

  it('goes out as the applicant left it: changed, explained, corrected', () => {
    served();
    press({ level: 'satisfied' });
    const changed = press({ fate: 'changed', level: 'dissatisfied' });
    expect([...ledger.ratings.keys()]).toEqual([changed]);
    expect(standing(changed).reason).toBe('no-reasons');
    happened('ReasonsGiven', { visit: VISIT, reasons: ['办事效率'] });
    expect(standing(changed)).toEqual({ state: 'pending', reason: 'service-first' });
    const of = { visit: VISIT, rating: changed, day: TODAY, by: 'sun' };
    happened('RatingCorrected', { ...of, counts: false, reason: 'test' });
    expect(standing(changed)).toEqual({ state: 'not-exportable', reason: 'corrected' });
    happened('RatingCorrected', { ...of, counts: true, reason: 'mistaken' });
    expect(standing(changed).state).toBe('pending');
    happened('AppealDecided', { ...of, outcome: 'upheld', text: { record: '', field: '', digest: '' } });
    expect(standing(changed)).toEqual({ state: 'not-exportable', reason: 'appealed' });
  });

  it('tells of a change that came after the first was sent, and does not send it', () => {
    served();
    const first = press();
    sent();
    const second = press({ fate: 'changed', level: 'basically-satisfied' });
    expect(standing(first)).toEqual({ state: 'sent' });
    expect(standing(second)).toEqual({ state: 'not-exportable', reason: 'changed-after-sent' });
  });

  it('is there again after a restart, a line cut off by a power cut left out', async () => {
    served();
    const rating = press();
    ledger.put({ ...ledger.ratings.get(rating)!, outcome: { state: 'refused', at: now, words: '重复' } });
    await ledger.flushed();
    const read = (await Ledger.read(path))!;
    const again = new Ledger(path, { ...read, torn: true }, connector, { testDevices: [] });
    expect(again.standingOf(again.ratings.get(rating)!)).toEqual({ state: 'refused', reason: '重复' });
    expect(again.takenSeq).toBe(seq);
    again.drop(rating);
    await again.flushed();
    const anew = new Ledger(path, (await Ledger.read(path))!, connector, { testDevices: [] });
    expect([anew.ratings.size, anew.services.size, anew.takenSeq]).toEqual([0, 1, seq]);
  });

  it('becomes a count after thirty days, what the province refused excepted', () => {
    served();
    press();
    sent();
    const refused = give({ fate: 'added', times: 2 });
    ledger.put({ ...ledger.ratings.get(refused)!, outcome: { state: 'refused', at: now, words: '重复' } });
    now += 31 * DAY_MS;
    happened('DayOpened', { day: '2026-12-24', ended: [] });
    expect([...ledger.ratings.keys()]).toEqual([refused]);
    expect(ledger.past.get(TODAY)).toMatchObject({ sent: 1 });
    expect(ledger.services.size).toBe(1);
    expect(handedRows(ledger, { kind: 'rating', state: 'sent' })).toEqual({ rows: [], of: 1, counted: 1 });
  });

  it('opens just as many rows as each of its numbers says', () => {
    served();
    press();
    sent();
    const refused = give({ fate: 'added', times: 2 });
    ledger.put({ ...ledger.ratings.get(refused)!, outcome: { state: 'refused', at: now, words: '重复' } });
    now += 31 * DAY_MS;
    happened('DayOpened', { day: '2026-12-24', ended: [] });
    give({ fate: 'added', times: 2, list: '2026-Q4.1' });
    const about = { transport: { kind: 'file' as const }, dryRun: false };
    const standing = standingOf(ledger, { failures: 0, failure: null }, about);
    const days = standing.days.map(({ day, ratings }) => ({ of: { kind: 'rating' as const, day }, ratings }));
    for (const state of HANDED_STATES) {
      expect(handedRows(ledger, { kind: 'service', state }).of).toBe(standing.services[state]);
      expect(handedRows(ledger, { kind: 'rating', state }).of).toBe(standing.ratings[state]);
      for (const { of, ratings } of days)
        expect(handedRows(ledger, { ...of, state }).of).toBe(ratings[state]);
    }
    expect(standing.ratings).toEqual({ sent: 1, pending: 0, refused: 1, 'not-exportable': 1 });
    expect(standing.reasons.length).toBe(1);
    for (const { state, reason, n } of standing.reasons)
      expect(handedRows(ledger, { kind: 'rating', state, reason }).of).toBe(n);
  });
});
