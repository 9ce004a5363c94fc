import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { pressesOf, pullAndPlug } from './hall-record.ts';
import type { HidBox } from './hid-box.ts';
import type { SerialBox } from './serial-box.ts';
import type { Taken } from './take-numbers.ts';
import { until } from './until.ts';
import type { IssuedTicket, UsbHall } from './usb-hall.ts';

/** The evaluators: two boxes of one model, and one of frames. */
export interface Boxes {
  /** Known by its serial number. */
  c1: HidBox;
  c2: SerialBox;
  /** Known by its socket. */
  c3: HidBox;
}

/** What a person did to rate a visit. */
export interface MadePress {
  device: string;
  ticket: string;
  level: Level;
  /** More than one where nothing showed that the press was taken. */
  fingers: number;
}

/** Three visits served and rated, the cable of each evaluator pulled and put back in the middle of it. */
export async function rateVisits(
  hall: UsbHall,
  boxes: Boxes,
  [first, second, third]: Taken,
  round: number,
): Promise<MadePress[]> {
  const level = (i: number): Level => LEVELS[(round + i) % LEVELS.length] ?? 'satisfied';
  return [
    await rateOnHid(hall, { box: boxes.c1, counter: 'c1', whileHeld: round % 2 === 0 }, first, level(0)),
    await rateOnSerial(
      hall,
      boxes.c2,
      SERIAL_PULLS[round % SERIAL_PULLS.length] ?? 'before',
      second,
      level(1),
    ),
    await rateOnHid(hall, { box: boxes.c3, counter: 'c3', whileHeld: round % 2 === 1 }, third, level(2)),
  ];
}

interface HidVisit {
  box: HidBox;
  counter: 'c1' | 'c3';
  /** The cable is pulled with the finger on the button; else while the person thinks. */
  whileHeld: boolean;
}

async function rateOnHid(
  hall: UsbHall,
  { box, counter, whileHeld }: HidVisit,
  { ticket }: IssuedTicket,
  level: Level,
): Promise<MadePress> {
  const { dataFolder } = hall;
  const device = `evaluator-${counter}`;
  await hall.serve(counter, ticket);
  await until(`${device} is lit`, () => box.lit);
  if (!whileHeld) {
    await pullAndPlug(dataFolder, device, box);
    await until(`${device} is lit again`, () => box.lit);
  }
  await box.hold(level);
  await until(`the press on ${device} is recorded`, () => pressesOf(dataFolder, device, ticket) > 0);
  if (whileHeld) await pullAndPlug(dataFolder, device, box);
  await box.hold();
  return { device, ticket, level, fingers: 1 };
}

/** When the serial cable is pulled: before the press, with its frame under way, or after its acknowledgement. */
const SERIAL_PULLS = ['after', 'before', 'under-way'] as const;

async function rateOnSerial(
  hall: UsbHall,
  box: SerialBox,
  pulled: (typeof SERIAL_PULLS)[number],
  { ticket }: IssuedTicket,
  level: Level,
): Promise<MadePress> {
  const { dataFolder } = hall;
  const device = 'evaluator-c2';
  const { evaluator } = box;
  await hall.serve('c2', ticket);
  await until(`${device} is lit`, () => evaluator.state().litSince !== null);
  if (pulled === 'before') await pullAndPlug(dataFolder, device, box);
  evaluator.press(level);
  let fingers = 1;
  if (pulled === 'under-way') await pullAndPlug(dataFolder, device, box);
  await until(`${device} is acknowledged`, () => {
    const state = evaluator.state().sent?.state;
    // What a person does when nothing shows that the press was taken.
    if (state === 'given-up') {
      evaluator.press(level);
      fingers += 1;
    }
    return state === 'acknowledged';
  });
  if (pulled === 'after') await pullAndPlug(dataFolder, device, box);
  await until(`the press on ${device} is recorded`, () => pressesOf(dataFolder, device, ticket) > 0);
  return { device, ticket, level, fingers };
}
