import type { CalendarDeskView, DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import { OverrideDraft, overrideDoubts } from '@bandecheng/shared/calendar/calendar-override';
import type { Actor } from '@bandecheng/shared/commands';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import {
  done,
  malformed,
  refused,
  staffRoutes,
  withBody,
  type ApiReply,
  type ApiRoute,
} from './api-route.ts';
import type { Identity } from './identity.ts';
import { staffActor } from './on-record.ts';

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

/** The calendar: shown to the staff, an override proposed by one account and signed by another, the years read again. */
export function calendarApi({ identity, calendar }: CalendarApiParts): ApiRoute[] {
  const route = staffRoutes(identity, { screen: 'rules' });
  const proposal = '/api/calendar/proposals/:proposal';
  const shown = (more: object = {}): ApiReply => done({ ...calendar.view(), ...more });
  return [
    route('get', '/api/calendar', 'read-rules', () => shown()),
    route('post', '/api/calendar/proposals', 'edit-calendar', ({ account }, request) =>
      withBody(Proposal, request, async ({ override, confirmed }) => {
        const doubts = overrideDoubts(override);
        if (doubts.length > 0 && !confirmed)
          return { status: 409, body: { ok: false, refused: 'calendar-unusual', doubts } };
        await calendar.propose(override, account);
        return shown();
      }),
    ),
    route('post', `${proposal}/sign`, 'edit-calendar', async (staff, { params }) => {
      const signed = await calendar.sign(String(params['proposal']), staffActor(staff));
      return 'refused' in signed ? refused(signed.refused) : shown({ moved: signed.moves });
    }),
    route('delete', proposal, 'edit-calendar', async (_staff, { params }) =>
      (await calendar.withdraw(String(params['proposal']))) ? shown() : refused('proposal-unknown'),
    ),
    route('post', '/api/calendar/reload', 'reload-calendar', async (staff) => {
      const read = await calendar.reload(staffActor(staff));
      if ('mistake' in read) return malformed([{ path: '', reason: read.mistake }], 422);
      return shown({ moved: read.moves });
    }),
  ];
}
