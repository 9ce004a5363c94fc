import { randomUUID } from 'node:crypto';
import type { ErasureCertificate } from '@bandecheng/shared/case/erasure';
import type { CommandOf } from '@bandecheng/shared/commands';
import { WholeTicketRef } from '@bandecheng/shared/command-shape';
import { parse } from '@bandecheng/shared/parse';
import { ERASURE_REASONS, type AccountId, type ErasureReason } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { caseErasure, ticketErasure, type Erasure } from '../views/erasure.ts';
import {
  done,
  malformed,
  notDone,
  refused,
  staffRoutes,
  withBody,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import type { Identity, Staff } from './identity.ts';
import { staffActor } from './on-record.ts';

/** What lies behind an erased case or ticket on disk. */
export interface Erasures {
  /** Deletes records and files; what is gone already is passed over. Resolves when gone from disk. */
  finish(records: readonly string[], materials: readonly string[]): Promise<void>;
  /** Hash of a line of the journal; null when there is none of this number. */
  lineHash(seq: number): Promise<string | null>;
}

export interface EraseApiParts {
  hub: Hub;
  identity: Identity & { member(account: AccountId): Staff | null };
  erasures: Erasures;
}

const Order = z.strictObject({ reason: z.enum(ERASURE_REASONS) });

/** What a person's data lie with: a case, or what was written about a ticket's visits. */
interface Kept {
  path: '/api/cases/:case' | '/api/tickets/:ticket';
  /** Who may forget it. */
  deed: 'ErasePerson' | 'EraseWords';
  order(id: string, reason: ErasureReason): CommandOf<'ErasePerson'> | CommandOf<'EraseWords'>;
  /** The refusal: there is no such thing. */
  find(id: string, hub: Hub): Erasure | 'not-erased' | 'case-unknown';
}

const KEPT: readonly Kept[] = [
  {
    ...{ path: '/api/cases/:case', deed: 'ErasePerson' },
    order: (id, reason) => ({ id: `erase:${randomUUID()}`, type: 'ErasePerson', case: id, reason }),
    find: (id, { state: { desk } }) => {
      const of = desk.cases.get(id);
      return of === undefined ? 'case-unknown' : (caseErasure(desk, of) ?? 'not-erased');
    },
  },
  {
    ...{ path: '/api/tickets/:ticket', deed: 'EraseWords' },
    order: (ticket, reason) => ({ id: `erase:${randomUUID()}`, type: 'EraseWords', ticket, reason }),
    find: (ticket, { state }) => ticketErasure(state, ticket) ?? 'not-erased',
  },
];

/** Forgetting whom a case names, or what was written about a ticket's visits, and the certificate of it. */
export function eraseApi(parts: EraseApiParts): ApiRoute[] {
  const { hub, identity } = parts;
  const route = staffRoutes(identity, { screen: 'rules' });
  return KEPT.flatMap((kept): ApiRoute[] => [
    route('post', `${kept.path}/erase`, kept.deed, (staff, request) =>
      withBody(Order, request, async ({ reason }) => {
        const id = idIn(request);
        // A number alone would name another ticket tomorrow.
        const named = 'ticket' in request.params ? parse(WholeTicketRef, id) : null;
        if (named?.ok === false) return malformed(named.problems);
        const answer = await hub.handle(kept.order(id, reason), staffActor(staff));
        return answer.ok ? certificate(kept, id, parts) : notDone(answer);
      }),
    ),
    route('get', `${kept.path}/erasure`, 'read-erasure', (_staff, request) =>
      certificate(kept, idIn(request), parts),
    ),
  ]);
}

const idIn = ({ params }: Pick<ApiRequest, 'params'>): string => String(params['case'] ?? params['ticket']);

/** Given only once everything is gone from disk. */
async function certificate(
  kept: Kept,
  id: string,
  { hub, identity, erasures }: EraseApiParts,
): Promise<ApiReply> {
  const found = kept.find(id, hub);
  if (typeof found === 'string') return refused(found);
  const { about, seq, at, actor, reason, fields, records, materials } = found;
  const { hall } = hub.state;
  await hub.whenDurable(seq);
  await erasures.finish(records, materials);
  const account = actor.replace(/^staff:/, '');
  const name = identity.member(account)?.name;
  const shown: ErasureCertificate = {
    ...{ ...about, hall: hall?.name.zh ?? '', timeZone: hall?.timeZone ?? 'Asia/Shanghai' },
    ...{ at, by: { account, ...(name === undefined ? {} : { name }) }, reason },
    ...{ fields, records: records.length, materials: materials.length },
    ...{ seq, hash: (await erasures.lineHash(seq)) ?? '' },
  };
  return done({ certificate: shown });
}
