import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { deviceOf } from '../state/device-of.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { lastVisitBefore } from './rated-visit.ts';
import { fateAtCounter } from './rating-fate.ts';

/**
 * Which visit a press belongs to, and its fate. Looked up by the time it was pressed at, so it finds its visit
 * even when the clerk has called the next number or the report comes hours later. Every press of a known
 * device is recorded, but for what may be a device's repetition and has no visit to itself.
 */
export function decidePress(
  state: HallState,
  command: CommandOf<'RecordPress'>,
  { now, actor }: Circumstances,
): Decision {
  const device = deviceOf(state, command.device, actor);
  if (device === null) return { refused: 'device-unknown' };
  // An agent's clock that runs ahead must not place a press in the future.
  const pressedAt = Math.min(command.pressedAt, now);
  const visit = device.counter === undefined ? null : lastVisitBefore(state, device.counter, pressedAt);
  const fate = visit === null ? 'stray' : fateAtCounter(visit, 'evaluator', pressedAt, hallOf(state).rating);
  const bound = visit === null || fate === 'stray' ? null : visit;
  // No visit of its own, or one that has this very level already: the device said it twice.
  if (command.again === true && (bound === null || bound.first?.level === command.level))
    return { refused: 'nothing-new' };
  return [
    {
      type: 'PressRecorded',
      data: {
        fate,
        level: command.level,
        channel: 'evaluator',
        device: device.id,
        counter: device.counter ?? null,
        ...(bound === null
          ? {}
          : { visit: bound.id, ticket: bound.ticket, service: bound.service, clerk: bound.clerk }),
        pressedAt,
        recordedAt: now,
      },
    },
  ];
}

/** The window closed and nobody pressed: 未评价. Not before its time, and never over a rating. */
export function decideLapse(
  state: HallState,
  command: CommandOf<'LapseRating'>,
  { now }: Circumstances,
): Decision {
  const visit = state.visits.get(command.visit);
  if (visit === undefined) return { refused: 'visit-unknown' };
  if (!state.invited.has(visit.id) || now < visit.closesAt) return { refused: 'nothing-new' };
  return [{ type: 'RatingLapsed', data: { visit: visit.id, counter: visit.counter } }];
}
