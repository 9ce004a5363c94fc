import { randomUUID } from 'node:crypto';
import type { OverrideProposal, SignedOverride } from '@bandecheng/shared/calendar/calendar-desk';
import { CalendarOverride, OverrideDraft } from '@bandecheng/shared/calendar/calendar-override';
import { Id } from '@bandecheng/shared/hall';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { openRegister } from './register.ts';

const At = z.int().min(0);
const OverridesDocument = z.strictObject({
  proposal: z.strictObject({ proposal: z.string(), draft: OverrideDraft, by: Id, at: At }).nullable(),
  /** Newest first. */
  versions: z.array(z.strictObject({ override: CalendarOverride, at: At })),
});

/** What the hall has laid over the years, in all its versions, and what waits for a second signature. */
export interface CalendarOverrides {
  proposal(): OverrideProposal | null;
  /** Newest first; the first is in force. */
  versions(): readonly SignedOverride[];
  /** Takes the place of a proposal nobody has signed. */
  propose(draft: OverrideDraft, by: AccountId, at: Instant): Promise<void>;
  /** The proposal comes into force. Whoever made it cannot sign it too. */
  sign(
    proposal: string,
    by: AccountId,
    hall: string,
    at: Instant,
  ): Promise<'signed' | 'proposal-unknown' | 'own-proposal'>;
  /** False: there is no such proposal. */
  withdraw(proposal: string): Promise<boolean>;
}

/** Opens the register. Throws HallError `register-unreadable`. */
export async function openCalendarOverrides(dataFolder: string): Promise<CalendarOverrides> {
  const initial = { proposal: null, versions: [] };
  const register = await openRegister(dataFolder, 'calendar-override', OverridesDocument, initial);
  return {
    proposal: () => register.data.proposal,
    versions: () => register.data.versions,
    propose: (draft, by, at) =>
      register.change((document) => {
        document.proposal = { proposal: randomUUID(), draft, by, at };
      }),
    async sign(proposal, by, hall, at) {
      let outcome: Awaited<ReturnType<CalendarOverrides['sign']>> = 'signed';
      await register.change((document) => {
        const waiting = document.proposal;
        if (waiting?.proposal !== proposal) outcome = 'proposal-unknown';
        else if (waiting.by === by) outcome = 'own-proposal';
        else {
          const override = { hall, ...waiting.draft, signedBy: [waiting.by, by] };
          document.versions.unshift({ override, at });
          document.proposal = null;
        }
      });
      return outcome;
    },
    async withdraw(proposal) {
      let found = false;
      await register.change((document) => {
        found = document.proposal?.proposal === proposal;
        if (found) document.proposal = null;
      });
      return found;
    },
  };
}
