import { dice } from '../dice.ts';
import { fuzzHub } from './fuzz-hub.ts';
import { HubUnderFire } from './hub-under-fire.ts';
import { judgeRecord } from './judge-record.ts';
import { readRecordTypes } from './record-types.ts';

const MB = 1_048_576;
/** What the heap may have grown by once all is over and rubbish is gone: what a hub remembers of a day's work. */
const MOST_GROWN_BYTES = 64 * MB;
/** Until connections that were left half open are let go and the last views sent. */
const CALM_MS = 15_000;

/**
 * Fuzzes a hub in a process of its own and judges it: it lives, has logged no fault, holds no more memory than it may,
 * and its record is whole. Prints what went where. Resolves with whether it stood.
 */
export async function fuzzRealHub(each: number, seed: number): Promise<boolean> {
  const judge = readRecordTypes();
  const hub = await HubUnderFire.start();
  const problems: string[] = [];
  try {
    const before = await hub.memory();
    const found = await fuzzHub(hub, each, dice(seed), (part, { sent, answers }) => {
      const how = [...answers].map(([word, times]) => `${word} ${times}`).join(', ');
      process.stdout.write(`hub, ${part}: ${sent} sent so far; ${how}\n`);
    });
    problems.push(...found.problems);
    await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    if (!hub.alive) problems.push('the hub has ended');
    else {
      const after = await hub.memory();
      const line = `heap ${mb(before.heapUsed)} MB before, ${mb(after.heapUsed)} MB after, resident ${mb(after.rss)} MB`;
      process.stdout.write(`hub: ${found.sent} sent, ${line}\n`);
      if (after.heapUsed - before.heapUsed > MOST_GROWN_BYTES) problems.push(line);
    }
    problems.push(...hub.faults.map((fault) => `logged: ${fault.slice(0, 800)}`));
    const record = await judgeRecord(hub.dataFolder, judge);
    process.stdout.write(`hub: ${record.lines} lines of its record are events and nothing else\n`);
    problems.push(...record.problems);
  } finally {
    await hub.stop();
  }
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  return problems.length === 0;
}

const mb = (bytes: number): number => Math.round(bytes / MB);
