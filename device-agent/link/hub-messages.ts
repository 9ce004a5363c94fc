import { parse } from '@bandecheng/shared/parse';
import { PrintJob, type HubToAgent } from '@bandecheng/shared/protocol';
import type { Instant } from '@bandecheng/shared/vocabulary';

type Message<N extends keyof HubToAgent> = Parameters<HubToAgent[N]>[0];

/** What the agent does with the hub's wishes. None of them throws. */
export interface HubWishes {
  /** True when this agent has the job on its disk. */
  print(job: PrintJob): Promise<boolean>;
  /** A print order that cannot be read, of which only the job's id is known. */
  malformedJob(job: string): Promise<boolean>;
  invite(invitation: Message<'rating:invited'>): void;
  closeInvitation(closed: Message<'rating:closed'>): void;
  show(show: Message<'keypad:show'>): void;
}

/** Reads an order as it came from the wire and has it taken; answers whether it was. */
export async function takePrintOrder(order: unknown, wishes: HubWishes): Promise<boolean> {
  const parsed = parse(PrintJob, order);
  if (parsed.ok) return wishes.print(parsed.value);
  const job = field(order, 'job');
  if (typeof job !== 'string' || job === '' || job.length > 80) return false;
  return wishes.malformedJob(job);
}

export function readBeat(message: unknown): number | null {
  const at = field(message, 'at');
  return isInstant(at) ? at : null;
}

function isInstant(value: unknown): value is Instant {
  return typeof value === 'number' && Number.isFinite(value);
}

export function readInvitation(message: unknown): Message<'rating:invited'> | null {
  const closed = readClosedInvitation(message);
  const [openedAt, closesAt] = [field(message, 'openedAt'), field(message, 'closesAt')];
  if (closed === null || !isInstant(openedAt) || !isInstant(closesAt)) return null;
  return { ...closed, openedAt, closesAt };
}

export function readClosedInvitation(message: unknown): Message<'rating:closed'> | null {
  const [device, visit] = [field(message, 'device'), field(message, 'visit')];
  return typeof device === 'string' && typeof visit === 'string' ? { device, visit } : null;
}

export function readShow(message: unknown): Message<'keypad:show'> | null {
  const [device, number, waiting] = [
    field(message, 'device'),
    field(message, 'number'),
    field(message, 'waiting'),
  ];
  if (typeof device !== 'string' || typeof waiting !== 'number' || !(waiting >= 0)) return null;
  return number === null || typeof number === 'string' ? { device, number, waiting } : null;
}

function field(message: unknown, name: string): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  return Object.hasOwn(message, name) ? (message as Record<string, unknown>)[name] : undefined;
}
