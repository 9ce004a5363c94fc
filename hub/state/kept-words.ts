import type { EventData, EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { Sealed } from '@bandecheng/shared/vault';
import type { AccountId, ErasureReason, Instant, TicketId, VisitId } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

/** What was written outside cases: its place in the vault, and whom it is about. */
export interface KeptWords {
  at: Instant;
  type: WordsEvent;
  text: Sealed;
  visit?: VisitId;
  /** Who served that visit. */
  clerk?: AccountId;
}

/** Somebody asked that what was written about a ticket's visits be forgotten. */
export interface TicketErasure {
  /** Of the journal's line. */
  seq: number;
  at: Instant;
  actor: string;
  records: string[];
  reason: ErasureReason;
}

/** `with-its-case`: when its case's person is; `by-itself`: when it is as old as the hall's rule says. */
type Forgotten = 'with-its-case' | 'by-itself';

/** Whether a value is a place in the vault, or holds one by name: event data nest them no deeper. */
type Holds<V> = V extends Sealed
  ? true
  : V extends Readonly<Record<string, infer Held>>
    ? Held extends Sealed
      ? true
      : never
    : never;
type Seals<Data> = { [K in keyof Data]-?: Holds<NonNullable<Data[K]>> }[keyof Data];

/** Events that hold a place in the vault. */
export type SealedEvent = {
  [T in EventType]: true extends Seals<EventData<T>> ? T : never;
}[EventType];

/** Every kind of sealed text, and what forgets it: one that is missing here does not compile. */
export const FORGOTTEN = {
  CaseOpened: 'with-its-case',
  CaseStepped: 'with-its-case',
  CaseAmended: 'with-its-case',
  CaseNoted: 'with-its-case',
  BranchEnded: 'with-its-case',
  CaseRated: 'with-its-case',
  CallBackRecorded: 'with-its-case',
  ClockExtended: 'with-its-case',
  InterimNoticeGiven: 'with-its-case',
  RatingGiven: 'by-itself',
  ReasonsGiven: 'by-itself',
  CallRecorded: 'by-itself',
  RatingCorrected: 'by-itself',
  RatingAppealed: 'by-itself',
  AppealDecided: 'by-itself',
  CheckLookedInto: 'by-itself',
  ShiftHandedOver: 'by-itself',
} as const satisfies Record<SealedEvent, Forgotten>;

/** Events whose words belong to no case. */
export type WordsEvent = {
  [T in SealedEvent]: (typeof FORGOTTEN)[T] extends 'by-itself' ? T : never;
}[SealedEvent];

/** Remembers what was written outside cases: whatever else lies in the vault is swept out at the next start. */
export function keepWords(state: HallState, event: RecordedEvent): void {
  if (!hasWords(event)) return;
  const { seq, at, type, data } = event;
  if (data.text === undefined) return;
  const visit = 'visit' in data ? data.visit : undefined;
  const clerk = clerkOf(state, event);
  state.words.set(seq, {
    ...{ at, type, text: data.text },
    ...(visit === undefined ? {} : { visit }),
    ...(clerk === undefined ? {} : { clerk }),
  });
}

/** Drops what a person's erasure, or the rule, has reached. */
export function forgetWords(state: Pick<HallState, 'words' | 'erasedTickets'>, event: RecordedEvent): void {
  if (event.type !== 'PersonErased' && event.type !== 'WordsErased') return;
  const { seq, at, actor, data } = event;
  const gone = new Set(data.records);
  for (const [line, { text }] of state.words) if (gone.has(text.record)) state.words.delete(line);
  if (!('ticket' in data) || data.ticket === undefined) return;
  const { ticket, records, reason } = data;
  state.erasedTickets.set(ticket, { seq, at, actor, records, reason });
}

/** Lines of the journal with what was written about a visit, or about all visits of a ticket, the oldest first. */
export function wordsAbout(
  { words }: Pick<HallState, 'words'>,
  of: { visit: VisitId } | { ticket: TicketId },
): [line: number, words: KeptWords][] {
  const isMeant = (visit: VisitId): boolean =>
    'visit' in of ? visit === of.visit : visit.slice(0, visit.lastIndexOf('.')) === of.ticket;
  return [...words].filter(([, { visit }]) => visit !== undefined && isMeant(visit));
}

type EventWithWords = Extract<RecordedEvent, { type: WordsEvent }>;

function hasWords(event: RecordedEvent): event is EventWithWords {
  return event.type in FORGOTTEN && FORGOTTEN[event.type as SealedEvent] === 'by-itself';
}

function clerkOf({ visits, callLists }: HallState, { data }: EventWithWords): AccountId | undefined {
  if ('clerk' in data) return data.clerk;
  if (!('visit' in data)) return undefined;
  const called = 'list' in data ? callLists.get(data.list)?.visits.get(data.visit) : undefined;
  return visits.get(data.visit)?.clerk ?? called?.clerk;
}
