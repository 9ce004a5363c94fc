import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { CaseEvent, Case, CaseDesk, ClockRun } from '../state/case-state.ts';
import type { Ledger } from '@bandecheng/shared/case/case-report';
import type { FieldValue } from '@bandecheng/shared/case/case-events';
import { mask, type PersonalKind } from '@bandecheng/shared/mask';
import { workingDaysBetween } from '@bandecheng/shared/policy/count-days';
import type { Hall } from '@bandecheng/shared/hall';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { maySee } from '../state/case-acting.ts';
import type { CaseWords, Reader } from '../state/case-reader.ts';
import { fieldOf, rulesOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningOf } from '../state/reckoning.ts';
import { dayIn } from './case-facts.ts';

const { ledger } = reportsText;

/** What a ledger is made with. */
export interface LedgerParts {
  state: Pick<HallState, 'desk'>;
  hall: Hall;
  now: Instant;
  reader: Reader;
  words: CaseWords;
  /** Shows names and contents whole. */
  whole: boolean;
}

/** Cases opened on these business days, in the order they were opened. */
export function ledgerCases(desk: CaseDesk, hall: Hall, from: CivilDate, to: CivilDate): Case[] {
  const dayOf = dayIn(hall);
  return [...desk.cases.values()].filter(({ openedAt }) => {
    const day = dayOf(openedAt);
    return day >= from && day <= to;
  });
}

/** The texts of a case that its line needs, to be opened before it is made. */
export function ledgerTexts(desk: CaseDesk, of: Case): Sealed[] {
  const rules = rulesOf(desk, of);
  const values = [
    personalIn(rules, of, 'name')?.value,
    personalIn(rules, of, 'content')?.value,
    replyOf(rules, of)?.value,
    ...extensionReasons(rules, of),
  ];
  return values.flatMap((value) => (typeof value === 'object' ? [value] : []));
}

/**
 * Fields that a reader who asks for whole names and contents is about to see, by case: each look is put on record.
 * Cases kept from the reader, and persons that were erased, have nothing to be seen.
 */
export function personalInLedger(desk: CaseDesk, cases: readonly Case[], reader: Reader) {
  return cases.flatMap((of) => {
    const rules = rulesOf(desk, of);
    if (of.erasedAt !== undefined || !maySee(rules.policy, of, reader)) return [];
    const found = (['name', 'content'] as const).flatMap((kind) => personalIn(rules, of, kind)?.field ?? []);
    return found.length === 0 ? [] : [{ case: of.id, fields: found }];
  });
}

/** The ledger with the field names of GB/T 39046-2020, table 10. Of a case kept from the reader the number alone. */
export function ledgerOf(cases: readonly Case[], from: CivilDate, to: CivilDate, parts: LedgerParts): Ledger {
  const rows = cases.map((of) => {
    const rules = rulesOf(parts.state.desk, of);
    if (maySee(rules.policy, of, parts.reader)) return rowOf(of, rules, parts);
    return [of.id, ledger.confidential, ...ledger.head.slice(2).map(() => '')];
  });
  return { from, to, whole: parts.whole, head: [...ledger.head], rows };
}

function rowOf(of: Case, rules: CaseRulesOf, parts: LedgerParts): (string | number)[] {
  const { type, policy } = rules;
  const { hall, words } = parts;
  const time = (at: Instant | undefined) =>
    at === undefined ? '' : clockText(at, hall.timeZone).slice(0, 16);
  const text = (value: FieldValue | undefined) =>
    value === undefined ? '' : typeof value === 'string' ? value : (words.textOf(value) ?? ledger.erased);
  const personal = (kind: 'name' | 'content') =>
    shown(kind, text(personalIn(rules, of, kind)?.value), parts.whole);
  const clerk = of.clerk === undefined ? '' : (words.nameOf(of.clerk) ?? of.clerk);
  const reply = replyOf(rules, of);
  const promised = promisedRun(of);
  const units = of.branches.map(({ unit }) => unit);
  return [
    ...[of.id, ledger.title(type.zh, type.scope.include[of.scope ?? -1])],
    ...[personal('name'), of.unit ?? '', shown('name', clerk, parts.whole), personal('content')],
    ...[type.intake.find(({ id }) => id === of.intake)?.zh ?? of.intake, time(of.openedAt)],
    // Codes of departments stand in no register of the hall.
    ...['', (units.length > 0 ? units : [of.unit ?? '']).join('、')],
    ...[of.owner === undefined ? '' : (words.nameOf(of.owner) ?? of.owner), time(takenUpAt(of))],
    ...[text(reply?.value), time(reply?.at)],
    ...[time(promised?.first), promised?.extended === undefined ? '' : time(promised.extended)],
    extensionReasons(rules, of).map(text).join('；'),
    daysOver(of, parts),
    policy.place,
    type.states.find(({ id }) => id === of.state)?.zh ?? of.state,
  ];
}

