import type { RecordedEvent } from '@bandecheng/shared/events';
import type { SoakLine } from './lines.ts';
import type { MadePress, TakenNumber } from './work-line.ts';

/** A clock the agent sets by the hub's may be so far from this process's, on one busy machine. Ms. */
const CLOCKS_APART_MS = 1_000;
/** A key stands on record with the hub's time: on a busy machine so much later than it was pressed. Ms. */
const KEY_TOLD_LATE_MS = 3_000;

interface RecordedPress {
  device: string;
  mark: string;
  at: number;
  /** How long before `at` it may have been pressed, ms. */
  lateMs: number;
}

/** What stands on record of the buttons of all devices. A key at a counter without a clerk is there as a refusal. */
export function recordedPresses(
  events: readonly RecordedEvent[],
  keypadAt: (counter: string) => string | undefined,
): RecordedPress[] {
  return events.flatMap((event): RecordedPress[] => {
    if (event.type === 'PressRecorded')
      return [{ device: event.data.device, mark: event.data.level, at: event.data.pressedAt, lateMs: 0 }];
    const key = { mark: 'pause', at: event.at, lateMs: KEY_TOLD_LATE_MS };
    if (event.type === 'ReportRefused' && event.data.type === 'UseKeypad')
      return [{ device: event.data.device ?? '', ...key }];
    if (event.type !== 'CounterPaused' && event.type !== 'CounterResumed') return [];
    return [{ device: keypadAt(event.data.counter) ?? '', ...key }];
  });
}

/** Every sentence that does not hold: a press that is missing, one that is there twice, one that nobody made. */
export function judgePresses(
  made: readonly MadePress[],
  recorded: readonly RecordedPress[],
): { missing: string[]; twice: string[]; nobodys: string[] } {
  const times = new Map(made.map((press) => [press, 0]));
  const nobodys: string[] = [];
  for (const { device, mark, at, lateMs } of recorded) {
    const before = made.filter(
      (one) => one.device === device && one.mark === mark && one.at <= at + CLOCKS_APART_MS,
    );
    // Told late, it may stand behind the next press of the same button: that one's own record finds it taken.
    const untold = before.filter((one) => times.get(one) === 0 && one.at >= at - lateMs);
    const press = untold.at(-1) ?? before.at(-1);
    if (press === undefined) nobodys.push(`${device} ${mark}`);
    else times.set(press, (times.get(press) ?? 0) + 1);
  }
  const named = ([{ device, mark, at, under }]: [MadePress, number]): string =>
    `${device} ${mark} ${new Date(at).toISOString()} under ${under ?? 'nothing'}`;
  const all = [...times];
  return {
    missing: all.filter(([press, count]) => press.mustBeRecorded && count === 0).map(named),
    twice: all.filter(([, count]) => count > 1).map(named),
    nobodys,
  };
}

/** How the print of every ticket ended, by its ticket. */
export function printEnds(events: readonly RecordedEvent[]): Map<string, string> {
  const ticketOf = new Map<string, string>();
  const ends = new Map<string, string>();
  for (const { type, data } of events) {
    if (type === 'PrintRequested') ticketOf.set(data.job, data.ticket);
    if (type === 'PrintChanged') ends.set(ticketOf.get(data.job) ?? '', data.state);
  }
  return ends;
}

/** Every ticket whose paper is not what its print is said to be. */
export function judgeTickets(
  taken: readonly TakenNumber[],
  ends: ReadonlyMap<string, string>,
  lines: readonly SoakLine[],
): { doubled: string[]; wrong: string[]; unprinted: string[] } {
  const papers = lines.flatMap(({ printer }) => (printer === undefined ? [] : [printer.paper]));
  const slipsOf = (number: string): number => papers.reduce((sum, paper) => sum + paper.count(number), 0);
  const told = (one: TakenNumber): string =>
    `${one.number} at ${one.printer}: ${ends.get(one.ticket)}, on ${slipsOf(one.number)} slips`;
  return {
    doubled: taken.filter(({ number }) => slipsOf(number) > 1).map(told),
    wrong: taken
      .filter(({ ticket, number }) => {
        const end = ends.get(ticket);
        const slips = slipsOf(number);
        if (end === 'printed') return slips !== 1;
        return end === 'failed' ? slips > 0 : end !== 'unknown';
      })
      .map(told),
    unprinted: taken.filter(({ ticket, healthy }) => healthy && ends.get(ticket) !== 'printed').map(told),
  };
}
