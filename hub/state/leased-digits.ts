import type { Hall } from '@bandecheng/shared/hall';
import type { ServiceId } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

/** Digits under these letters that some agent alone gives. */
export function leasedUnder(leases: HallState['leases'], hall: Hall, prefix: string): Set<number> {
  const sharing = new Set<ServiceId>(hall.services.filter((s) => s.prefix === prefix).map((s) => s.id));
  const digits = new Set<number>();
  for (const blocks of leases.values())
    for (const { service, from, to } of blocks)
      if (sharing.has(service)) for (let one = from; one <= to; one += 1) digits.add(one);
  return digits;
}
