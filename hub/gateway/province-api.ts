import { Buffer } from 'node:buffer';
import {
  HANDED_STATES,
  type ConnectorStanding,
  type HandedOf,
  type HandedRows,
} from '@bandecheng/shared/province/standing';
import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import { parse } from '@bandecheng/shared/parse';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import * as z from 'zod';
import { done, malformed, refused, sent, withBody, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { readerOfReports } from './report-door.ts';

/** What the gateway asks of the hand-over to the province. */
export interface ProvinceDesk {
  list(): ConnectorStanding[];
  /** Null: no such connector. */
  rows(connector: string, of: HandedOf): HandedRows | null;
  /** Null: no such connector. */
  again(connector: string, rows: readonly (number | string)[] | 'all'): number | null;
  /** Null: nothing was written to files that day. */
  records(connector: string, day: BusinessDay): Promise<string | null>;
}

export interface ProvinceParts {
  identity: CaseParts['identity'];
  province: ProvinceDesk;
  log: Pick<Logger, 'info'>;
}

const Again = z.strictObject({
  connector: z.string().min(1).max(100),
  rows: z.union([
    z.literal('all'),
    z
      .array(z.union([z.int(), z.string().max(80)]))
      .min(1)
      .max(1_000),
  ]),
});

const Rows = z.object({
  kind: z.enum(['service', 'rating']),
  state: z.enum(HANDED_STATES),
  reason: z.string().min(1).max(60).optional(),
  day: CivilDate.optional(),
});

/** How the hand-over stands, the rows behind each of its numbers, what was refused once more, and what was written to files in the place of sending it. */
export function provinceApi({ identity, province, log }: ProvinceParts): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/province',
      handle: (request) => {
        const reader = readerOfReports('read-province', request, { identity });
        return 'status' in reader ? reader : done({ connectors: province.list() });
      },
    },
    {
      method: 'get',
      path: '/api/province/:connector/rows',
      handle: (request) => {
        const reader = readerOfReports('read-province', request, { identity });
        if ('status' in reader) return reader;
        const asked = parse(Rows, request.query);
        if (!asked.ok) return malformed(asked.problems);
        const rows = province.rows(String(request.params['connector']), asked.value);
        return rows === null ? refused('connector-unknown') : done({ ...rows });
      },
    },
    {
      method: 'post',
      path: '/api/province/again',
      handle: (request) => {
        const reader = readerOfReports('hand-over-again', request, { identity });
        if ('status' in reader) return reader;
        return withBody(Again, request, ({ connector, rows }) => {
          const n = province.again(connector, rows);
          if (n === null) return refused('connector-unknown');
          log.info({ connector, rows: n, by: reader.account }, 'refused records are handed over again');
          return done({ rows: n });
        });
      },
    },
    {
      method: 'get',
      path: '/api/province/:connector/records/:day',
      handle: async (request) => {
        const reader = readerOfReports('read-handed-records', request, { identity });
        if ('status' in reader) return reader;
        const connector = String(request.params['connector']);
        const day = String(request.params['day']);
        const text = /^\d{4}-\d{2}-\d{2}$/.test(day) ? await province.records(connector, day) : null;
        if (text === null) return refused('nothing-handed');
        log.info({ connector, day, by: reader.account }, 'records for the province were read');
        return sent({ bytes: Buffer.from(text), type: 'application/x-ndjson', name: `${day}.jsonl` });
      },
    },
  ];
}
