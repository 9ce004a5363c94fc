import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { rulesOf } from '../state/case-rules.ts';
import type { HallState } from '../state/hall-state.ts';
import { reckoningBy } from '../state/reckoning.ts';
import { moved } from './case-clocks.ts';
import type { Circumstances, Decision } from './decision.ts';

type OfRules = CommandOf<'AdoptPolicy'> | CommandOf<'AdoptCalendar'> | CommandOf<'SignAssumption'>;

/** The city's rules and the holidays as they were read from disk, and what somebody signed of them. */
export function decideRules(state: HallState, command: OfRules, around: Circumstances): Decision {
  switch (command.type) {
    case 'AdoptPolicy': {
      if (command.mark === state.desk.policy) return { refused: 'nothing-new' };
      return [{ type: 'PolicyAdopted', data: { policy: command.policy, mark: command.mark } }];
    }
    case 'AdoptCalendar':
      return adoptCalendar(state, command, around);
    case 'SignAssumption': {
      const mark = state.desk.policy;
      const policy = state.desk.policies.get(mark);
      const known = policy?.assumptions.some(({ id }) => id === command.assumption) ?? false;
      if (!known || around.actor.kind !== 'staff') return { refused: 'assumption-unknown' };
      const signed = state.desk.signed.get(mark) ?? [];
      if (signed.some(({ assumption }) => assumption === command.assumption))
        return { refused: 'nothing-new' };
      const data = { assumption: command.assumption, policy: mark, by: around.actor.account };
      return [{ type: 'AssumptionSigned', data }];
    }
  }
}

/** Open clocks are reckoned again, closed ones are never touched. */
function adoptCalendar(
  state: HallState,
  { calendar, mark }: CommandOf<'AdoptCalendar'>,
  { now }: Circumstances,
): Decision {
  if (mark === state.desk.calendarMark) return { refused: 'nothing-new' };
  const shifted = movedBy(state, calendar, mark, now);
  return [{ type: 'CalendarAdopted', data: { calendar, mark } }, ...shifted];
}

/** The open deadlines that another calendar moves, or makes certain that were not. */
export function movedBy(
  { desk, hall }: HallState,
  calendar: Calendar,
  mark: string,
  now: Instant,
): HallEvent[] {
  const at = { now, by: reckoningBy(calendar, hall), calendar: mark };
  return [...desk.open].flatMap((id): HallEvent[] => {
    const of = desk.cases.get(id);
    return of === undefined ? [] : moved(of, rulesOf(desk, of).type, 'calendar', at);
  });
}
