import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { recorded } from '../flow/journal-lines.ts';
import { backAgain, lossesOf, printEnded, problemsOf, pullAndPlug } from './hall-record.ts';
import type { PaperPrinter } from './paper-printer.ts';
import { until } from './until.ts';
import type { IssuedTicket, UsbHall } from './usb-hall.ts';

export const PRINTER = 'printer-k1';

/** A number for each counter. */
export type Taken = readonly [IssuedTicket, IssuedTicket, IssuedTicket];

/** What came of taking numbers while something befell the printer. */
export interface TakenNumbers {
  taken: Taken;
  /** The first of them was broken off in print. */
  broken: boolean;
}

/** Resolves when it is over. */
type Mishap = (hall: UsbHall, printer: PaperPrinter, turn: number) => Promise<TakenNumbers>;

const MISHAPS: readonly Mishap[] = [cableOut, paperEnds, cablePulledInTicket, coverOpens];

/**
 * Bytes of a ticket that reach the printer before its cable is pulled, of some 230: into the heading, the line below
 * the number, the address of the code, and the line above the code.
 */
const TORN_AFTER = [20, 60, 150, 100];
/** Lines of a ticket that the end of the roll has room for: the number is the fourth, the code the ninth. */
const LAST_LINES = [5, 8];

/** Numbers for the three counters, on paper in the end, whatever happens to the printer meanwhile. */
export async function takeNumbers(
  hall: UsbHall,
  printer: PaperPrinter,
  round: number,
): Promise<TakenNumbers> {
  const mishap = MISHAPS[round % MISHAPS.length] ?? cableOut;
  const numbers = await mishap(hall, printer, Math.floor(round / MISHAPS.length));
  // A ticket broken off hangs in the printer until the next one is cut: only then can anyone look at it.
  for (const ticket of [...numbers.taken].reverse()) await onPaper(hall, printer, ticket);
  return numbers;
}

async function takeAll(hall: UsbHall): Promise<Taken> {
  return [await hall.takeNumber('c1'), await hall.takeNumber('c2'), await hall.takeNumber('c3')];
}

async function cableOut(hall: UsbHall, printer: PaperPrinter): Promise<TakenNumbers> {
  const before = lossesOf(hall.dataFolder, PRINTER);
  await printer.pull();
  const taken = await takeAll(hall);
  await printer.plug();
  await backAgain(hall.dataFolder, PRINTER, before);
  return { taken, broken: false };
}

async function cablePulledInTicket(
  hall: UsbHall,
  printer: PaperPrinter,
  turn: number,
): Promise<TakenNumbers> {
  const before = lossesOf(hall.dataFolder, PRINTER);
  const torn = printer.pullAfter(TORN_AFTER[turn % TORN_AFTER.length] ?? 20);
  const taken = await takeAll(hall);
  await torn;
  await printer.plug();
  await backAgain(hall.dataFolder, PRINTER, before);
  return { taken, broken: true };
}

/** Every other time it is the ticket being printed that uses it up. */
async function paperEnds(hall: UsbHall, printer: PaperPrinter, turn: number): Promise<TakenNumbers> {
  const { dataFolder } = hall;
  const inTicket = turn % 2 === 1;
  if (inTicket) {
    printer.paper.fault('paper-out-after', true, LAST_LINES[(turn >> 1) % LAST_LINES.length]);
  } else {
    printer.paper.fault('paper-out');
    await heardOf(dataFolder, 'paper-out', true);
  }
  const taken = await takeAll(hall);
  await heardOf(dataFolder, 'paper-out', true);
  // Whoever brings the paper comes when the ticket has been given up.
  if (inTicket) await printEnded(dataFolder, taken[0].ticket);
  printer.paper.fault('paper-out', false);
  await heardOf(dataFolder, 'paper-out', false);
  await pullAndPlug(dataFolder, PRINTER, printer);
  return { taken, broken: inTicket };
}

async function coverOpens(hall: UsbHall, printer: PaperPrinter): Promise<TakenNumbers> {
  printer.paper.fault('cover-open');
  await heardOf(hall.dataFolder, 'cover-open', true);
  const taken = await takeAll(hall);
  printer.paper.fault('cover-open', false);
  await heardOf(hall.dataFolder, 'cover-open', false);
  await pullAndPlug(hall.dataFolder, PRINTER, printer);
  return { taken, broken: false };
}

async function heardOf(
  dataFolder: string,
  problem: Extract<DeviceProblem, 'paper-out' | 'cover-open'>,
  on: boolean,
): Promise<void> {
  await until(`the hub heard that ${problem} is ${on ? 'on' : 'over'}`, () => {
    const problems = problemsOf(dataFolder, PRINTER);
    return problems !== undefined && problems.includes(problem) === on && !problems.includes('port-lost');
  });
}

/** A ticket of which nobody knows whether it came out is looked for and, where it did not, printed again by the desk. */
async function onPaper(
  hall: UsbHall,
  printer: PaperPrinter,
  { ticket, number }: IssuedTicket,
): Promise<void> {
  const { dataFolder } = hall;
  const cameOut = (): boolean => timesWhole(dataFolder, printer, number) > 0;
  const state = await printEnded(dataFolder, ticket);
  if (state !== 'printed') {
    if (cameOut()) return;
    await hall.reprint(ticket);
    const again = await printEnded(dataFolder, ticket);
    if (again !== 'printed') throw new Error(`${number} printed again is ${again}`);
  }
  await until(`${number} is on paper`, cameOut);
}

/** How often this number came out whole, its QR code leading to its own page. */
export function timesWhole(dataFolder: string, printer: PaperPrinter, number: string): number {
  const key = recorded(dataFolder, 'TicketIssued').find((issued) => issued.number === number)?.key;
  const whole = printer.wholeTickets().filter((one) => one.number === number);
  return whole.filter(({ address }) => address.endsWith(`/t/${key}`)).length;
}
