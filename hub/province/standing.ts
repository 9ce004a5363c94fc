import type { ConnectorSetup } from '@bandecheng/shared/province/setup';
import type {
  ConnectorStanding,
  HandedCounts,
  HandedOf,
  HandedRow,
  HandedRows,
} from '@bandecheng/shared/province/standing';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { provinceText } from '../locales/zh-CN/province.ts';
import { noCounts, type Ledger } from './ledger.ts';
import type { Row } from './row.ts';
import type { Sender } from './sender.ts';

const DAYS_SHOWN = 62;
const ROWS_SHOWN = 200;

/** Counts by state, reason and day: what the hall has beside what the province has acknowledged. */
export function standingOf(
  ledger: Ledger,
  { failures, failure }: Pick<Sender, 'failures' | 'failure'>,
  { transport, dryRun }: Pick<ConnectorSetup, 'transport' | 'dryRun'>,
): ConnectorStanding {
  const { id, zh, source, codes } = ledger.connector;
  const services = noCounts();
  const ratings = noCounts();
  const days = new Map<string, HandedCounts>();
  const reasons = new Map<string, ConnectorStanding['reasons'][number]>();
  for (const row of ledger.services.values()) services[ledger.standingOf(row).state] += 1;
  for (const [day, counts] of ledger.past) {
    days.set(day, { ...counts });
    for (const state of STATES) ratings[state] += counts[state];
  }
  for (const row of ledger.ratings.values()) {
    const { state, reason } = ledger.standingOf(row);
    ratings[state] += 1;
    const ofDay = days.get(row.day) ?? noCounts();
    ofDay[state] += 1;
    days.set(row.day, ofDay);
    if (reason === undefined || state === 'refused' || state === 'sent') continue;
    const known = reasons.get(reason) ?? { state, reason, zh: wordsFor(reason), n: 0 };
    reasons.set(reason, { ...known, n: known.n + 1 });
  }
  return {
    ...{ connector: id, zh, source, dryRun, failures, failure, services, ratings },
    transport: dryRun ? 'file' : transport.kind,
    reasons: [...reasons.values()].sort((a, b) => b.n - a.n),
    days: [...days]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .slice(0, DAYS_SHOWN)
      .map(([day, counts]) => ({ day, ratings: counts })),
    refused: [
      ...handedRows(ledger, { kind: 'service', state: 'refused' }).rows,
      ...handedRows(ledger, { kind: 'rating', state: 'refused' }).rows,
    ]
      .sort((a, b) => b.at - a.at)
      .slice(0, ROWS_SHOWN),
    levels: LEVELS.map((level) => ({ level, zh: provinceText.levels[level], code: codes.level[level] })),
  };
}

const STATES = ['pending', 'sent', 'refused', 'not-exportable'] as const;

function wordsFor(reason: string): string {
  return provinceText.reasons[reason as keyof typeof provinceText.reasons] ?? reason;
}

/** The rows behind a number of the hand-over: just as many as it says. */
export function handedRows(ledger: Ledger, { kind, state, reason, day }: HandedOf): HandedRows {
  const all: Row[] = [...(kind === 'service' ? ledger.services : ledger.ratings).values()];
  const found = all.filter((row) => {
    const standing = ledger.standingOf(row);
    return (
      standing.state === state &&
      (reason === undefined || standing.reason === reason) &&
      (day === undefined || row.day === day)
    );
  });
  const isCounted = kind === 'rating' && reason === undefined;
  const counted = [...(isCounted ? ledger.past : [])].reduce(
    (n, [of, counts]) => (day === undefined || of === day ? n + counts[state] : n),
    0,
  );
  const rows = found
    .map((row) => handedRow(ledger, row))
    .sort((a, b) => b.at - a.at)
    .slice(0, ROWS_SHOWN);
  return { rows, of: found.length + counted, counted };
}

function handedRow(ledger: Ledger, row: Row): HandedRow {
  const { visit, day, outcome } = row;
  const { state, reason } = ledger.standingOf(row);
  const project = ledger.services.get(visit)?.project;
  const words = state === 'refused' ? (outcome?.words ?? '') : reason === undefined ? '' : wordsFor(reason);
  return {
    ...{ row: keyOf(row), kind: row.kind, visit, day, words },
    ...(row.kind === 'rating' ? { level: row.level } : {}),
    ...(project === undefined ? {} : { project }),
    at: outcome?.at ?? (row.kind === 'rating' ? row.ratedAt : row.finishedAt),
  };
}

/** A service record goes by its visit, a rating by its journal number. */
export function keyOf(row: Row): number | string {
  return row.kind === 'service' ? row.visit : row.seq;
}
