import * as z from 'zod';
import { checkLayout, type Refuse } from './check-layout.ts';
import { endMarkPlace, FrameName, isEscaped, Layout, layoutShape } from './frame-fields.ts';
import { FrameVector, InboundFrame, OutboundFrame, type DataPart } from './frame-messages.ts';
import { profileHead, SerialLine } from './profile-parts.ts';

const Shape = z.strictObject({
  ...profileHead,
  kind: z.enum(['evaluator', 'keypad', 'window-display', 'id-card-reader']),
  /** Not written: frames are what most devices speak. */
  speaks: z.literal('frames').optional(),
  serial: SerialLine,
  /** A longer silence inside a frame ends it. */
  interByteTimeoutMs: z.int().min(5).max(5_000),
  /** Whether several devices may share the line, and how long it rests between the frames of two parties. */
  bus: z
    .strictObject({
      kind: z.enum(['point-to-point', 'rs485-shared']),
      turnaroundMs: z.int().min(0).max(1_000),
    })
    .default({ kind: 'point-to-point', turnaroundMs: 0 }),
  /** Devices that speak only when asked. Silence counts as a miss only where `expect` names the answers. */
  poll: z
    .strictObject({
      outbound: FrameName,
      everyMs: z.int().min(20).max(60_000),
      missesBeforeOffline: z.int().min(1).max(100),
    })
    .optional(),
  ...layoutShape,
  /** Layouts of frames that lie otherwise: requests beside answers, exceptions. */
  layouts: z.record(FrameName, Layout).default({}),
  inbound: z.array(InboundFrame),
  outbound: z.array(OutboundFrame).default([]),
  /** What the host owes the device for an inbound frame. `echo`: the same frame back. */
  ack: z
    .strictObject({
      when: FrameName,
      reply: z.union([z.literal('echo'), z.strictObject({ outbound: FrameName })]),
      withinMs: z.int().min(1).max(5_000),
    })
    .optional(),
  /** The same frame again within this time is the device's own repetition, not a second press. */
  dedupeWindowMs: z.int().min(0).max(60_000).default(0),
  vectors: z.array(FrameVector).min(3, '至少三个测试向量'),
});
type Shape = z.output<typeof Shape>;

function checkFrames(profile: Shape, refuse: Refuse): void {
  for (const list of ['inbound', 'outbound'] as const)
    profile[list].forEach((frame, i) => {
      const layout = frame.layout === undefined ? profile : profile.layouts[frame.layout];
      if (layout === undefined) return refuse([list, i, 'layout'], `没有这个 layouts：${frame.layout ?? ''}`);
      const width = layout.layout.find((field) => field.f === 'cmd')?.w ?? 0;
      if (frame.cmd.length !== width) refuse([list, i, 'cmd'], '字节数与 layout 的 cmd 不符');
    });
  const names = [...profile.inbound, ...profile.outbound].map((frame) => frame.name);
  for (const name of new Set(names.filter((name, i) => names.indexOf(name) !== i)))
    refuse(['outbound'], `帧名重复：${name}`);
}

/** Only the last part may vary in length: the reader could not tell where it ends. */
function checkParts(profile: Shape, refuse: Refuse): void {
  profile.outbound.forEach((frame, i) =>
    frame.data.forEach((part, j) => {
      const path = ['outbound', i, 'data', j];
      if (j < frame.data.length - 1 && varies(part)) refuse(path, '只有最后一部分的长度可变');
      if (Array.isArray(part) || part.arg !== 'text') return;
      const mark = endMarkOf((frame.layout && profile.layouts[frame.layout]) || profile);
      if (mark !== undefined && !part.forbid.includes(mark)) refuse([...path, 'forbid'], '须包含结束字节');
    }),
  );
}

function varies(part: DataPart): boolean {
  if (Array.isArray(part) || part.arg === 'value') return false;
  return part.arg === 'text' ? part.pad === undefined : part.min !== part.max;
}

/** The byte that ends the data and cannot stand in it. */
function endMarkOf(layout: Layout): number | undefined {
  const place = endMarkPlace(layout) ?? -1;
  const mark = layout.layout[place];
  const data = layout.layout.findIndex(({ f }) => f === 'data');
  return mark?.f === 'const' && !isEscaped(layout, data) ? mark.bytes[0] : undefined;
}

function checkAck({ ack, inbound, outbound }: Shape, refuse: Refuse): void {
  if (ack === undefined) return;
  const { when, reply } = ack;
  if (!inbound.some((frame) => frame.name === when)) refuse(['ack', 'when'], `没有这个 inbound：${when}`);
  if (reply !== 'echo' && !outbound.some((frame) => frame.name === reply.outbound))
    refuse(['ack', 'reply'], `没有这个 outbound：${reply.outbound}`);
}

function checkExpected({ inbound, outbound, poll }: Shape, refuse: Refuse): void {
  outbound.forEach(({ expect }, i) => {
    for (const name of expect?.frames ?? [])
      if (!inbound.some((frame) => frame.name === name))
        refuse(['outbound', i, 'expect', 'frames'], `没有这个 inbound：${name}`);
  });
  if (poll === undefined) return;
  const asked = outbound.find((frame) => frame.name === poll.outbound);
  if (asked === undefined) refuse(['poll', 'outbound'], `没有这个 outbound：${poll.outbound}`);
  else if (!asked.data.every((part) => Array.isArray(part))) refuse(['poll', 'outbound'], '轮询帧不能有参数');
}

const EVENTS_OF = {
  evaluator: ['rating'],
  keypad: ['key'],
  'window-display': [],
  'id-card-reader': ['status', 'card'],
} as const;
const FRAMES_OF = {
  evaluator: [],
  keypad: [],
  'window-display': ['show'],
  'id-card-reader': ['find', 'select', 'read'],
} as const;

/** What the hall asks of each kind of device. */
function checkKind({ kind, inbound, outbound }: Shape, refuse: Refuse): void {
  const own: readonly string[] = EVENTS_OF[kind];
  const others: readonly string[] = Object.values(EVENTS_OF).flat();
  for (const event of own)
    if (!inbound.some((frame) => frame.event === event)) refuse(['inbound'], `${kind} 须有 ${event}`);
  inbound.forEach(({ event }, i) => {
    if (others.includes(event) && !own.includes(event))
      refuse(['inbound', i, 'event'], `${kind} 没有 ${event}`);
  });
  for (const name of FRAMES_OF[kind])
    if (!outbound.some((frame) => frame.name === name)) refuse(['outbound'], `${kind} 须有 ${name}`);
  const show = outbound.find((frame) => frame.name === 'show');
  if (kind === 'window-display' && show !== undefined && !takesText(show.data))
    refuse(['outbound'], 'show 须有 text');
}

function takesText(parts: readonly DataPart[]): boolean {
  return parts.some((part) => !Array.isArray(part) && part.arg === 'text' && part.of === 'text');
}

/** A device that speaks in frames: how its bytes lie on the wire and what they mean to the hall. */
export const FrameProfile = Shape.superRefine((profile, context) => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  checkLayout(profile, [], refuse);
  for (const [name, layout] of Object.entries(profile.layouts))
    checkLayout(layout, ['layouts', name], refuse);
  for (const check of [checkFrames, checkParts, checkAck, checkExpected, checkKind]) check(profile, refuse);
});
export type FrameProfile = z.output<typeof FrameProfile>;
