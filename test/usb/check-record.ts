import { recorded } from '../flow/journal-lines.ts';
import { lossesOf } from './hall-record.ts';
import type { PaperPrinter } from './paper-printer.ts';
import type { MadePress } from './rate-visits.ts';
import { PRINTER, timesWhole } from './take-numbers.ts';

/** Says whether a sentence holds, with its figures behind it. */
export type Check = (sentence: string, holds: boolean, figures?: string) => void;

export function checkPresses(check: Check, dataFolder: string, made: readonly MadePress[]): void {
  const presses = recorded(dataFolder, 'PressRecorded');
  const ofTicket = (ticket: string | undefined) => presses.filter((press) => press.ticket === ticket);
  const once = made.filter(({ ticket, device, fingers }) => {
    const own = ofTicket(ticket);
    return own.length >= 1 && own.length <= fingers && own.every((press) => press.device === device);
  });
  const fingers = made.reduce((sum, press) => sum + press.fingers, 0);
  check(
    'no press is lost, and none is recorded twice',
    once.length === made.length,
    `${made.length} ratings, ${fingers} fingers on buttons, ${presses.length} presses on record`,
  );
  const tickets = new Set(made.map(({ ticket }) => ticket));
  check(
    'no press is recorded that no finger made',
    presses.every(({ ticket }) => ticket !== undefined && tickets.has(ticket)),
  );
  const rightly = made.filter(({ device, ticket, level }) => {
    const rated = ofTicket(ticket).filter(({ fate }) => fate === 'rated');
    return rated.length === 1 && rated[0]?.device === device && rated[0].level === level;
  });
  check(
    'every visit has one rating, of the button pressed at its own counter',
    rightly.length === made.length,
    `${rightly.length} of ${made.length}`,
  );
}

/** `broken`: numbers whose tickets were broken off in print. */
export function checkTickets(
  check: Check,
  dataFolder: string,
  printer: PaperPrinter,
  broken: readonly string[],
): void {
  const issued = recorded(dataFolder, 'TicketIssued').map(({ number }) => number);
  const whole = issued.filter((number) => timesWhole(dataFolder, printer, number) > 0);
  check('every ticket came out whole', whole.length === issued.length, `${whole.length} of ${issued.length}`);
  const onPaper = printer.passableTickets();
  const doubled = issued.filter((number) => onPaper.filter((one) => one.number === number).length > 1);
  check('no ticket came out twice', doubled.length === 0, `${onPaper.length} on paper`);
  check(
    'no number is on paper that was not given',
    onPaper.every(({ number }) => issued.includes(number)),
  );
  const wasCalled = (number: string, word: string) =>
    printsOf(dataFolder, number).some((end) => end.startsWith(word));
  const unknown = issued.filter((number) => wasCalled(number, 'unknown'));
  const copies = onPaper.filter(({ reprint }) => reprint).map(({ number }) => number);
  check(
    'a ticket broken off in print is called unknown, and comes out as a copy the desk asked for alone',
    broken.every((number) => unknown.includes(number) && copies.includes(number)),
    `${broken.length} broken off`,
  );
  // A print that failed never began: the desk orders those again too.
  const unasked = copies.filter((number) => !unknown.includes(number) && !wasCalled(number, 'failed'));
  const histories = unasked.map((number) => `; ${number}: ${printsOf(dataFolder, number).join(', ')}`);
  check(
    'no copy came out of a ticket called neither unknown nor failed',
    unasked.length === 0,
    `${unknown.length} unknown, ${copies.length} copies${histories.join('')}`,
  );
}

/** How the prints of this ticket went, oldest first: a state, and its reason where it has one. */
function printsOf(dataFolder: string, number: string): string[] {
  const ticket = recorded(dataFolder, 'TicketIssued').find((issued) => issued.number === number)?.ticket;
  const jobs = recorded(dataFolder, 'PrintRequested').filter((print) => print.ticket === ticket);
  const changes = recorded(dataFolder, 'PrintChanged').filter((change) =>
    jobs.some(({ job }) => job === change.job),
  );
  return changes.map(({ state, reason }) => (reason === undefined ? state : `${state} (${reason})`));
}

/** Mishaps of the printer by the round of four in which they are played, the first being 1. */
const PLAYED = [
  [2, 'paper-out'],
  [4, 'cover-open'],
] as const;

/** `pulls`: how often the cable of each device was pulled. */
export function checkDevices(
  check: Check,
  dataFolder: string,
  rounds: number,
  pulls: readonly (readonly [device: string, times: number])[],
): void {
  const states = recorded(dataFolder, 'DeviceStateChanged').filter(({ device }) => device === PRINTER);
  for (const [round, problem] of PLAYED)
    if (rounds >= round)
      check(
        `the hub heard of the printer's ${problem}`,
        states.some(({ problems }) => problems.includes(problem)),
      );
  for (const [device, times] of pulls) {
    const heard = lossesOf(dataFolder, device);
    check(`the hub heard of every pull at ${device}`, heard >= times && times >= rounds, `${times} pulls`);
  }
}
