import { randomUUID } from 'node:crypto';
import type { ErasureCertificate } from '@bandecheng/shared/case/erasure';
import type { AccountId, CaseId } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { erasedFields, erasureOf } from '../views/erasure.ts';
import { done, forStaff, notDone, refused, withBody, type ApiReply, type ApiRoute } from './api-route.ts';
import type { Identity, Staff } from './identity.ts';

/** What lies behind an erased case on disk. */
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

const Order = z.strictObject({ reason: z.enum(['rule', 'request']) });
const ERASE = { screen: 'rules' } as const;

/** Forgetting whom a case names, and the certificate of it. */
export function eraseApi(parts: EraseApiParts): ApiRoute[] {
  const { hub, identity } = parts;
  return [
    {
      method: 'post',
      path: '/api/cases/:case/erase',
      handle: (request) =>
        forStaff(
          'ErasePerson',
          request,
          identity,
          ({ account, role }) =>
            withBody(Order, request, async ({ reason }) => {
              const id = String(request.params['case']);
              const command = { id: `erase:${randomUUID()}`, type: 'ErasePerson', case: id, reason } as const;
              const actor = { kind: 'staff', account, role } as const;
              const answer = await hub.handle(command, actor);
              return answer.ok ? certificate(id, parts) : notDone(answer);
            }),
          ERASE,
        ),
    },
    {
      method: 'get',
      path: '/api/cases/:case/erasure',
      handle: (request) =>
        forStaff(
          'read-erasure',
          request,
          identity,
          () => certificate(String(request.params['case']), parts),
          ERASE,
        ),
    },
  ];
}

/** Given only once everything is gone from disk. */
async function certificate(id: CaseId, { hub, identity, erasures }: EraseApiParts): Promise<ApiReply> {
  const { desk, hall } = hub.state;
  const of = desk.cases.get(id);
  if (of === undefined) return refused('case-unknown');
  const event = erasureOf(of);
  if (event === null) return refused('not-erased');
  const { records, materials, reason } = event.data;
  await hub.whenDurable(event.seq);
  await erasures.finish(records, materials);
  const account = event.actor.replace(/^staff:/, '');
  const name = identity.member(account)?.name;
  const shown: ErasureCertificate = {
    ...{ case: id, hall: hall?.name.zh ?? '', timeZone: hall?.timeZone ?? 'Asia/Shanghai' },
    ...{ at: event.at, by: { account, ...(name === undefined ? {} : { name }) }, reason },
    ...{ fields: erasedFields(desk, of), records: records.length, materials: materials.length },
    ...{ seq: event.seq, hash: (await erasures.lineHash(event.seq)) ?? '' },
  };
  return done({ certificate: shown });
}
