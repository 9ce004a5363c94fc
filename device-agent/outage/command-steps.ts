import type { CommandOf, ScreenCommand } from '@bandecheng/shared/commands';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { AloneCounter } from './alone-queue.ts';
import {
  callSteps,
  closeSteps,
  namedSteps,
  NEEDS_HUB,
  openSteps,
  pauseOrResume,
  type Decided,
} from './counter-steps.ts';
import { giveNumber, type HallAlone, type NewTicket } from './give-number.ts';
import type { Place } from './standing.ts';

/** What a screen's command comes to while no hub can be reached; of other places, or of more than an agent can do, nothing. */
export function commandSteps(
  alone: HallAlone,
  place: Place,
  command: ScreenCommand,
  ticket: Omit<NewTicket, 'kiosk'> & { now: Instant },
): Decided {
  if ('kiosk' in place)
    return command.type === 'IssueTicket' && (command.kiosk ?? place.kiosk) === place.kiosk
      ? giveNumber(alone, command, { ...ticket, kiosk: place.kiosk })
      : NEEDS_HUB;
  const counter = alone.queue.counters.get(place.counter);
  if (counter === undefined) return { refused: 'counter-unknown' };
  if ('counter' in command && command.counter !== place.counter) return { refused: 'not-allowed' };
  return atCounter(alone, counter, command);
}

function atCounter({ hall, queue }: HallAlone, counter: AloneCounter, command: ScreenCommand): Decided {
  switch (command.type) {
    case 'CallNext':
      return callSteps(hall, queue, counter, null);
    case 'CallTicket':
      return callSteps(hall, queue, counter, command.ticket);
    case 'RecallTicket':
      return namedSteps(hall, counter, command.ticket, 'recall');
    case 'StartService':
      return namedSteps(hall, counter, command.ticket, 'start');
    case 'FinishService':
      return namedSteps(hall, counter, command.ticket, 'finish');
    case 'MarkNoShow':
      return namedSteps(hall, counter, command.ticket, 'no-show');
    case 'RequeueTicket':
      return namedSteps(hall, counter, command.ticket, 'requeue');
    case 'PauseCounter':
    case 'ResumeCounter':
      return pausing(counter, command);
    case 'OpenCounter':
      return openSteps(queue, counter, command.clerk);
    case 'CloseCounter':
      return closeSteps(counter);
    default:
      return NEEDS_HUB;
  }
}

function pausing(
  counter: AloneCounter,
  command: CommandOf<'PauseCounter'> | CommandOf<'ResumeCounter'>,
): Decided {
  if (counter.state === 'closed') return { refused: 'counter-closed' };
  if (command.type === 'PauseCounter')
    return counter.state === 'paused'
      ? { refused: 'counter-paused' }
      : pauseOrResume(counter, command.reason);
  return counter.state === 'paused' ? pauseOrResume(counter, '') : { refused: 'counter-not-paused' };
}
