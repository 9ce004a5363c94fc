import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { CommandOf } from '@bandecheng/shared/commands';
import { numberOf } from '@bandecheng/shared/ticket-number';
import { LIVE_STATUSES } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { holderOf, newTicketId, numberRange } from '../state/numbers.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';

/**
 * A number given on paper while the machines were out, with the times written beside it. One that was served is on
 * record as served; the others wait from the time they were taken at. Numbers given later go on behind it;
 * where they wrap, one whose holder was served before may stand on paper again.
 *
 * Refuses `number-other-service`, `number-taken`, `times-impossible`: not of this business day, later than now, or
 * finished before it was taken.
 */
export function decideBackfill(
  state: HallState,
  command: CommandOf<'BackfillTicket'>,
  { now, makeKey }: Circumstances,
): Decision {
  const hall = hallOf(state);
  const { number, takenAt, finishedAt, counter } = command;
  const about = { number };
  const service = hall.services.find((s) => s.id === command.service);
  if (service === undefined) return { refused: 'service-unknown' };
  if (/^\D*/.exec(number)?.[0] !== service.prefix) return { refused: 'number-other-service', about };
  const digits = Number(number.slice(service.prefix.length));
  const range = numberRange(hall, service);
  const isOutside = digits < range.from || (digits > range.to && range.atEnd !== 'grow');
  if (isOutside || number !== numberOf(hall, service, digits))
    return { refused: 'number-other-service', about };
  const before = holderOf(state, number);
  const isOver = before !== null && !LIVE_STATUSES.includes(before.status) && before.issuedAt < takenAt;
  if (before !== null && !(range.atEnd === 'wrap' && isOver)) return { refused: 'number-taken', about };
  const day = businessDay(takenAt, hall.timeZone, hall.dayStartsAt);
  if (day !== state.day || takenAt > now || (finishedAt ?? takenAt) < takenAt || (finishedAt ?? now) > now)
    return { refused: 'times-impossible' };
  if (counter !== undefined && !state.counters.has(counter)) return { refused: 'counter-unknown' };
  return [
    {
      type: 'TicketBackfilled',
      data: {
        ...{
          ticket: newTicketId(state, number),
          number,
          service: service.id,
          class: command.class,
          language: 'zh',
        },
        ...{ key: makeKey(), takenAt },
        ...(finishedAt === undefined ? {} : { finishedAt }),
        ...(counter === undefined ? {} : { counter }),
      },
    },
  ];
}
