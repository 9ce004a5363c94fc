import type { CommandOf } from '@bandecheng/shared/commands';
import type { Matter } from '@bandecheng/shared/events';
import type { HallState } from '../state/hall-state.ts';
import { staffedCounter } from './at-counter.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { illegalStep } from './ticket-steps.ts';

type MatterCommand =
  CommandOf<'AddMatter'> | CommandOf<'ChangeMatter'> | CommandOf<'TakeUpMatter'> | CommandOf<'EndMatter'>;

/** Matters of one visit: more would be a mistake at the keyboard. */
const MOST_MATTERS = 20;

/**
 * What is done for the applicant at the counter: a further matter, another one taken up, its service or quantity
 * changed, one done. Only while the ticket is being served there. Refuses `matter-unknown`, `service-unknown`.
 */
export function decideMatter(state: HallState, command: MatterCommand, around: Circumstances): Decision {
  const place = staffedCounter(state, command.counter, around);
  if ('refused' in place) return place;
  const ticket = state.tickets.get(command.ticket);
  if (ticket === undefined) return { refused: 'ticket-unknown' };
  const illegal = illegalStep('finish', ticket);
  if (illegal !== null) return illegal;
  if (ticket.counter !== command.counter)
    return { refused: 'ticket-elsewhere', about: { number: ticket.number } };
  if ('service' in command && command.service !== undefined) {
    const { service } = command;
    if (!hallOf(state).services.some((s) => s.id === service)) return { refused: 'service-unknown' };
  }
  const matters = mattersAfter(ticket.matters, command);
  if (matters === null) return { refused: 'matter-unknown' };
  return [{ type: 'MattersChanged', data: { ticket: ticket.id, counter: command.counter, matters } }];
}

function mattersAfter(before: readonly Matter[], command: MatterCommand): Matter[] | null {
  if (command.type === 'AddMatter') {
    if (before.length >= MOST_MATTERS) return null;
    const idle = before.map(putDown);
    return [...idle, { service: command.service, quantity: 1, state: 'active' }];
  }
  const matter = before[command.matter];
  if (matter === undefined) return null;
  const put = (next: Matter, others: (other: Matter) => Matter): Matter[] =>
    before.map((other, i) => (i === command.matter ? next : others(other)));
  switch (command.type) {
    case 'TakeUpMatter':
      return put({ ...matter, state: 'active' }, putDown);
    case 'EndMatter':
      return put({ ...matter, state: 'done' }, (other) => other);
    case 'ChangeMatter': {
      const { service = matter.service, quantity = matter.quantity } = command;
      return put({ ...matter, service, quantity }, (other) => other);
    }
  }
}

function putDown(matter: Matter): Matter {
  return matter.state === 'active' ? { ...matter, state: 'open' } : matter;
}
