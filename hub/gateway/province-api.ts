import { Buffer } from 'node:buffer';
import type { ConnectorStanding } from '@bandecheng/shared/province/standing';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import * as z from 'zod';
import { done, refused, sent, withBody, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { readerOfReports } from './report-door.ts';

/** What the gateway asks of the hand-over to the province. */
export interface ProvinceDesk {
  list(): ConnectorStanding[];
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

/** How the hand-over stands, what was refused once more, and what was written to files in the place of sending it. */
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
