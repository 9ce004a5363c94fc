import type { Hall } from '@bandecheng/shared/hall';
import type { Clerk, EvaluatorShow, WindowShow } from '@bandecheng/shared/protocol';
import type { AccountId, CounterId, Instant, VisitId } from '@bandecheng/shared/vocabulary';
import { windowShown } from '@bandecheng/shared/window-shown';
import type { AloneQueue } from './alone-queue.ts';
import { callingOrder } from './calling-order.ts';
import type { StandingDevice } from './standing-device.ts';

/** What a device at a counter is told, as the hub would tell it. */
export type Told =
  | { name: 'keypad:show'; data: { device: string; number: string | null; waiting: number } }
  | { name: 'window:show'; data: WindowShow }
  | { name: 'evaluator:show'; data: EvaluatorShow }
  | {
      name: 'rating:invited';
      data: { device: string; visit: VisitId; openedAt: Instant; closesAt: Instant };
    };

/** Who an account belongs to, as the hub last told; null where it has not. */
export type ClerkOf = (account: AccountId) => Clerk | null;

/** What every device of this agent that stands at a counter is to show now; invitations that are not over among it. */
export function deviceShows(
  hall: Hall,
  queue: AloneQueue,
  devices: readonly StandingDevice[],
  { clerkOf, now }: { clerkOf: ClerkOf; now: Instant },
): Told[] {
  return devices.flatMap((device): Told[] => {
    const { counter } = device;
    if (counter === undefined || !queue.counters.has(counter)) return [];
    switch (device.kind) {
      case 'keypad':
        return [keypadShow(hall, queue, device.id, counter)];
      case 'window-display':
        return windowShow(hall, queue, device.id, counter);
      case 'evaluator':
        return [
          evaluatorShow(queue, device.id, counter, clerkOf),
          ...invitation(hall, queue, device.id, counter, now),
        ];
      default:
        return [];
    }
  });
}

function keypadShow(hall: Hall, queue: AloneQueue, device: string, counter: CounterId): Told {
  const number = queue.counters.get(counter)?.current?.number ?? null;
  const waiting = callingOrder(hall, queue, counter).length;
  return { name: 'keypad:show', data: { device, number, waiting } };
}

function windowShow(hall: Hall, queue: AloneQueue, device: string, id: CounterId): Told[] {
  const counter = queue.counters.get(id);
  const data = windowShown(
    hall,
    device,
    id,
    counter && { state: counter.state, ticket: counter.current ?? undefined },
  );
  return data === null ? [] : [{ name: 'window:show', data }];
}

function evaluatorShow(queue: AloneQueue, device: string, id: CounterId, clerkOf: ClerkOf): Told {
  const { clerk, current } = queue.counters.get(id) ?? { current: null };
  // A clerk of whom no hub has told goes by their number.
  const face = clerk === undefined ? null : (clerkOf(clerk) ?? { name: clerk, number: clerk });
  return { name: 'evaluator:show', data: { device, clerk: face, busy: current?.status === 'serving' } };
}

function invitation(hall: Hall, queue: AloneQueue, device: string, id: CounterId, now: Instant): Told[] {
  const last = queue.counters.get(id)?.over.at(-1);
  if (last === undefined) return [];
  const { visit, finishedAt: openedAt } = last;
  const closesAt = openedAt + hall.rating.windowSeconds * 1000;
  return closesAt <= now ? [] : [{ name: 'rating:invited', data: { device, visit, openedAt, closesAt } }];
}
