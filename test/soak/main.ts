import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { allRecorded } from '../flow/journal-lines.ts';
import { HeapUse } from './heap-use.ts';
import { judgePresses, judgeTickets, printEnds, recordedPresses } from './judge-record.ts';
import { HALL_DEVICES, startLines, type SoakLine } from './lines.ts';
import { ProcessUse } from './process-use.ts';
import { HEAP_FILE, SoakHall } from './soak-hall.ts';
import { RECOVERY_MS, within, workLine, type LineWork } from './work-line.ts';

const USAGE = 'npm run soak -- [minutes 10] [--seed 20261123]';
const DEVICES = 64;
/** A run of fewer minutes says nothing of memory: logs still fill to their bounds, code is still compiled. */
const LEAST_MINUTES = 4;
/**
 * What stays after a collection may grow so fast in the second half of a run, MB a minute. Of this the serial library
 * takes 0.66 KB for each port that is opened, which it never gives back; 1 KB left behind by each press would be more.
 */
const FLAT_MB_A_MINUTE = 0.5;

function asked(): { minutes: number; seed: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: String(Date.now() % 1_000_000_000) } },
  });
  const [minutes, seed] = [Number(positionals[0] ?? 10), Number(values.seed)];
  if (minutes > 0 && Number.isSafeInteger(seed)) return { minutes, seed };
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

let [passed, failed] = [0, 0];
/** `against`: what speaks against the sentence; the first few are shown. */
function check(sentence: string, against: readonly string[]): void {
  if (against.length === 0) passed += 1;
  else failed += 1;
  process.stdout.write(`${against.length === 0 ? 'ok' : `NOT OK (${against.length})`}  ${sentence}\n`);
  for (const one of against.slice(0, 8)) process.stdout.write(`        ${one}\n`);
}

function figure(name: string, unit: string, value: number): void {
  process.stdout.write(`${JSON.stringify({ name, unit, value: Number(value.toPrecision(4)) })}\n`);
}

function progress(text: string): void {
  process.stderr.write(`${text} after ${Math.round(performance.now() / 1_000)} s\n`);
}

async function main(): Promise<void> {
  const { minutes, seed } = asked();
  process.stdout.write(`seed ${seed}, ${minutes} minutes, ${DEVICES} devices\n`);
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-soak-'));
  const lines = await startLines(folder);
  const devices = lines.flatMap((line) => line.devices);
  progress(`${devices.length} devices on ${lines.length} lines`);
  const hall = await SoakHall.start(folder, devices);
  const missing = (): string[] =>
    devices.map(({ id }) => id).filter((id) => hall.problemsOf(id)?.length !== 0);
  await within(RECOVERY_MS, () => missing().length === 0);
  check(`all ${DEVICES} devices are well at the start`, missing());

  const [agent, hub] = [new ProcessUse(hall.agent.pid), new ProcessUse(hall.hub.pid)];
  const heap = new HeapUse(hall.agent.pid, join(folder, HEAP_FILE));
  const endsAt = Date.now() + minutes * 60_000;
  const works = await Promise.all(
    lines.map((line, i) => workLine(hall, line, { seed: seed + i * 7_919, endsAt })),
  );
  agent.stop();
  hub.stop();
  heap.stop();
  progress('faults cleared');
  await within(RECOVERY_MS, () => missing().length === 0);
  check(`all ${DEVICES} devices are well again at the end`, missing());
  check('no device was left behind by a fault, and none that was well went unheard', complaintsOf(works));
  await judge(hall, lines, works);
  await checkDisplays(hall, lines);
  checkProcesses(hall);
  judgeMemory(heap, minutes);
  report(works, { agent, hub });
  await hall.stop();
  for (const line of lines) await line.stop();
  if (failed === 0) rmSync(folder, { recursive: true, force: true });
  else progress(`the record is in ${folder}, all done`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 ? 0 : 1);
}

const complaintsOf = (works: readonly LineWork[]): string[] => works.flatMap(({ complaints }) => complaints);

