import { randomUUID } from 'node:crypto';
import { CivilDate, daysLater } from '@bandecheng/shared/calendar/civil-date';
import type { Ledger } from '@bandecheng/shared/case/case-report';
import { parse } from '@bandecheng/shared/parse';
import { SEEN_REASONS, type SeenReason } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { ledgerCases, ledgerOf, ledgerTexts, personalInLedger } from '../reports/ledger.ts';
import type { Reader } from '../state/case-reader.ts';
import { MAY_COMMAND } from './access.ts';
import {
  done,
  malformed,
  notDone,
  refused,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { nameIn } from './identity.ts';
import { staffActor } from './on-record.ts';
import { openTexts } from './open-texts.ts';
import { readerOfReports, tableFile, type FileKind } from './report-door.ts';

const MOST_DAYS = 366;

const Asked = z
  .object({
    from: CivilDate,
    to: CivilDate,
    /** Why names and contents are to be seen whole. */
    reason: z.enum(SEEN_REASONS).optional(),
  })
  .refine(({ from, to }) => from <= to && to <= daysLater(from, MOST_DAYS), {
    path: ['to'],
    message: reportsText.problem.span,
  });

/** The ledger (台账) of the cases opened between two days. */
export function ledgerRoutes(parts: CaseParts): ApiRoute[] {
  const route = (path: string, answer: (ledger: Ledger) => ApiReply | Promise<ApiReply>): ApiRoute => ({
    method: 'get',
    path,
    handle: (request) => withLedger(request, parts, answer),
  });
  const file = (kind: FileKind) => (ledger: Ledger) => {
    const { hall } = parts.hub.state;
    const { heading, span, whole, masked, sheet } = reportsText.ledger;
    const lines = [heading(hall?.name.zh ?? ''), span(ledger.from, ledger.to), ledger.whole ? whole : masked];
    const table = { title: sheet, head: ledger.head, rows: ledger.rows };
    return tableFile(kind, [table], lines, `ledger-${ledger.from}-${ledger.to}`);
  };
  return [
    route('/api/ledger', (ledger) => done({ ledger })),
    route('/api/ledger.xlsx', file('xlsx')),
    route('/api/ledger.csv', file('csv')),
  ];
}

async function withLedger(
  request: ApiRequest,
  parts: CaseParts,
  answer: (ledger: Ledger) => ApiReply | Promise<ApiReply>,
): Promise<ApiReply> {
  const staff = readerOfReports('read-reports', request, parts);
  if ('status' in staff) return staff;
  const asked = parse(Asked, request.query);
  if (!asked.ok) return malformed(asked.problems);
  const { hub, store, identity, clock } = parts;
  const { state } = hub;
  const { hall, desk, seq } = state;
  if (hall === null || desk.policy === '') return refused('no-case-desk');
  const { from, to, reason } = asked.value;
  const reader: Reader = staffActor(staff);
  const cases = ledgerCases(desk, hall, from, to);
  if (reason !== undefined) {
    const refusal = await journalLooks(parts, personalInLedger(desk, cases, reader), reason, reader);
    if (refusal !== null) return refusal;
  }
  const textOf = await openTexts(
    cases.flatMap((of) => ledgerTexts(desk, of)),
    store,
  );
  const words = { textOf, nameOf: nameIn(identity) };
  const made = { state, hall, now: clock(), reader, words, whole: reason !== undefined };
  const ledger = ledgerOf(cases, from, to, made);
  await hub.whenDurable(seq);
  return answer(ledger);
}

/** Puts on record who is about to see whose name and content, and why. Null: all of it is on disk. */
async function journalLooks(
  { hub }: CaseParts,
  looks: readonly { case: string; fields: string[] }[],
  reason: SeenReason,
  reader: Reader,
): Promise<ApiReply | null> {
  if (!MAY_COMMAND.SeePersonal.includes(reader.role)) return refused('not-allowed');
  const commands = looks.map((look) => ({
    ...{ id: `see:${randomUUID()}`, type: 'SeePersonal' as const, ...look, reason },
  }));
  const answers = await Promise.all(commands.map((command) => hub.handle(command, reader)));
  const failed = answers.find(({ ok }) => !ok);
  return failed === undefined || failed.ok ? null : notDone(failed);
}
