import type * as z from 'zod';
import {
  FRAME_DEVICE_FAULTS,
  PRINTER_FAULTS,
  VirtualCard,
  VirtualFaultSwitch,
  VirtualKey,
  VirtualMishap,
  VirtualPace,
  VirtualPress,
} from '@bandecheng/shared/virtual-hall';
import { isFault } from '@bandecheng/shared/errors';
import { parse, type Problem } from '@bandecheng/shared/parse';
import { virtualZh } from '../locales/zh/virtual.ts';
import type { AnyDevice } from './start-devices.ts';

/** Does what was asked of a device: `press`, `key`, `card`, `fault`, `mishap`, `pace`, `tear`. What was wrong; null: nothing. */
export function askDevice(device: AnyDevice, verb: string, body: unknown): Problem[] | null {
  const ask = ASKS.get(verb);
  return ask === undefined ? [{ path: verb, reason: virtualZh.noSuchPath }] : ask(device, body);
}

type Ask = (device: AnyDevice, body: unknown) => Problem[] | null;

const ASKS = new Map<string, Ask>(
  Object.entries({
    press: asking(VirtualPress, (device, { level }) => {
      if (device.kind !== 'evaluator') return wrongKind('level');
      return orProblem('level', () => device.press(level));
    }),
    key: asking(VirtualKey, (device, { key, digits }) => {
      if (device.kind !== 'keypad') return wrongKind('key');
      return orProblem('key', () => device.key(key, digits));
    }),
    card: asking(VirtualCard, (device, { card }) => {
      if (device.kind !== 'id-card-reader') return wrongKind('card');
      return device.laySample(card) ? null : [{ path: 'card', reason: virtualZh.noSuchCard }];
    }),
    fault: asking(VirtualFaultSwitch, (device, { fault, on }) => {
      if (device.kind === 'printer') {
        const known = PRINTER_FAULTS.find((one) => one === fault);
        if (known === undefined) return wrongKind('fault');
        device.fault(known, on);
      } else {
        const known = FRAME_DEVICE_FAULTS.find((one) => one === fault);
        if (known === undefined) return wrongKind('fault');
        device.fault(known, on);
      }
      return null;
    }),
    mishap: asking(VirtualMishap, (device, { mishap, times }) => {
      if (mishap === 'drop') device.fault(mishap);
      else if (device.kind === 'printer') return wrongKind('mishap');
      else device.fault(mishap, true, mishap === 'repeat-frame' ? times : 1);
      return null;
    }),
    pace: asking(VirtualPace, (device, { bytesPerSecond }) => {
      if (device.kind !== 'printer') return wrongKind('bytesPerSecond');
      device.fault('slow', bytesPerSecond !== null, bytesPerSecond ?? 0);
      return null;
    }),
    tear: (device) => {
      if (device.kind !== 'printer') return wrongKind('tear');
      device.tear();
      return null;
    },
  } satisfies Record<string, Ask>),
);

function asking<S extends z.ZodType>(
  schema: S,
  act: (device: AnyDevice, asked: z.output<S>) => Problem[] | null,
): Ask {
  return (device, body) => {
    const parsed = parse(schema, body);
    return parsed.ok ? act(device, parsed.value) : parsed.problems;
  };
}

function wrongKind(path: string): Problem[] {
  return [{ path, reason: virtualZh.notThisKind }];
}

/** A profile that has no button for it is the asker's mistake. */
function orProblem(path: string, act: () => void): Problem[] | null {
  try {
    act();
    return null;
  } catch (error) {
    if (isFault(error, 'profile-invalid')) return wrongKind(path);
    throw error;
  }
}