async function judge(hall: SoakHall, lines: readonly SoakLine[], works: readonly LineWork[]): Promise<void> {
  const made = works.flatMap(({ presses }) => presses).sort((a, b) => a.at - b.at);
  const keypads = new Map(lines.flatMap(keypadCounters));
  const presses = () =>
    judgePresses(
      made,
      recordedPresses(allRecorded(hall.dataFolder), (counter) => keypads.get(counter)),
    );
  // The last reports may be on their way.
  for (let looks = 0; looks < 20 && presses().missing.length > 0; looks++) await pause(500);
  const { missing, twice, nobodys } = presses();
  check('every press made on a healthy line, or acknowledged to its device, is on record', missing);
  check('no press is on record twice', twice);
  check('no press is on record that nobody made', nobodys);
  const numbers = works.flatMap((work) => work.numbers);
  const tickets = judgeTickets(numbers, printEnds(allRecorded(hall.dataFolder)), lines);
  check('no ticket came out twice', tickets.doubled);
  check('what is said to be printed is on paper once, what is said to have failed is not', tickets.wrong);
  check('every ticket of a healthy printer was printed', tickets.unprinted);
  figure('tickets', 'count', numbers.length);
  figure('presses', 'count', made.length);
  figure('presses-that-must-be-recorded', 'count', made.filter((one) => one.mustBeRecorded).length);
}

function keypadCounters(line: SoakLine): [string, string][] {
  return line.devices.flatMap((device): [string, string][] =>
    'counter' in device && line.keypads.some(({ id }) => id === device.id)
      ? [[String(device.counter), device.id]]
      : [],
  );
}

/** After all that, each display over a staffed counter shows the number that is called to it. */
async function checkDisplays(hall: SoakHall, lines: readonly SoakLine[]): Promise<void> {
  const against: string[] = [];
  for (let n = 1; n <= HALL_DEVICES.displays; n++) {
    const counter = `c${n}`;
    await hall.tryTo(counter, { type: 'ResumeCounter', counter });
    await hall.callNext(counter);
    const display = lines.flatMap(({ displays }) => displays).find(({ id }) => id === `display-${counter}`);
    const shows = (): string => display?.state().shown ?? '';
    if (!(await within(10_000, () => /[A-Z]\d{3}/.test(shows())))) against.push(`${counter}: ${shows()}`);
  }
  check('every window display shows the number called to its counter', against);
}

function checkProcesses({ agent, hub }: SoakHall): void {
  check('no process ended', [...(agent.isRunning ? [] : ['agent']), ...(hub.isRunning ? [] : ['hub'])]);
  const words = /unhandled|uncaught/i;
  check(
    'nothing in the agent went uncaught',
    agent.output.split('\n').filter((line) => words.test(line)),
  );
}

/** What the agent holds at the start, in the middle and at the end, and how fast it grew in the second half. */
function judgeMemory(heap: HeapUse, minutes: number): void {
  const { samples } = heap;
  const places = { start: 0, middle: Math.floor(samples.length / 2), end: samples.length - 1 };
  for (const [name, place] of Object.entries(places)) {
    figure(`agent-heap-${name}`, 'MB', samples[place]?.heapMb ?? Number.NaN);
    figure(`agent-resident-${name}`, 'MB', samples[place]?.rssMb ?? Number.NaN);
  }
  if (minutes < LEAST_MINUTES) return;
  const half = samples[places.middle]?.seconds ?? 0;
  const slope = heap.slopeMbAMinute('heapMb', half);
  figure('agent-heap-slope', 'MB a minute', slope);
  figure('agent-resident-slope', 'MB a minute', heap.slopeMbAMinute('rssMb', half));
  check(
    `what the agent holds after a collection grows by less than ${FLAT_MB_A_MINUTE} MB a minute in the second half`,
    slope < FLAT_MB_A_MINUTE ? [] : [`${slope.toFixed(2)} MB a minute`],
  );
}

function report(works: readonly LineWork[], { agent, hub }: { agent: ProcessUse; hub: ProcessUse }): void {
  const recoveries = works.flatMap((work) => work.recoveries).sort((a, b) => a - b);
  const quantile = (share: number): number => recoveries[Math.floor(recoveries.length * share)] ?? 0;
  figure('faults', 'count', works.flatMap(({ faults }) => faults).length);
  figure('recovery-p50', 's', quantile(0.5) / 1_000);
  figure('recovery-p99', 's', quantile(0.99) / 1_000);
  figure('recovery-longest', 's', (recoveries.at(-1) ?? 0) / 1_000);
  figure('agent-memory-most', 'MB', agent.mostMb);
  figure('agent-core-share', 'cores', agent.coreShare);
  figure('hub-memory-most', 'MB', hub.mostMb);
  figure('hub-core-share', 'cores', hub.coreShare);
}

await main();
