import { localTime } from '@bandecheng/shared/calendar/business-day';
import type { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { CaseFound } from '@bandecheng/shared/case/case-detail';
import { maySee } from '../state/case-acting.ts';
import type { Reader } from '../state/case-reader.ts';
import { rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';

/** What cases are looked for by; all that is given must fit. */
export interface Wanted {
  /** Number of a case, of a ticket, of another system, or the telephone or name behind `marks`. */
  find?: string | undefined;
  /** Keyed marks of `find`, taken for a telephone and for a name. */
  marks: readonly string[];
  state?: 'open' | 'closed' | undefined;
  /** First and last day of opening, in the hall's zone. */
  from?: CivilDate | undefined;
  to?: CivilDate | undefined;
}

/** The most that is answered; whoever finds so many has not asked well. */
const FOUND_MOST = 200;

/**
 * Cases that fit, the newest first. One kept from the reader is found by its own number alone: by a name, a telephone
 * or a ticket it would tell whom it is about.
 */
export function findCases(desk: CaseDesk, wanted: Wanted, reader: Reader, timeZone: string): CaseFound[] {
  const found: CaseFound[] = [];
  for (const of of candidates(desk, wanted).reverse()) {
    const { policy, type } = rulesOf(desk, of);
    const seen = maySee(policy, of, reader);
    if (!fits(of, wanted, timeZone) || !(isNumberOf(of, wanted) || (seen && isAbout(desk, of, wanted))))
      continue;
    const bare = { case: of.id, openedAt: of.openedAt, confidential: of.confidential };
    const more = {
      ...{ type: type.zh, state: type.states.find(({ id }) => id === of.state)?.zh ?? of.state },
      ...(of.closedAt === undefined ? {} : { closedAt: of.closedAt }),
    };
    found.push(seen ? { ...bare, ...more } : bare);
    if (found.length === FOUND_MOST) break;
  }
  return found;
}

/** In the order they were opened. */
function candidates({ cases, open }: CaseDesk, { state }: Wanted): Case[] {
  return state === 'open' ? [...open].flatMap((id) => cases.get(id) ?? []) : [...cases.values()];
}

function fits({ closedAt, openedAt }: Case, { state, from, to }: Wanted, timeZone: string): boolean {
  if (state !== undefined && (state === 'closed') !== (closedAt !== undefined)) return false;
  if (from === undefined && to === undefined) return true;
  const { date } = localTime(openedAt, timeZone);
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}

/** A case's number whole or in part; nothing looked for is in every number. */
function isNumberOf({ id }: Case, { find = '' }: Wanted): boolean {
  return id.includes(plain(find));
}

function isAbout({ marks }: CaseDesk, { id, ticket, foreignNumber }: Case, wanted: Wanted): boolean {
  const find = plain(wanted.find ?? '');
  const byTicket = ticket === find || (ticket?.endsWith(`-${find}`) ?? false);
  return (
    byTicket ||
    foreignNumber?.toUpperCase() === find ||
    wanted.marks.some((mark) => marks.get(mark)?.includes(id))
  );
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
