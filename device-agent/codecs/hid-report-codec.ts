import { HallError } from '@bandecheng/shared/errors';
import { profileZh } from '../locales/zh/profile.ts';
import type { ByteCondition, HidInput, HidMeans, HidProfile } from '../profiles/hid-profile.ts';

/** A button that went down with a report. */
export interface HidPress {
  /** Its place in the profile's `inputs`: two buttons may mean the same. */
  input: number;
  means: HidMeans;
}

/** What changed with one report; null: the report is none of buttons. */
export interface HidChange {
  pressed: HidPress[];
  /** Places in `inputs` of the buttons let go. */
  released: number[];
}

/** Reports to presses. A report shows which buttons are down: a button held is one press until it is let go. */
export interface HidReportDecoder {
  /** `report` is one whole report as the device sent it, behind its id where it numbers its reports. */
  push(report: Uint8Array): HidChange | null;
  /** The device was away: no button counts as held. */
  forget(): void;
  readonly counters: { readonly reports: number; readonly foreignReports: number };
}

/** A decoder for one device. It holds which buttons are down and nothing else. */
export function hidReportDecoder(profile: HidProfile): HidReportDecoder {
  const counters = { reports: 0, foreignReports: 0 };
  let held = new Set<number>();
  return {
    push(report) {
      const down = buttonsDown(profile, report);
      if (down === null) {
        counters.foreignReports += 1;
        return null;
      }
      counters.reports += 1;
      const before = held;
      held = new Set(down);
      const pressed = down.filter((input) => !before.has(input));
      return {
        pressed: pressed.flatMap((input) => {
          const button = profile.inputs[input];
          return button === undefined ? [] : [{ input, means: button.means }];
        }),
        released: [...before].filter((input) => !held.has(input)),
      };
    },
    forget: () => {
      held = new Set();
    },
    counters,
  };
}

/** Places in `inputs` of the buttons a report shows down; null for a report that is none of buttons. */
function buttonsDown(profile: HidProfile, report: Uint8Array): number[] | null {
  const body = bodyOf(profile, report);
  if (body === null) return null;
  const holds = ({ byte, values }: ByteCondition): boolean => values.includes(body[byte] ?? -1);
  if (!profile.onlyIf.every(holds) || profile.exceptIf.some(holds)) return null;
  return profile.inputs.flatMap((input, i) => (isDown(input, body) ? [i] : []));
}

/** The bytes behind the report id. Some systems fill a report up with 00 to the device's longest one. */
function bodyOf({ reportId, reportLength }: HidProfile, report: Uint8Array): Uint8Array | null {
  if (reportId !== 0 && report[0] !== reportId) return null;
  const body = reportId === 0 ? report : report.subarray(1);
  if (body.length < reportLength || body.subarray(reportLength).some((byte) => byte !== 0)) return null;
  return body.subarray(0, reportLength);
}

/** Whether a report shows this button down; `body` is what stands behind the report id. */
export function isDown(input: HidInput, body: Uint8Array): boolean {
  if ('bit' in input) return ((body[input.byte] ?? 0) & (1 << input.bit)) !== 0;
  return body.subarray(input.byte, (input.through ?? input.byte) + 1).includes(input.value);
}

/** Whether the profile has such a prompt: not every box has a light. */
export function hasHidOutput(profile: HidProfile, name: string): boolean {
  return profile.outbound.some((output) => output.name === name);
}

/**
 * The report of a prompt by its name, its id first as the host's system wants it, 00 where the device numbers none.
 * Throws `profile-invalid` where the profile has no such prompt.
 */
export function encodeHidOutput(profile: HidProfile, name: string): Uint8Array {
  const { output } = profile;
  const data = profile.outbound.find((one) => one.name === name)?.data;
  if (output === undefined || data === undefined)
    throw new HallError('profile-invalid', `${profile.id}/${name}`, profileZh.noSuchFrame(name));
  const report = new Uint8Array(output.reportLength + 1);
  report[0] = output.reportId;
  report.set(data, 1);
  return report;
}

/** The report of a device on which exactly these buttons are down, for whoever plays the device. */
export function encodeHidInput(profile: HidProfile, pressed: readonly HidMeans[]): Uint8Array {
  const body = new Uint8Array(profile.reportLength);
  for (const { byte, values } of profile.onlyIf) body[byte] = values[0] ?? 0;
  for (const means of pressed) {
    const input = profile.inputs.find((one) => one.means === means);
    if (input === undefined)
      throw new HallError('profile-invalid', `${profile.id}/${means}`, profileZh.noSuchMeaning);
    press(input, body);
  }
  return profile.reportId === 0 ? body : Uint8Array.of(profile.reportId, ...body);
}

function press(input: HidInput, body: Uint8Array): void {
  if ('bit' in input) {
    body[input.byte] = (body[input.byte] ?? 0) | (1 << input.bit);
    return;
  }
  // The first free place of a list; where all are taken the last one gives way, as on a box with too few places.
  const last = input.through ?? input.byte;
  let at = input.byte;
  while (at < last && body[at] !== 0) at += 1;
  body[at] = input.value;
}
