import type { CommandOf } from '@bandecheng/shared/commands';
import type { DayClosed, HallEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Device, HallState } from '../state/hall-state.ts';
import { printerAt } from '../state/printer-at.ts';
import { hallOf, type Circumstances, type Decision } from './decision.ts';
import { printDeadline } from './print-decider.ts';

/** The day ends at night, when no kiosk is on: its digest may come out the next morning. */
const TILL_MORNING_MS = 12 * 3_600_000;

/** The digest of a day on the desk's printer, ordered by a person. */
export function decideDigest(
  state: HallState,
  { of }: CommandOf<'PrintDigest'>,
  { now }: Circumstances,
): Decision {
  const printer = deskPrinter(state);
  if (printer === null) return { refused: 'printer-unknown' };
  return [request(state, of, printer, now, printDeadline(hallOf(state), now))];
}

/** The same by itself as a day ends, where the hall wants it and has a printer at its desk. */
export function digestAtDaysEnd(
  state: HallState,
  of: DayClosed | undefined,
  { now }: Circumstances,
): HallEvent[] {
  const printer = deskPrinter(state);
  if (of === undefined || printer === null || state.hall?.proof?.print !== true) return [];
  return [request(state, of, printer, now, now + TILL_MORNING_MS)];
}

function deskPrinter(state: HallState): Device | null {
  const kiosk = state.hall?.desk.kiosk;
  return kiosk === undefined ? null : printerAt(state, kiosk);
}

/** The job's id is new each time: an agent never prints one id twice. */
function request(
  { jobs }: HallState,
  of: DayClosed,
  { id: device, agent }: Device,
  now: Instant,
  deadlineAt: Instant,
): HallEvent {
  const copy = [...jobs.values()].filter((job) => 'digest' in job.of && job.of.digest.day === of.day).length;
  const job = `digest-${of.day}/${now}-${copy}`;
  return { type: 'DigestPaperRequested', data: { job, of, device, agent, deadlineAt, copy } };
}
