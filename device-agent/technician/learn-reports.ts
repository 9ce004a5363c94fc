import type { Level } from '@bandecheng/shared/vocabulary';
import { hexByte } from '../codecs/byte-difference.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import type { Learned, ProfileHead } from './learn-frames.ts';

/** The report that came when one button went down. */
export interface RecordedReport {
  level: Level;
  report: readonly number[];
}

/** One button's place in a report. */
type Button = { byte: number; bit: number } | { byte: number; value: number };

/**
 * The key map of a HID box from its buttons pressed in order, each at least twice. `idle`: a report with nothing
 * pressed, null where the box sends none; `usagePage`: of the collection that sent them.
 *
 * The first byte counts as part of the report also where it is a report id: then it must always be the same.
 */
export function learnReports(
  presses: readonly RecordedReport[],
  idle: readonly number[] | null,
  usagePage: number,
  head: Omit<ProfileHead, 'serial'>,
): Learned {
  const length = presses[0]?.report.length ?? 0;
  if (presses.some(({ report }) => report.length !== length))
    return {
      ok: false,
      reason: wizardZh.severalLengths([...new Set(presses.map(({ report }) => report.length))].join('、')),
    };
  const rest = idle?.length === length ? idle : Array<number>(length).fill(0);
  const levels = [...new Set(presses.map(({ level }) => level))];
  const buttons = new Map<Level, Button>();
  for (const level of levels) {
    const button = findButton(level, presses, rest);
    if (button === null) return { ok: false, reason: refusal(level, presses) };
    buttons.set(level, button);
  }
  const profile = {
    id: head.id,
    title: head.title,
    kind: 'evaluator',
    speaks: 'hid-reports',
    source: { reference: head.reference, verifiedOn: 'device', note: wizardZh.reportNote },
    usagePage: hexByte(usagePage >> 8) + hexByte(usagePage & 0xff),
    reportId: 0,
    reportLength: length,
    inputs: levels.map((level) => inputOf(level, buttons.get(level))),
    vectors: vectorsOf(presses, idle),
  };
  return { ok: true, profile, address: null, like: null };
}

/** The one bit or byte that shows this button and no other; null where there is none. */
function findButton(
  level: Level,
  presses: readonly RecordedReport[],
  rest: readonly number[],
): Button | null {
  const own = presses.filter((press) => press.level === level).map(({ report }) => report);
  const others = presses.filter((press) => press.level !== level).map(({ report }) => report);
  for (let byte = 0; byte < rest.length; byte++)
    for (let bit = 0; bit < 8; bit++) {
      const isSet = (report: readonly number[]): boolean => ((report[byte] ?? 0) & (1 << bit)) !== 0;
      if (!isSet(rest) && own.every(isSet) && !others.some(isSet))
        return isolated(byte, bit, own, others, rest);
    }
  for (let byte = 0; byte < rest.length; byte++) {
    const value = own[0]?.[byte] ?? 0;
    const has = (report: readonly number[]): boolean => report[byte] === value;
    if (value !== rest[byte] && own.every(has) && !others.some(has)) return { byte, value };
  }
  return null;
}

/**
 * A bit of its own. Where the same byte holds whole values of other buttons too (one sends 01, another 03), a bit
 * is chance, and the value is meant.
 */
function isolated(
  byte: number,
  bit: number,
  own: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
  rest: readonly number[],
): Button {
  const value = own[0]?.[byte] ?? 0;
  const single = ((value ^ (rest[byte] ?? 0)) & ~(1 << bit)) === 0;
  const othersSingle = others.every((report) => isPowerOfTwoOrNone((report[byte] ?? 0) ^ (rest[byte] ?? 0)));
  return single && othersSingle ? { byte, bit } : { byte, value };
}

function isPowerOfTwoOrNone(bits: number): boolean {
  return (bits & (bits - 1)) === 0;
}

function refusal(level: Level, presses: readonly RecordedReport[]): string {
  const text = ({ report }: RecordedReport): string => report.join();
  const own = presses.filter((press) => press.level === level).map(text);
  const twin = presses.find((press) => press.level !== level && own.includes(text(press)));
  return twin === undefined ? wizardZh.reportsVary(level) : wizardZh.buttonsAlike(level, twin.level);
}

function inputOf(level: Level, button: Button | undefined): Record<string, unknown> {
  if (button === undefined) return {};
  return 'bit' in button
    ? { byte: button.byte, bit: button.bit, means: level }
    : { byte: button.byte, value: hexByte(button.value), means: level };
}

/** Each recorded report once, and the one with nothing pressed. */
function vectorsOf(presses: readonly RecordedReport[], idle: readonly number[] | null): unknown[] {
  const first = presses.filter(({ level }, i) => presses.findIndex((other) => other.level === level) === i);
  const few = first.length + (idle === null ? 0 : 1) < 3 ? presses : first;
  const hex = (report: readonly number[]): string => report.map(hexByte).join(' ');
  const vectors = few.map(({ report, level }) => ({
    dir: 'in',
    hex: hex(report),
    means: { pressed: [level] },
  }));
  return idle === null ? vectors : [...vectors, { dir: 'in', hex: hex(idle), means: { pressed: [] } }];
}
