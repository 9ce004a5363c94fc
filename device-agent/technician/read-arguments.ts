import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { wizardZh } from '../locales/zh/wizard.ts';

export const VERBS = [
  'list',
  'probe',
  'monitor',
  'test-ticket',
  'wizard',
  'record',
  'bundle',
  'udev',
] as const;
export type Verb = (typeof VERBS)[number];

export interface DevicesArguments {
  verb: Verb;
  /** Port or device, where the verb takes one. */
  subject: string;
  /** File of `record` and `bundle`, absolute; null: none was named. */
  file: string | null;
  /** agent.json, absolute. */
  config: string;
  profile: string | null;
  address: number | null;
  /** Null: as the profile says, or the usual one. */
  baud: number | null;
  parity: 'none' | 'even' | 'odd';
  levels: readonly Level[];
  id: string | null;
  counter: string | null;
  /** Absolute. */
  profilesFolder: string | null;
  /** 1 to 86,400. */
  seconds: number;
  hall: string;
}

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  config: TEXT,
  profile: TEXT,
  profiles: TEXT,
  address: TEXT,
  baud: TEXT,
  parity: TEXT,
  levels: TEXT,
  id: TEXT,
  counter: TEXT,
  seconds: TEXT,
  hall: TEXT,
};

/** Buttons of evaluators with fewer than five, best first, as their makers label them. */
const USUAL_LEVELS: Readonly<Record<string, readonly Level[]>> = {
  '5': LEVELS,
  '4': ['very-satisfied', 'satisfied', 'basically-satisfied', 'dissatisfied'],
  '3': ['satisfied', 'basically-satisfied', 'dissatisfied'],
  '2': ['satisfied', 'dissatisfied'],
};

/** What the buttons of an evaluator with so many mean, two to five. */
export function usualLevels(buttons: number): readonly Level[] {
  return USUAL_LEVELS[String(buttons)] ?? LEVELS;
}

/** Words behind each verb: least and most. */
const WORDS: Readonly<Record<Verb, readonly [number, number]>> = {
  list: [0, 0],
  probe: [1, 1],
  monitor: [1, 1],
  'test-ticket': [1, 1],
  wizard: [1, 1],
  record: [2, 2],
  bundle: [0, 1],
  udev: [0, 0],
};

type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

/** What was typed, from the folder `typedIn`; or a sentence about what is not understood. */
export function readArguments(typed: string[], typedIn: string): Read<DevicesArguments> {
  let parsed;
  try {
    parsed = parseArgs({ args: typed, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return wrong(optionReason(error));
  }
  const { values, positionals } = parsed;
  const [verb, ...words] = positionals;
  if (verb === undefined) return { ok: false, reason: '' };
  if (!isVerb(verb)) return wrong(devicesToolZh.noSuchVerb(verb));
  const [least, most] = WORDS[verb];
  if (words.length < least)
    return wrong(devicesToolZh.wordMissing(verb, devicesToolZh.words[verb]?.[words.length] ?? ''));
  if (words.length > most) return wrong(devicesToolZh.wordTooMany(verb, words.slice(most).join(' ')));
  const set = readSettings(values);
  if (!set.ok) return set;
  const { config = 'agent.json', profiles, profile = null, id = null, counter = null, hall = '' } = values;
  const file = verb === 'bundle' ? words[0] : words[1];
  const value = {
    verb,
    subject: verb === 'bundle' ? '' : (words[0] ?? ''),
    file: file === undefined ? null : resolve(typedIn, file),
    config: resolve(typedIn, config),
    profilesFolder: profiles === undefined ? null : resolve(typedIn, profiles),
    ...{ profile, id, counter, hall },
    ...set.value,
  };
  return { ok: true, value };
}

type Settings = Pick<DevicesArguments, 'address' | 'baud' | 'parity' | 'levels' | 'seconds'>;

/** The options that are not just text. */
function readSettings(values: Partial<Record<keyof typeof OPTIONS, string>>): Read<Settings> {
  const levels = levelsOf(values.levels ?? '5');
  if (levels === null) return wrong(wizardZh.levelsWrong(LEVELS.join(',')));
  const parity = values.parity ?? 'none';
  if (parity !== 'none' && parity !== 'even' && parity !== 'odd') return wrong(devicesToolZh.notParity);
  const baud = values.baud === undefined ? null : numberOf(values.baud, 300, 1_000_000);
  if (baud === null && values.baud !== undefined)
    return wrong(devicesToolZh.notNumber('--baud', 300, 1_000_000));
  const address = values.address === undefined ? null : numberOf(values.address, 0, 65_535);
  if (address === null && values.address !== undefined)
    return wrong(devicesToolZh.notNumber('--address', 0, 65_535));
  const seconds = numberOf(values.seconds ?? '600', 1, 86_400);
  if (seconds === null) return wrong(devicesToolZh.notNumber('--seconds', 1, 86_400));
  return { ok: true, value: { address, baud, parity, levels, seconds } };
}

/** The parser's own sentences are English; the option stands in them between quotes. */
function optionReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const option = /'(--?[^' =]+)/.exec(message)?.[1] ?? message;
  const unknown = error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  return unknown ? devicesToolZh.noSuchOption(option) : devicesToolZh.optionWithoutValue(option);
}

function wrong(what: string): { ok: false; reason: string } {
  return { ok: false, reason: devicesToolZh.wrong(what) };
}

function isVerb(word: string | undefined): word is Verb {
  return (VERBS as readonly (string | undefined)[]).includes(word);
}

/** Two to five different levels; null for anything else. */
function levelsOf(text: string): readonly Level[] | null {
  const usual = USUAL_LEVELS[text];
  if (usual !== undefined) return usual;
  const named = text.split(',').filter((name): name is Level => (LEVELS as readonly string[]).includes(name));
  const whole = named.length === text.split(',').length && new Set(named).size === named.length;
  return whole && named.length >= 2 ? named : null;
}

function numberOf(text: string, least: number, most: number): number | null {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}
