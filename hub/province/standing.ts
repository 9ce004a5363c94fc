import type { ConnectorSetup } from '@bandecheng/shared/province/setup';
import type { ConnectorStanding, HandedCounts, RefusedRow } from '@bandecheng/shared/province/standing';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { provinceText } from '../locales/zh-CN/province.ts';
import { noCounts, type Ledger } from './ledger.ts';
import type { Row } from './row.ts';
import type { Sender } from './sender.ts';

const DAYS_SHOWN = 62;
const REFUSED_SHOWN = 200;

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
    refused: refusedRows(ledger),
    levels: LEVELS.map((level) => ({ level, zh: provinceText.levels[level], code: codes.level[level] })),
  };
}

const STATES = ['pending', 'sent', 'refused', 'not-exportable'] as const;

function wordsFor(reason: string): string {
  return provinceText.reasons[reason as keyof typeof provinceText.reasons] ?? reason;
}

function refusedRows(ledger: Ledger): RefusedRow[] {
  return [...ledger.services.values(), ...ledger.ratings.values()]
    .filter((row) => ledger.standingOf(row).state === 'refused')
    .sort((a, b) => (b.outcome?.at ?? 0) - (a.outcome?.at ?? 0))
    .slice(0, REFUSED_SHOWN)
    .map((row) => {
      const project = ledger.services.get(row.visit)?.project;
      return {
        ...{ row: keyOf(row), kind: row.kind, visit: row.visit, day: row.day },
        ...(row.kind === 'rating' ? { level: row.level } : {}),
        ...(project === undefined ? {} : { project }),
        ...{ words: row.outcome?.words ?? '', at: row.outcome?.at ?? 0 },
      };
    });
}

/** A service record goes by its visit, a rating by its journal number. */
export function keyOf(row: Row): number | string {
  return row.kind === 'service' ? row.visit : row.seq;
}
