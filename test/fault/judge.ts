import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { allRecorded } from '../flow/journal-lines.ts';
import type { Told } from './told.ts';

/** A sentence, and everything that speaks against it. */
export interface Verdict {
  sentence: string;
  against: string[];
}

/** What was told against what is on record, read past the hub. */
export function judge(dataFolder: string, told: readonly Told[]): Verdict[] {
  const events = allRecorded(dataFolder);
  return [
    chain(dataFolder),
    ...commandsKept(events, told),
    ...numbersGivenOnce(events),
    ...pressesKept(events, told),
  ];
}

/** Whether two machines with one agent's disk were found out. */
export function judgeCopy(dataFolder: string): Verdict {
  const found = allRecorded(dataFolder).some(({ type }) => type === 'IdentityCopied');
  return {
    sentence: 'an agent with a copied identity was found out',
    against: found ? [] : ['nobody was warned'],
  };
}

function chain(dataFolder: string): Verdict {
  const verified = spawnSync(process.execPath, [join(process.cwd(), 'hub/dist/verify.js'), dataFolder], {
    encoding: 'utf8',
  });
  const against = verified.status === 0 ? [] : [`${verified.stdout}${verified.stderr}`.trim()];
  return { sentence: 'the chain of the record holds', against };
}

/** Lines of a command that are on record: all or none of them, and one number for whoever took one. */
function commandsKept(events: readonly RecordedEvent[], told: readonly Told[]): Verdict[] {
  const lines = linesBy(events, ({ command }) => command);
  // What an agent answered by itself came in a report of the agent's, and says which command it was for.
  const answers = linesBy(events, ({ asked, command }) => asked ?? command);
  const withdrawn = new Set(
    events.flatMap((event) =>
      event.type === 'TicketCancelled' && event.data.kept !== undefined ? [event.data.ticket] : [],
    ),
  );
  const numbers = (command: string): string[] =>
    (answers.get(command) ?? []).flatMap((event) =>
      event.type === 'TicketIssued' && !withdrawn.has(event.data.ticket) ? [event.data.number] : [],
    );
  const broken = [...lines].filter(([, of]) => !isWhole(of)).map(([command]) => command);
  const twice = [...answers.keys()].filter((command) => numbers(command).length > 1);
  const changed = commandsOf(told).filter(
    ({ command, number }) =>
      number !== undefined && answers.has(command) && !numbers(command).includes(number),
  );
  return [
    { sentence: 'every acknowledged command is on record', against: lost(events, told).map(textOf) },
    { sentence: 'every command on record is there whole and once', against: [...broken, ...twice] },
    { sentence: 'every number that was told is the one on record', against: changed.map(textOf) },
  ];
}

function linesBy(
  events: readonly RecordedEvent[],
  of: (event: RecordedEvent) => string,
): Map<string, RecordedEvent[]> {
  const lines = new Map<string, RecordedEvent[]>();
  // What the hub asks of itself bears the same id each time.
  for (const event of events.filter(({ actor }) => actor !== 'hub'))
    lines.set(of(event), [...(lines.get(of(event)) ?? []), event]);
  return lines;
}

type ToldCommand = Extract<Told, { what: 'command' }>;

function commandsOf(told: readonly Told[]): ToldCommand[] {
  return told.flatMap((one) => (one.what === 'command' ? [one] : []));
}

function lost(events: readonly RecordedEvent[], told: readonly Told[]): ToldCommand[] {
  const known = new Set(events.map(({ asked, command }) => asked ?? command));
  return commandsOf(told).filter(({ command }) => !known.has(command));
}

function textOf({ command, type }: ToldCommand): string {
  return `${type} ${command}`;
}

/** `[1, 2] [2, 2]`: every part of it, in order, each once. */
function isWhole(lines: readonly RecordedEvent[]): boolean {
  return lines.every(({ part: [place, of] = [1, 1] }, i) => place === i + 1 && of === lines.length);
}

function numbersGivenOnce(events: readonly RecordedEvent[]): Verdict[] {
  const given = new Map<string, number>();
  for (const event of events)
    if (event.type === 'TicketIssued') given.set(event.data.number, (given.get(event.data.number) ?? 0) + 1);
  const twice = [...given].filter(([, times]) => times > 1).map(([number]) => number);
  return [{ sentence: 'no number was given twice', against: twice }];
}

function pressesKept(events: readonly RecordedEvent[], told: readonly Told[]): Verdict[] {
  const { missing, twice } = pressesJudged(events, told);
  return [
    { sentence: 'every press that its evaluator heard to be on disk is on record', against: missing },
    { sentence: 'no press is on record twice', against: twice },
  ];
}

/** Whether the hub has everything that was promised: what an agent took by itself comes later. */
export function hasEverything(dataFolder: string, told: readonly Told[]): boolean {
  const events = allRecorded(dataFolder);
  return pressesJudged(events, told).missing.length === 0 && lost(events, told).length === 0;
}

type Press = Extract<Told, { what: 'press' }>;

/** Each record is of the press of that button that is nearest in time: the same level comes again only seconds later. */
function pressesJudged(
  events: readonly RecordedEvent[],
  told: readonly Told[],
): { missing: string[]; twice: string[] } {
  const made = told.flatMap((one) => (one.what === 'press' ? [one] : []));
  const times = new Map<Press, number>();
  for (const event of events) {
    if (event.type !== 'PressRecorded') continue;
    const { device, level, pressedAt } = event.data;
    const [nearest] = made
      .filter((one) => one.device === device && one.level === level)
      .sort((a, b) => Math.abs(a.at - pressedAt) - Math.abs(b.at - pressedAt));
    if (nearest !== undefined) times.set(nearest, (times.get(nearest) ?? 0) + 1);
  }
  const named = ({ device, level, at }: Press): string => `${device} ${level} ${new Date(at).toISOString()}`;
  return {
    missing: made.filter((press) => press.heard && !times.has(press)).map(named),
    twice: made.filter((press) => (times.get(press) ?? 0) > 1).map(named),
  };
}

/** What came out of the printers, of which nobody asked for another copy: no number on two pieces of paper. */
export function judgePaper(dataFolder: string, slips: readonly string[]): Verdict {
  const numbers = allRecorded(dataFolder).flatMap((event) =>
    event.type === 'TicketIssued' ? [event.data.number] : [],
  );
  const known = new Set(numbers);
  const unknown = [...new Set(slips)].filter((number) => !known.has(number));
  const doubled = [...known].filter((number) => timesOf(number, slips) > 1);
  return {
    sentence: 'no ticket came out twice, or is on paper alone',
    against: [
      ...doubled.map((number) => `${number} on ${timesOf(number, slips)} slips`),
      ...unknown.map((number) => `${number} on paper and not on record`),
    ],
  };
}

function timesOf(number: string, slips: readonly string[]): number {
  return slips.filter((one) => one === number).length;
}
