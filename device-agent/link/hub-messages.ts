import { Hall } from '@bandecheng/shared/hall';
import type { HubToAgent } from '@bandecheng/shared/messages';
import { GivenTicket, Lease } from '@bandecheng/shared/outage/lease';
import { parse } from '@bandecheng/shared/parse';
import { EvaluatorShow, PrintJob, WindowShow } from '@bandecheng/shared/protocol';
import type { TechnicianQuestion } from '@bandecheng/shared/technician';
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
  refuseKey(refused: Message<'keypad:refused'>): void;
  showEvaluator(show: EvaluatorShow): void;
  showWindow(show: WindowShow): void;
  /** The hall's rules, as they are from now on. */
  hallTold(hall: Hall): void;
  /** What to go on with while no hub can be reached, from now on. */
  leased(lease: Lease): void;
  /** A number that the hub gave at a kiosk of this agent's. */
  given(given: GivenTicket): void;
  /** To a technician: a value that becomes JSON. */
  answer(question: TechnicianQuestion): Promise<unknown>;
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

export function readKeyRefused(message: unknown): Message<'keypad:refused'> | null {
  const [device, refused] = [field(message, 'device'), field(message, 'refused')];
  return typeof device === 'string' && typeof refused === 'string' ? { device, refused } : null;
}

export function readEvaluatorShow(message: unknown): EvaluatorShow | null {
  const parsed = parse(EvaluatorShow, message);
  return parsed.ok ? parsed.value : null;
}

export function readWindowShow(message: unknown): WindowShow | null {
  const parsed = parse(WindowShow, message);
  return parsed.ok ? parsed.value : null;
}

export function readHall(message: unknown): Hall | null {
  const parsed = parse(Hall, field(message, 'hall'));
  return parsed.ok ? parsed.value : null;
}

export function readLease(message: unknown): Lease | null {
  const parsed = parse(Lease, message);
  return parsed.ok ? parsed.value : null;
}

export function readGiven(message: unknown): GivenTicket | null {
  const parsed = parse(GivenTicket, message);
  return parsed.ok ? parsed.value : null;
}

function field(message: unknown, name: string): unknown {
  if (typeof message !== 'object' || message === null) return undefined;
  return Object.hasOwn(message, name) ? (message as Record<string, unknown>)[name] : undefined;
}
