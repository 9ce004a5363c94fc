import * as z from 'zod';
import { KEYPAD_KEYS, LEVELS, type Instant, type KeypadKey, type Level } from './vocabulary.ts';

/** What the page of the virtual devices is sent, and what it may ask: the bench of a hall without hardware. */

export const PRINTER_FAULTS = [
  'paper-near-end',
  'paper-out',
  'cover-open',
  'cutter-fault',
  'offline',
  'silent',
  'garbage',
] as const;
export type PrinterFault = (typeof PRINTER_FAULTS)[number];

/** `slow`: every frame leaves later than any host waits for it. */
export const FRAME_DEVICE_FAULTS = ['silent', 'slow', 'split'] as const;
export type FrameDeviceFault = (typeof FRAME_DEVICE_FAULTS)[number];

/** Things that go wrong once. `drop` pulls the cable of any device; the others spoil the next frame. */
export const FRAME_MISHAPS = ['corrupt-checksum', 'repeat-frame', 'half-frame', 'noise'] as const;
export type FrameMishap = (typeof FRAME_MISHAPS)[number];

export type GlassColour = 'red' | 'green' | 'yellow';

export type PaperLine =
  | {
      kind: 'text';
      text: string;
      widthScale: number;
      heightScale: number;
      align: 'left' | 'centre' | 'right';
      bold: boolean;
    }
  | { kind: 'qr'; text: string; moduleDots: number; align: 'left' | 'centre' | 'right' }
  /** One bit a dot, rows one after another, base64. */
  | { kind: 'raster'; widthBytes: number; rows: string; align: 'left' | 'centre' | 'right' };

/** What came out between two cuts. */
export interface Slip {
  number: number;
  lines: PaperLine[];
  /** Null while it still hangs in the printer. */
  cutAt: Instant | null;
}

export interface WireEntry {
  at: Instant;
  direction: 'to-device' | 'from-device';
  /** At most the first 64 bytes. */
  hex: string;
  bytes: number;
}

interface VirtualDeviceBase {
  id: string;
  /** `127.0.0.1:9101` or the path of a pty. */
  address: string;
  /** Someone holds the other end of the cable. */
  connected: boolean;
  /** Newest first, at most 50. */
  wire: WireEntry[];
}

export type VirtualDevice =
  | (VirtualDeviceBase & {
      kind: 'printer';
      columns: number;
      faults: PrinterFault[];
      /** Newest first, at most 5. */
      slips: Slip[];
      /** Commands it was sent and does not know. */
      unknownCommands: number;
      bytesPerSecond: number | null;
    })
  | (VirtualDeviceBase & {
      kind: 'evaluator';
      faults: FrameDeviceFault[];
      /** Since when it asks for a rating; null while dark. */
      litSince: Instant | null;
      /** Whom its screen names; null: nobody, or it has no screen. `stars` 0: none are given. */
      clerk: { name: string; number: string; stars: number } | null;
      /** Its screen says that someone is being served. */
      busy: boolean;
      /** The last press and whether the host has acknowledged it. */
      lastPress: { level: Level; acknowledged: boolean } | null;
    })
  | (VirtualDeviceBase & {
      kind: 'keypad';
      faults: FrameDeviceFault[];
      /** Its display, digits and blanks. */
      shown: string;
      lastKey: { key: KeypadKey; acknowledged: boolean } | null;
      /** How often it has beeped: a key was refused. */
      beeps: number;
    })
  | (VirtualDeviceBase & {
      kind: 'window-display';
      faults: FrameDeviceFault[];
      /** What stands on its glass. */
      shown: string;
      /** Null: it has one colour. */
      colour: GlassColour | null;
      /** Characters of one column that it has room for; a Chinese one takes two. */
      columns: number;
    })
  | (VirtualDeviceBase & {
      kind: 'id-card-reader';
      faults: FrameDeviceFault[];
      /** Cards that may be laid on it, all of people who do not exist. */
      cards: { card: string; name: string }[];
      /** The one that lies there. */
      lying: string | null;
      /** How often a card was read. */
      readings: number;
    });

export interface VirtualHallState {
  at: Instant;
  devices: VirtualDevice[];
}

/** POST /devices/:id/press */
export const VirtualPress = z.strictObject({ level: z.enum(LEVELS) });
/** POST /devices/:id/key */
export const VirtualKey = z.strictObject({
  key: z.enum(KEYPAD_KEYS),
  /** Typed before it. */
  digits: z
    .string()
    .regex(/^\d{1,8}$/, '须为 1 到 8 位数字')
    .optional(),
});
/** POST /devices/:id/fault: switches a lasting fault on or off. */
export const VirtualFaultSwitch = z.strictObject({
  fault: z.enum([...PRINTER_FAULTS, 'slow', 'split']),
  on: z.boolean(),
});
/** POST /devices/:id/mishap: something that happens once. `times` counts for `repeat-frame`. */
export const VirtualMishap = z.strictObject({
  mishap: z.enum([...FRAME_MISHAPS, 'drop']),
  times: z.int().min(1).max(20).default(1),
});
/** POST /devices/:id/pace: bytes a second a printer takes; null as many as come. */
export const VirtualPace = z.strictObject({ bytesPerSecond: z.int().min(10).max(100_000).nullable() });
/** POST /devices/:id/card: lays a card on a reader, or takes it away. */
export const VirtualCard = z.strictObject({ card: z.string().min(1).max(32).nullable() });
