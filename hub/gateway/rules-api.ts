import { randomUUID } from 'node:crypto';
import type { RulesShown } from '@bandecheng/shared/case/rules-shown';
import { Name } from '@bandecheng/shared/policy/basis';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { mayDo } from './access.ts';
import { done, forStaff, notDone, withBody, type ApiRoute } from './api-route.ts';
import type { Identity, Staff } from './identity.ts';

export interface RulesApiParts {
  hub: Hub;
  identity: Identity & { member(account: AccountId): Staff | null };
}

const Signature = z.strictObject({ assumption: Name });
const RULES = { screen: 'rules' } as const;

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
  return [
    {
      method: 'get',
      path: '/api/rules',
      handle: (request) =>
        forStaff(
          'read-rules',
          request,
          identity,
          async (staff) => {
            const rules = shown(staff);
            await hub.whenDurable(hub.state.seq);
            return done({ ...rules });
          },
          RULES,
        ),
    },
    {
      method: 'post',
      path: '/api/rules/signatures',
      handle: (request) =>
        forStaff(
          'SignAssumption',
          request,
          identity,
          (staff) =>
            withBody(Signature, request, async ({ assumption }) => {
              const command = { id: `rules:${randomUUID()}`, type: 'SignAssumption', assumption } as const;
              const actor = { kind: 'staff', account: staff.account, role: staff.role } as const;
              const answer = await hub.handle(command, actor);
              return answer.ok ? done({ ...shown(staff) }) : notDone(answer);
            }),
          RULES,
        ),
    },
  ];
}
