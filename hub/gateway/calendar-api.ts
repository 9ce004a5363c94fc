import type { CalendarDeskView, DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import { OverrideDraft, overrideDoubts } from '@bandecheng/shared/calendar/calendar-override';
import type { Actor } from '@bandecheng/shared/commands';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { done, forStaff, malformed, refused, withBody, type ApiRoute } from './api-route.ts';
import type { Identity, Staff } from './identity.ts';

/** The calendar's years and what the hall lays over them, as the API asks for them. */
export interface CalendarDesk {
  view(): CalendarDeskView;
  propose(draft: OverrideDraft, by: AccountId): Promise<void>;
  /** The proposal comes into force at once; answers the open deadlines it moved. */
  sign(
    proposal: string,
    actor: Extract<Actor, { kind: 'staff' }>,
  ): Promise<{ moves: DeadlineMove[] } | { refused: 'proposal-unknown' | 'own-proposal' }>;
  /** False: there is no such proposal. */
  withdraw(proposal: string): Promise<boolean>;
  /** Takes the years as they lie on disk now. `mistake`: what is wrong with them, in words. */
  reload(actor: Actor): Promise<{ moves: DeadlineMove[] } | { mistake: string }>;
}

export interface CalendarApiParts {
  identity: Identity;
  calendar: CalendarDesk;
}

/** `confirmed`: what is unusual in it has been looked at again. */
const Proposal = z.strictObject({ override: OverrideDraft, confirmed: z.boolean().default(false) });

const RULES = { screen: 'rules' } as const;

/** The calendar: shown to the staff, an override proposed by one account and signed by another, the years read again. */
export function calendarApi({ identity, calendar }: CalendarApiParts): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/calendar',
      handle: (request) =>
        forStaff('read-rules', request, identity, () => done({ ...calendar.view() }), RULES),
    },
    {
      method: 'post',
      path: '/api/calendar/proposals',
      handle: (request) =>
        forStaff(
          'edit-calendar',
          request,
          identity,
          ({ account }) =>
            withBody(Proposal, request, async ({ override, confirmed }) => {
              const doubts = overrideDoubts(override);
              if (doubts.length > 0 && !confirmed)
                return { status: 409, body: { ok: false, refused: 'calendar-unusual', doubts } };
              await calendar.propose(override, account);
              return done({ ...calendar.view() });
            }),
          RULES,
        ),
    },
    {
      method: 'post',
      path: '/api/calendar/proposals/:proposal/sign',
      handle: (request) =>
        forStaff(
          'edit-calendar',
          request,
          identity,
          async (staff) => {
            const signed = await calendar.sign(String(request.params['proposal']), actorOf(staff));
            return 'refused' in signed
              ? refused(signed.refused)
              : done({ ...calendar.view(), moved: signed.moves });
          },
          RULES,
        ),
    },
    {
      method: 'delete',
      path: '/api/calendar/proposals/:proposal',
      handle: (request) =>
        forStaff(
          'edit-calendar',
          request,
          identity,
          async () =>
            (await calendar.withdraw(String(request.params['proposal'])))
              ? done({ ...calendar.view() })
              : refused('proposal-unknown'),
          RULES,
        ),
    },
    {
      method: 'post',
      path: '/api/calendar/reload',
      handle: (request) =>
        forStaff(
          'reload-calendar',
          request,
          identity,
          async (staff) => {
            const read = await calendar.reload(actorOf(staff));
            if ('mistake' in read) return malformed([{ path: '', reason: read.mistake }], 422);
            return done({ ...calendar.view(), moved: read.moves });
          },
          RULES,
        ),
    },
  ];
}

function actorOf({ account, role }: Staff): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', account, role };
}
