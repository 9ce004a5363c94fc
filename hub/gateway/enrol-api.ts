import { Id } from '@bandecheng/shared/hall';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { onRecord, staffActor } from './on-record.ts';

export interface EnrolParts {
  hub: Pick<Hub, 'handle'>;
  doorkeeper: Doorkeeper;
  /** The agent has another key now: whoever is connected with the old one is to be hung up on. */
  hangUp: (agent: string) => void;
}

const Invitation = z.strictObject({ agent: Id });
const Enrolment = z.strictObject({ agent: Id, code: z.string().min(1).max(40) });

/** A device agent gets its key by a code typed at its machine, so that no key is carried about. */
export function enrolApi({ hub, doorkeeper, hangUp }: EnrolParts): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/api/enrolments',
      handle: (request) =>
        forStaff('create-agent-key', request, doorkeeper, (by) =>
          withBody(Invitation, request, async ({ agent }) => {
            const code = doorkeeper.inviteAgent(agent);
            const data = { kind: 'enrolment', key: agent, change: 'given' } as const;
            await onRecord(hub, { type: 'KeyChanged', data }, staffActor(by));
            return done({ code });
          }),
        ),
    },
    {
      method: 'post',
      path: '/api/enrol',
      forPrograms: true,
      handle: (request) =>
        withBody(Enrolment, request, async ({ agent, code }) => {
          const enrolled = await doorkeeper.enrolAgent(agent, code);
          if ('refused' in enrolled) return refused(enrolled.refused);
          hangUp(agent);
          await onRecord(hub, {
            type: 'KeyChanged',
            data: { kind: 'enrolment', key: agent, change: 'used' },
          });
          return done({ key: enrolled.key });
        }),
    },
  ];
}