function shown(kind: PersonalKind, text: string, whole: boolean): string {
  return whole ? text : mask(kind, text);
}

/** The first field of a kind that is filled. */
function personalIn(
  { policy }: CaseRulesOf,
  { fields }: Case,
  kind: 'name' | 'content',
): { field: string; value: FieldValue } | undefined {
  const id = Object.keys(fields).find((field) => fieldOf(policy, field)?.personal === kind);
  const value = id === undefined ? undefined : fields[id];
  return id === undefined || value === undefined ? undefined : { field: id, value };
}

/** The last words, not of the applicant's own, that were written into the case with a step: what was answered. */
function replyOf(
  { policy }: CaseRulesOf,
  { timeline }: Case,
): { value: FieldValue; at: Instant } | undefined {
  const replies = timeline.flatMap((event) => {
    if (event.type !== 'CaseStepped') return [];
    return Object.entries(event.data.fields).flatMap(([id, value]) => {
      const field = fieldOf(policy, id);
      return field?.kind === 'long-text' && field.personal === undefined ? [{ value, at: event.at }] : [];
    });
  });
  return replies.at(-1);
}

function extensionReasons({ policy }: CaseRulesOf, { timeline }: Case): FieldValue[] {
  return timeline.flatMap((event) => {
    if (event.type !== 'ClockExtended') return [];
    return Object.entries(event.data.fields).flatMap(([id, value]) =>
      fieldOf(policy, id)?.kind === 'date' ? [] : [value],
    );
  });
}

/** When somebody took it up: the first step behind its opening. */
function takenUpAt({ timeline }: Case): Instant | undefined {
  return timeline.find(({ type }) => type === 'CaseStepped' || type === 'CaseAssigned')?.at;
}

/** The limit that was promised: of the clock that began last and has one, as it was before and after it was extended. */
function promisedRun({ clocks, timeline }: Case): { first: Instant; extended?: Instant } | null {
  const run = clocks.filter(({ dueAt }) => dueAt !== null).at(-1);
  if (run === undefined || run.dueAt === null) return null;
  const extensions = timeline.flatMap((event) => (isExtensionOf(event, run) ? [event.data] : []));
  const [before] = extensions;
  return before === undefined ? { first: run.dueAt } : { first: before.from, extended: run.dueAt };
}

function isExtensionOf(
  event: CaseEvent,
  { run }: ClockRun,
): event is Extract<CaseEvent, { type: 'ClockExtended' }> {
  return event.type === 'ClockExtended' && event.data.run === run;
}

/** Legal working days that the worst of its clocks was over its time; a part of a day counts as one. */
function daysOver({ clocks, exclusion }: Case, { state, now, hall }: LedgerParts): number {
  const dayOf = dayIn(hall);
  const { legal } = reckoningOf({ desk: state.desk, hall });
  const over = clocks.map(({ dueAt, stoppedAt = now }) => {
    if (dueAt === null || stoppedAt <= dueAt || exclusion !== undefined) return 0;
    return Math.max(1, workingDaysBetween(dayOf(dueAt), dayOf(stoppedAt), legal));
  });
  return Math.max(0, ...over);
}
