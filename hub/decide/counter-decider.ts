import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { HallState } from '../state/hall-state.ts';
import { staffedCounter } from './at-counter.ts';
import type { Circumstances, Decision } from './decision.ts';

type CounterCommand =
  | CommandOf<'OpenCounter'>
  | CommandOf<'CloseCounter'>
  | CommandOf<'PauseCounter'>
  | CommandOf<'ResumeCounter'>;

/** A clerk takes, leaves, pauses and resumes a counter. One clerk a counter, one counter a clerk. */
export function decideCounter(state: HallState, command: CounterCommand, around: Circumstances): Decision {
  if (command.type === 'OpenCounter') return decideOpen(state, command.counter, around);
  const place = staffedCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const { counter, clerk } = place;
  switch (command.type) {
    case 'CloseCounter': {
      const open = counter.ticket === undefined ? undefined : state.tickets.get(counter.ticket);
      if (open !== undefined) return { refused: 'counter-busy', about: { number: open.number } };
      return [
        ...sentBack(state, counter.id),
        { type: 'CounterClosed', data: { counter: counter.id, clerk } },
      ];
    }
    case 'PauseCounter':
      if (counter.state === 'paused') return { refused: 'counter-paused' };
      return [{ type: 'CounterPaused', data: { counter: counter.id, reason: command.reason } }];
    case 'ResumeCounter':
      if (counter.state !== 'paused') return { refused: 'counter-not-paused' };
      return [{ type: 'CounterResumed', data: { counter: counter.id } }];
  }
}

function decideOpen(state: HallState, id: string, { actor }: Circumstances): Decision {
  const counter = state.counters.get(id);
  if (counter === undefined) return { refused: 'counter-unknown' };
  if (actor.kind !== 'staff') return { refused: 'not-allowed' };
  if (counter.state !== 'closed')
    return counter.clerk === actor.account ? { refused: 'already-open' } : { refused: 'counter-taken' };
  for (const other of state.counters.values())
    if (other.clerk === actor.account) return { refused: 'clerk-elsewhere', about: { counter: other.id } };
  return [{ type: 'CounterOpened', data: { counter: id, clerk: actor.account } }];
}

/** Tickets sent to this counter alone go back to their services' lines, or nobody would ever call them. */
function sentBack(state: HallState, counter: string): HallEvent[] {
  return (state.lines.get(`@${counter}`) ?? []).flatMap((id) => {
    const ticket = state.tickets.get(id);
    if (ticket === undefined) return [];
    const { service } = ticket;
    return [
      {
        type: 'TicketTransferred',
        data: { ticket: id, from: { service, counter }, to: { service } },
      } as const,
    ];
  });
}
