import { randomUUID } from 'node:crypto';
import type { RulesShown } from '@bandecheng/shared/case/rules-shown';
import { Name } from '@bandecheng/shared/policy/basis';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { mayDo } from './access.ts';
import { done, notDone, staffRoutes, withBody, type ApiRoute } from './api-route.ts';
import type { Identity, Staff } from './identity.ts';
import { staffActor } from './on-record.ts';

export interface RulesApiParts {
  hub: Hub;
  identity: Identity & { member(account: AccountId): Staff | null };
}

const Signature = z.strictObject({ assumption: Name });

/** The city's rules as the hub works by them, and who signs what they assume. */
export function rulesApi({ hub, identity }: RulesApiParts): ApiRoute[] {
  const shown = (staff: Staff): RulesShown => {
    const { desk } = hub.state;
    return {
      mark: desk.policy,
      policy: desk.policies.get(desk.policy) ?? null,
      signed: (desk.signed.get(desk.policy) ?? []).map(({ assumption, by, at }) => {
        const name = identity.member(by)?.name;
        return { assumption, by, at, ...(name === undefined ? {} : { name }) };
      }),
      maySign: mayDo('SignAssumption', staff),
      reader: { account: staff.account, role: staff.role },
    };
  };
  const route = staffRoutes(identity, { screen: 'rules' });
  return [
    route('get', '/api/rules', 'read-rules', async (staff) => {
      const rules = shown(staff);
      await hub.whenDurable(hub.state.seq);
      return done({ ...rules });
    }),
    route('post', '/api/rules/signatures', 'SignAssumption', (staff, request) =>
      withBody(Signature, request, async ({ assumption }) => {
        const command = { id: `rules:${randomUUID()}`, type: 'SignAssumption', assumption } as const;
        const answer = await hub.handle(command, staffActor(staff));
        return answer.ok ? done({ ...shown(staff) }) : notDone(answer);
      }),
    ),
  ];
}
