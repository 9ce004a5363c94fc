import * as z from 'zod';
import { Id } from './hall.ts';
import { SESSION_QUESTIONS } from './technician-session.ts';
import { DEVICE_KINDS, DEVICE_PROBLEMS, EVIDENCE_GRADES } from './vocabulary.ts';

// What an agent tells a technician about its machine, on the machine itself or through the hub. No personal data.

/** A port of the machine with something in it, known or not. */
export const AttachedPort = z.strictObject({
  kind: z.enum(['serial', 'hid', 'usb-printer']),
  /** What agent.json writes as `transport.path`. */
  path: z.string().max(512),
  /** False: a number that changes with the order of plugging. */
  stable: z.boolean(),
  /** The device file now: /dev/ttyUSB0. */
  file: z.string().max(512),
  /** Maker and name as the device says them; a claim, no proof. */
  title: z.string().max(300),
  /** As lsusb writes them, `1a86`; absent: not on USB. */
  vendor: z.string().max(4).optional(),
  product: z.string().max(4).optional(),
  serialNumber: z.string().max(255).optional(),
  fits: z.array(
    z.strictObject({
      profile: z.string().max(64),
      title: z.string().max(60),
      fit: z.enum(['likely', 'maybe']),
    }),
  ),
  /** Devices of agent.json that use it. */
  usedBy: z.array(Id),
});
export type AttachedPort = z.output<typeof AttachedPort>;

/** A device of agent.json and how it fares. */
export const KeptDevice = z.strictObject({
  device: Id,
  kind: z.enum(DEVICE_KINDS),
  profile: z.string().max(64),
  /** Path, network address or USB numbers, as in agent.json. */
  port: z.string().max(512),
  problems: z.array(z.enum(DEVICE_PROBLEMS)),
  /** Since when it is so; null: nothing is known of it yet. */
  since: z.number().nullable(),
});
export type KeptDevice = z.output<typeof KeptDevice>;

export const AttachedList = z.strictObject({
  at: z.number(),
  ports: z.array(AttachedPort).max(1_000),
  devices: z.array(KeptDevice).max(256),
  /** What this system could not be asked, and its own words for why. */
  unseen: z.array(z.strictObject({ kind: AttachedPort.shape.kind, reason: z.string().max(1_000) })),
});
export type AttachedList = z.output<typeof AttachedList>;

/** Bytes that passed a device's line, and what they mean; the same bytes again and again are one note. */
export const FrameNote = z.strictObject({
  /** Of the last time. */
  at: z.number(),
  direction: z.enum(['to-device', 'from-device']),
  bytes: z.int().min(1),
  /** At most the first 64 bytes; null: not shown, as they may hold what is a person's or a ticket's own. */
  hex: z.string().max(200).nullable(),
  /** One Chinese sentence a frame or reply; empty: nothing known, or a frame that goes on in the next bytes. */
  means: z.array(z.string().max(300)).max(64),
  times: z.int().min(1),
});
export type FrameNote = z.output<typeof FrameNote>;

/** Newest last. */
export const DeviceFrames = z.strictObject({
  device: Id,
  at: z.number(),
  frames: z.array(FrameNote).max(200),
});
export type DeviceFrames = z.output<typeof DeviceFrames>;

/** What became of a test ticket. `refused`: nothing was sent. */
export const TestTicketAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('printed'), grade: z.enum(EVIDENCE_GRADES) }),
  z.strictObject({ state: z.enum(['failed', 'unknown']), reason: z.string().max(64) }),
  z.strictObject({
    state: z.literal('refused'),
    reason: z.enum(['no-such-device', 'no-printer', 'busy', 'not-kept']),
  }),
]);
export type TestTicketAnswer = z.output<typeof TestTicketAnswer>;

/** Everything a technician may ask of an agent: a closed list, and nothing passes bytes through to a device. */
export const TechnicianQuestion = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('attached') }),
  z.strictObject({ ask: z.literal('frames'), device: Id }),
  /** `hall`: the name on the ticket. */
  z.strictObject({
    ask: z.literal('test-ticket'),
    device: Id,
    hall: z.string().max(60).default(''),
  }),
  z.strictObject({ ask: z.literal('diagnostics') }),
  ...SESSION_QUESTIONS,
]);
export type TechnicianQuestion = z.output<typeof TechnicianQuestion>;
