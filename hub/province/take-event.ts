import { asHappened, type EventData, type RecordedEvent } from '@bandecheng/shared/events';
import type { Ledger } from './ledger.ts';
import type { RatingRow, Row } from './row.ts';

/** What of the hall's rules the ledger needs. Milliseconds in which somebody may change their mind. */
export interface TakeRules {
  changeMs: number;
}

/** Puts into a connector's ledger what an event means to it. An event that was taken in before changes nothing. */
export function takeEvent(ledger: Ledger, recorded: RecordedEvent, rules: TakeRules): void {
  const event = asHappened(recorded);
  if (event.seq <= ledger.takenSeq) return;
  ledger.takenSeq = event.seq;
  switch (event.type) {
    case 'ServiceFinished':
      return finished(ledger, event);
    case 'VisitNumbered':
      return numbered(ledger, event.data);
    case 'PressRecorded':
      return pressed(ledger, event, rules);
    case 'RatingGiven':
      return given(ledger, event, rules);
    case 'ReasonsGiven':
      return explained(ledger, event.data);
    case 'RatingCorrected':
      return judged(ledger, event.data.rating, event.data.counts ? null : 'corrected');
    case 'AppealDecided':
      if (event.data.outcome === 'upheld' && event.data.rating !== undefined)
        judged(ledger, event.data.rating, 'appealed');
      return;
    case 'DayOpened':
      return ledger.forgetOld(event.at);
    default:
      return;
  }
}

function finished(ledger: Ledger, { data, at }: Extract<RecordedEvent, { type: 'ServiceFinished' }>): void {
  const { visit, service, counter, clerk, seconds } = data;
  const times = { startedAt: at - seconds * 1_000, finishedAt: at };
  ledger.put({ kind: 'service', visit, day: dayOf(visit), service, counter, clerk, ...times });
}

/** What the province refused under another number goes once more. */
function numbered(ledger: Ledger, { visit, project, serviceNumber }: EventData<'VisitNumbered'>): void {
  const service = ledger.services.get(visit);
  if (service === undefined) return;
  ledger.put({
    ...(service.outcome?.state === 'refused' ? again(service) : service),
    project,
    serviceNumber,
  });
  for (const row of ledger.ratings.values())
    if (row.visit === visit && row.outcome?.state === 'refused') ledger.put(again(row));
}

function pressed(
  ledger: Ledger,
  { seq, at, data }: Extract<RecordedEvent, { type: 'PressRecorded' }>,
  rules: TakeRules,
): void {
  const { visit, fate, level, channel, device, pressedAt: ratedAt } = data;
  if (visit === undefined || fate === 'stray' || fate === 'repeated') return;
  const said = { visit, level, channel, device, ratedAt, times: 1, reasons: [], named: false };
  rate(ledger, { ...said, ...common(seq, visit, at + rules.changeMs) }, fate === 'changed');
}

function given(
  ledger: Ledger,
  { seq, at, data }: Extract<RecordedEvent, { type: 'RatingGiven' }>,
  rules: TakeRules,
): void {
  const { visit, fate, level, channel, ratedAt, times, reasons, text, named, source, list } = data;
  if (fate === 'stray' || fate === 'repeated') return;
  const said = { visit, level, channel, ratedAt, times, reasons, named };
  const more = {
    ...(text === undefined ? {} : { text }),
    ...(source === undefined ? {} : { source }),
    ...(list === undefined ? {} : { list }),
  };
  rate(ledger, { ...said, ...more, ...common(seq, visit, at + rules.changeMs) }, fate === 'changed');
}

function common(
  seq: number,
  visit: string,
  notBefore: number,
): Pick<RatingRow, 'kind' | 'seq' | 'day' | 'notBefore'> {
  return { kind: 'rating', seq, day: dayOf(visit), notBefore };
}

/** What replaces an earlier press goes in its place, unless that is with the province already. */
function rate(ledger: Ledger, row: RatingRow, replaces: boolean): void {
  const before = replaces ? ledger.ratingOf(row.visit) : undefined;
  if (before?.outcome?.state === 'sent') {
    ledger.put({ ...row, uncounted: 'changed-after-sent' });
    return;
  }
  if (before !== undefined) ledger.drop(before.seq);
  ledger.put(row);
}

function explained(ledger: Ledger, { visit, reasons, text }: EventData<'ReasonsGiven'>): void {
  const row = ledger.ratingOf(visit);
  if (row === undefined || row.outcome?.state === 'sent') return;
  ledger.put({ ...row, reasons, ...(text === undefined ? {} : { text }) });
}

/** Null: it counts again. What the province has is not called back. */
function judged(ledger: Ledger, seq: number, uncounted: 'corrected' | 'appealed' | null): void {
  const row = ledger.ratings.get(seq);
  if (row === undefined || row.outcome?.state === 'sent') return;
  const { uncounted: _, ...kept } = row;
  ledger.put(uncounted === null ? kept : { ...kept, uncounted });
}

/** Every visit's name begins with its business day. */
function dayOf(visit: string): string {
  return visit.slice(0, '2026-11-23'.length);
}

/** The row without what became of it: it is handed over once more. */
export function again<R extends Row>(row: R): R {
  const { outcome: _, ...kept } = row;
  return kept as R;
}
