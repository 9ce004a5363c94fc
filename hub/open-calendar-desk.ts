import { randomUUID } from 'node:crypto';
import type { CalendarDeskView, DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import { overrideDoubts } from '@bandecheng/shared/calendar/calendar-override';
import type { LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { localTime } from '@bandecheng/shared/calendar/business-day';
import { yearMissing } from '@bandecheng/shared/calendar/year-missing';
import type { Actor } from '@bandecheng/shared/commands';
import { isFault } from '@bandecheng/shared/errors';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { calendarMoves } from './calendar-moves.ts';
import type { CalendarDesk } from './gateway/calendar-api.ts';
import type { Hub } from './handle-command.ts';
import type { CalendarOverrides } from './registers/calendar-overrides.ts';
import { calendarOf } from './rules/read-desk-rules.ts';

export interface CalendarDeskParts {
  hub: Hub;
  overrides: CalendarOverrides;
  /** The years as they lie on disk now. */
  readYears: () => Promise<LegalYear[]>;
  clock: () => Instant;
}

/** The calendar in the hands of the hall: proposed by one account, signed by another, in force without a restart. */
export function openCalendarDesk({ hub, overrides, readYears, clock }: CalendarDeskParts): CalendarDesk {
  const { state } = hub;
  const yearsNow = () => state.desk.calendar.years;
  const inForce = () => overrides.versions()[0]?.override ?? null;

  /** What was shown as moved is what is moved: nothing comes between the two. */
  async function adopt(years: LegalYear[], actor: Actor): Promise<DeadlineMove[]> {
    const { calendar, calendarMark: mark } = calendarOf(years, inForce());
    const moves = calendarMoves(state, calendar, clock());
    const command = { id: `calendar:${randomUUID()}`, type: 'AdoptCalendar', calendar, mark } as const;
    const answer = await hub.handle(command, actor);
    return answer.ok ? moves : [];
  }

  return {
    view: () => {
      const proposal = overrides.proposal();
      return {
        years: yearsNow().map(yearShown),
        missing: yearMissing(yearsNow(), localTime(clock(), state.hall?.timeZone ?? 'Asia/Shanghai').date),
        proposal:
          proposal === null
            ? null
            : { ...proposal, doubts: overrideDoubts(proposal.draft), moves: movesOf(proposal) },
        versions: overrides.versions(),
      };
    },
    propose: (draft, by) => overrides.propose(draft, by, clock()),
    async sign(proposal, actor) {
      const outcome = await overrides.sign(proposal, actor.account, state.hall?.id ?? '', clock());
      return outcome === 'signed' ? { moves: await adopt([...yearsNow()], actor) } : { refused: outcome };
    },
    withdraw: (proposal) => overrides.withdraw(proposal),
    async reload(actor) {
      try {
        return { moves: await adopt(await readYears(), actor) };
      } catch (error) {
        if (isFault(error, 'calendar-invalid')) return { mistake: error.message };
        throw error;
      }
    },
  };

  function movesOf({ draft, by }: NonNullable<ReturnType<CalendarOverrides['proposal']>>): DeadlineMove[] {
    const override = { hall: state.hall?.id ?? '', ...draft, signedBy: [by, by] };
    return calendarMoves(state, { years: [...yearsNow()], override }, clock());
  }
}

function yearShown({ days, ...year }: LegalYear): CalendarDeskView['years'][number] {
  const off = days.filter((day) => day.off);
  return { ...year, days: off.length, holidays: new Set(off.map(({ name }) => name)).size };
}
