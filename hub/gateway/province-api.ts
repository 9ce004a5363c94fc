import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import { parse } from '@bandecheng/shared/parse';
import {
  HANDED_STATES,
  type ConnectorStanding,
  type HandedOf,
  type HandedRows,
} from '@bandecheng/shared/province/standing';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import * as z from 'zod';
import { done, malformed, notDone, refused, sent, withBody, withQuery, type ApiRoute } from './api-route.ts';
import { Because } from './case-door.ts';
import type { CaseParts } from './case-store.ts';
import { staffActor } from './on-record.ts';
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

export interface ProvinceParts extends Pick<CaseParts, 'hub' | 'identity'> {
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

/** What applicants wrote stands in the records: whoever reads them says why. */
const HandedDay = Because.extend({ connector: z.string().min(1).max(100), day: CivilDate });

const Rows = z.object({
  kind: z.enum(['service', 'rating']),
  state: z.enum(HANDED_STATES),
  reason: z.string().min(1).max(60).optional(),
  day: CivilDate.optional(),
});

/** How the hand-over stands, the rows behind each of its numbers, what was refused once more, and what was written to files in the place of sending it. */
export function provinceApi({ hub, identity, province, log }: ProvinceParts): ApiRoute[] {
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
        return withQuery(Rows, request, (of) => {
          const rows = province.rows(String(request.params['connector']), of);
          return rows === null ? refused('connector-unknown') : done({ ...rows });
        });
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
        const staff = readerOfReports('SeeHandedRecords', request, { identity });
        if ('status' in staff) return staff;
        const asked = parse(HandedDay, { ...request.params, ...request.query });
        if (!asked.ok) return malformed(asked.problems);
        const { connector, day, reason } = asked.value;
        const look = { id: `see:${randomUUID()}`, type: 'SeeHandedRecords', connector, day, reason } as const;
        const text = await province.records(connector, day);
        if (text === null) return refused('nothing-handed');
        const answer = await hub.handle(look, staffActor(staff));
        if (!answer.ok) return notDone(answer);
        return sent({ bytes: Buffer.from(text), type: 'application/x-ndjson', name: `${day}.jsonl` });
      },
    },
  ];
}
