import type { Hall, Service } from '@bandecheng/shared/hall';
import type { Block } from '@bandecheng/shared/outage/lease';
import { numberOf } from '@bandecheng/shared/ticket-number';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';
import { leasedUnder } from './leased-digits.ts';
import { numberRange } from './numbers.ts';

type Leases = Pick<HallState, 'leases' | 'byNumber'>;

/** Numbers a service that an agent alone gives, where hall.json does not say. */
const USUAL_BLOCK = 50;
/** Of a service's range, all agents' blocks together take at most this part. */
const LEASED_PART = 1 / 4;

/** Blocks of an agent that fit the hall as it is: of a service there is, inside its range. */
export function blocksOf({ leases }: Leases, hall: Hall, agent: AgentId): Block[] {
  return (leases.get(agent) ?? []).filter(({ service: id, from, to }) => {
    const service = hall.services.find((known) => known.id === id);
    const range = service && numberRange(hall, service);
    return range !== undefined && from >= range.from && to <= range.to;
  });
}

/** Numbers of a block that were given today, and those still to give. */
export function dividedBlock(
  { byNumber }: Leases,
  hall: Hall,
  service: Service,
  { from, to }: Block,
): { given: string[]; left: number } {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => numberOf(hall, service, from + i));
  const given = numbers.filter((number) => byNumber.has(number));
  return { given, left: numbers.length - given.length };
}

/**
 * The block an agent needs of a service: it has none, or less than half of one left for the day. From the top of the
 * range downwards, beside every other block under the same letters and every number given today. Null: it needs none,
 * or there is no room.
 */
export function blockNeeded(state: Leases, hall: Hall, agent: AgentId, service: Service): Block | null {
  const { from, to } = numberRange(hall, service);
  const most = Math.floor((to - from + 1) * LEASED_PART);
  const size = Math.min(hall.outage?.block ?? USUAL_BLOCK, Math.floor(most / hall.kiosks.length));
  const own = blocksOf(state, hall, agent).filter((block) => block.service === service.id);
  const left = own.reduce((sum, block) => sum + dividedBlock(state, hall, service, block).left, 0);
  if (size === 0 || left * 2 >= size) return null;
  const taken = leasedUnder(state.leases, hall, service.prefix);
  const leased = [...taken].filter((digits) => digits >= from && digits <= to).length;
  if (leased + size > most) return null;
  for (const digits of givenUnder(state, service.prefix)) taken.add(digits);
  const top = highestFree(taken, { from, to }, size);
  return top === null ? null : { service: service.id, from: top - size + 1, to: top };
}

function givenUnder({ byNumber }: Leases, prefix: string): number[] {
  return [...byNumber.keys()].flatMap((number) => {
    const [letters, digits] = [number.replace(/\d+$/, ''), Number(number.replace(/^[A-Z]+/, ''))];
    return letters === prefix ? [digits] : [];
  });
}

/** The highest number below which, itself included, `size` lie free; null: there are none. */
function highestFree(
  taken: ReadonlySet<number>,
  { from, to }: { from: number; to: number },
  size: number,
): number | null {
  let top = to;
  for (let digits = to; digits >= from; digits -= 1) {
    if (taken.has(digits)) top = digits - 1;
    else if (top - digits + 1 === size) return top;
  }
  return null;
}
