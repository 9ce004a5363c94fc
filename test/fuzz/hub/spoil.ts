import type { Dice } from '../dice.ts';

/** Every key that is smuggled in bears it, so that it can be looked for on disk. */
export const FOREIGN = 'zzforeign';

/** Ways out of a folder. */
export const PATH_TRICKS = [
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/registers/accounts.json',
  '....//....//journal',
  '..\\..\\registers\\vault-key.json',
  '%00',
  'a%00.pdf',
  '%252e%252e%252fhall.json',
  '/etc/passwd',
  '%E0%A4%A',
] as const;

/** What runs in a spreadsheet. */
export const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '=HYPERLINK("http://x","y")',
] as const;

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e01A',
  '\u2066\u2069\u200b\ufeff',
  '\u001b[31m\u0007\r\n',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '${jndi:ldap://x}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'NaN',
  '1e999',
  '9'.repeat(400),
  '字'.repeat(3_000),
  'a'.repeat(30_000),
  `${'a'.repeat(5_000)}!`,
  ...PATH_TRICKS,
  ...FORMULAS,
] as const;

const NUMBERS = [
  -1,
  0,
  -0,
  0.5,
  1e308,
  -1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_SAFE_INTEGER,
  8_640_000_000_000_001,
  2 ** 31,
  2 ** 32,
] as const;

/** A text that nobody honest sends. */
export function nastyText(dice: Dice): string {
  return dice.pick(TEXTS);
}

/** A value of any kind that nobody honest sends. */
export function nasty(dice: Dice): unknown {
  return dice.pick<() => unknown>([
    () => dice.pick(TEXTS),
    () => dice.pick(TEXTS),
    () => dice.pick(NUMBERS),
    () => dice.pick([null, true, false, [], {}, [[]], [null], ['__proto__']]),
    () => deep(500 + dice.below(3_000), dice.once(2)),
    () => ({ [FOREIGN]: 1, ...own('__proto__', { [FOREIGN]: true }) }),
    () => Array.from({ length: 2_000 }, () => 0),
  ])();
}

/** The value with one to three things in it that are not as they should be. Never changes the value itself. */
export function spoiled(value: unknown, dice: Dice): unknown {
  let made = value;
  for (let times = 1 + dice.below(3); times > 0; times--) made = spoiledOnce(made, dice);
  return made;
}

function spoiledOnce(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.once(12)) return nasty(dice);
  if (Array.isArray(value)) return spoiledList(value, dice);
  const keys = Object.keys(value);
  if (keys.length === 0 || dice.once(4)) return withKey(value, dice);
  const key = dice.pick(keys);
  if (dice.once(8)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const inner = (value as Record<string, unknown>)[key];
  // Its type names what is meant: mostly it stays, or little else would ever be looked at.
  if (key === 'type' && !dice.once(10)) return withKey(value, dice);
  return { ...value, ...own(key, spoiledOnce(inner, dice)) };
}

function spoiledList(value: readonly unknown[], dice: Dice): unknown {
  if (value.length === 0 || dice.once(4)) return [...value, nasty(dice)];
  const at = dice.below(value.length);
  return value.map((inner, i) => (i === at ? spoiledOnce(inner, dice) : inner));
}

function withKey(value: object, dice: Dice): object {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    FOREIGN,
    '',
    'length',
    '0',
    'toJSON',
    'then',
  ];
  const added = dice.once(2) ? { [FOREIGN]: 'yes', isAdmin: true, role: 'admin' } : nasty(dice);
  return { ...value, ...own(dice.pick(names), added) };
}

/** An object with such a key of its own, `__proto__` too: JSON has it so. */
function own(key: string, value: unknown): object {
  return Object.defineProperty({}, key, { value, enumerable: true, writable: true, configurable: true });
}

function deep(levels: number, asList: boolean): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = asList ? [value] : { a: value };
  return value;
}
