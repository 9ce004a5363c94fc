import { spawnSync } from 'node:child_process';
import type { FrameProfile, HidProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { checkDevices, checkPresses, checkTickets } from './check-record.ts';
import { linkOf } from './device-links.ts';
import { problemsOf, pullAndPlug } from './hall-record.ts';
import { HidBox } from './hid-box.ts';
import { PaperPrinter } from './paper-printer.ts';
import { rateVisits, type Boxes, type MadePress } from './rate-visits.ts';
import { SerialBox } from './serial-box.ts';
import { PRINTER, takeNumbers } from './take-numbers.ts';
import { until } from './until.ts';
import { UsbHall } from './usb-hall.ts';

const ROUNDS = Number(process.argv[2] ?? 20);
const SERIAL_ADDRESS = 129;
const USB = { kind: 'hid', vendor: '1209', product: '0001' };
const DEVICES = [
  {
    ...{ id: PRINTER, profile: 'escpos-80mm', kiosk: 'k1' },
    transport: { kind: 'usb-printer', path: linkOf('PRINTER-K1') },
  },
  {
    ...{ id: 'evaluator-c1', profile: 'hid-button-box-5', counter: 'c1' },
    transport: { ...USB, serialNumber: 'BOX-C1' },
  },
  {
    ...{ id: 'evaluator-c2', profile: 'ff68-evaluator-5', counter: 'c2', address: SERIAL_ADDRESS },
    transport: { kind: 'serial', path: linkOf('BOX-C2') },
  },
  {
    ...{ id: 'evaluator-c3', profile: 'hid-button-box-5', counter: 'c3' },
    transport: { ...USB, path: 'usb-dummy_hcd.3-1/input0' },
  },
];

let passed = 0;
let failed = 0;

function check(sentence: string, holds: boolean, figures = ''): void {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? 'ok' : 'NOT OK'}  ${sentence}${figures === '' ? '' : ` (${figures})`}`);
}

function say(what: string): void {
  console.log(`${what} after ${Math.round(performance.now() / 1000)} s`);
}

/** Everything with a cable. */
interface Plugged {
  printer: PaperPrinter;
  boxes: Boxes;
}

async function plugEverythingIn(): Promise<Plugged> {
  const profiles = await readProfiles();
  const button = profiles.get('hid-button-box-5') as HidProfile;
  const paper = profiles.get('escpos-80mm') as PrinterProfile;
  const frames = profiles.get('ff68-evaluator-5') as FrameProfile;
  const printer = await PaperPrinter.make('PRINTER-K1', 0, paper);
  const c1 = await HidBox.make('BOX-C1', 1, button);
  const c2 = await SerialBox.make('BOX-C2', 2, frames, SERIAL_ADDRESS);
  const c3 = await HidBox.make('BOX-C3', 3, button);
  for (const one of [printer, c1, c2, c3]) await one.plug();
  return { printer, boxes: { c1, c2, c3 } };
}

/** What people pressed, and the numbers whose tickets were broken off in print. */
interface Worked {
  made: MadePress[];
  broken: string[];
}

/** Works the rounds; one that fails is the last. */
async function workRounds(hall: UsbHall, { printer, boxes }: Plugged): Promise<Worked> {
  const made: MadePress[] = [];
  const broken: string[] = [];
  let rounds = 0;
  try {
    for (; rounds < ROUNDS; rounds++) {
      const numbers = await takeNumbers(hall, printer, rounds);
      if (numbers.broken) broken.push(numbers.taken[0].number);
      made.push(...(await rateVisits(hall, boxes, numbers.taken, rounds)));
      say(`round ${rounds + 1} of ${ROUNDS} done`);
    }
    // An agent reports in order: with this one the hub has all that were made before it.
    await pullAndPlug(hall.dataFolder, PRINTER, printer);
  } catch (error) {
    console.log(error instanceof Error ? error.stack : error);
    console.log(hall.agent.output.split('\n').slice(-40).join('\n'));
  }
  check('every round came to its end', rounds === ROUNDS, `${rounds} of ${ROUNDS}`);
  return { made, broken };
}

async function main(): Promise<void> {
  const plugged = await plugEverythingIn();
  const { printer, boxes } = plugged;
  say('four devices plugged in');
  const hall = await UsbHall.start(DEVICES);
  say('hub and agent started');
  // Without a printer that the hub knows of, a ticket is never printed.
  for (const { id } of DEVICES)
    await until(
      `the hub knows that ${id} is well`,
      () => problemsOf(hall.dataFolder, id)?.length === 0,
    ).catch((error: unknown) => {
      console.log(hall.agent.output.split('\n').slice(-40).join('\n'));
      throw error;
    });
  say('every device is well');
  const { dataFolder, hub, agent } = hall;
  const { made, broken } = await workRounds(hall, plugged);
  check('no process ended', hub.isRunning && agent.isRunning);
  check('the agent had no unhandled rejection', !agent.output.includes('unhandled rejection'));
  checkPresses(check, dataFolder, made);
  checkTickets(check, dataFolder, printer, broken);
  checkDevices(check, dataFolder, ROUNDS, [
    [PRINTER, printer.pulls],
    ['evaluator-c1', boxes.c1.pulls],
    ['evaluator-c2', boxes.c2.pulls],
    ['evaluator-c3', boxes.c3.pulls],
  ]);
  await hall.stop();
  const verified = spawnSync(process.execPath, ['hub/dist/verify.js', dataFolder], { stdio: 'inherit' });
  check('the chain of the record holds', verified.status === 0);
  await boxes.c2.stop();
  await printer.stop();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

await main();
