import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { CivilDate, daysLater } from '@bandecheng/shared/calendar/civil-date';
import type { DayClosed } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { proofText } from '../locales/zh-CN/proof.ts';
import { done, notDone, refused, staffRoutes, withBody, withQuery, type ApiRoute } from './api-route.ts';
import type { Identity } from './identity.ts';
import { staffActor } from './on-record.ts';

/** The record as it lies on disk. */
export interface ProofDesk {
  /** Days that are over, oldest first. */
  days(): Promise<DayClosed[]>;
  /** Their lines for whoever checks them without us; null where none of the days is over. */
  lines(from: BusinessDay, to: BusinessDay): Promise<Readable | null>;
}

export interface ProofApiParts {
  hub: Hub;
  identity: Identity;
  hall: () => Hall;
  proof: ProofDesk;
}

const MOST_DAYS = 366;

const Span = z
  .object({ from: CivilDate, to: CivilDate })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: proofText.spanOrder })
  .refine(({ from, to }) => to < daysLater(from, MOST_DAYS), { path: ['to'], message: proofText.spanLong });

const Order = z.strictObject({ day: CivilDate });

/** What anyone needs to prove that the record of a day is as it was written: digests, on paper too, and the lines. */
export function proofApi({ hub, identity, hall, proof }: ProofApiParts): ApiRoute[] {
  // The page of ratings, on a demonstration's own cookie too.
  const route = staffRoutes(identity, { screen: 'ratings' });
  return [
    route('get', '/api/proof', 'read-proof', async () => {
      const { name, timeZone } = hall();
      return done({ hall: name.zh, timeZone, days: (await proof.days()).reverse() });
    }),
    route('get', '/api/proof/export', 'read-proof', (_staff, request) =>
      withQuery(Span, request, async ({ from, to }) => {
        const content = await proof.lines(from, to);
        if (content === null) return refused('day-unknown');
        const stream = { content, type: 'application/x-ndjson', name: `record-${from}-${to}.jsonl` };
        return { ...done(), stream };
      }),
    ),
    route('post', '/api/proof/print', 'PrintDigest', (staff, request) =>
      withBody(Order, request, async ({ day }) => {
        const of = (await proof.days()).find((one) => one.day === day);
        if (of === undefined) return refused('day-unknown');
        const command = { id: `digest:${randomUUID()}`, type: 'PrintDigest', of } as const;
        const answer = await hub.handle(command, staffActor(staff));
        return answer.ok ? done() : notDone(answer);
      }),
    ),
  ];
}
