import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
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
  const { desk, hall } = state;
  if (mark === desk.calendarMark) return { refused: 'nothing-new' };
  const at = { now, by: reckoningBy(calendar, hall), calendar: mark };
  const shifted = [...desk.open].flatMap((id): HallEvent[] => {
    const of = desk.cases.get(id);
    return of === undefined ? [] : moved(of, rulesOf(desk, of).type, 'calendar', at);
  });
  return [{ type: 'CalendarAdopted', data: { calendar, mark } }, ...shifted];
}
