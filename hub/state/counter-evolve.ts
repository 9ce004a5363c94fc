import type { RecordedEvent } from '@bandecheng/shared/events';
import type { CounterId, Instant } from '@bandecheng/shared/vocabulary';
import type { CounterNow, HallState } from './hall-state.ts';

type CounterEvent = Extract<
  RecordedEvent,
  { type: 'CounterOpened' | 'CounterClosed' | 'CounterPaused' | 'CounterResumed' }
>;

export function applyCounter(state: HallState, event: CounterEvent): void {
  const counter = state.counters.get(event.data.counter);
  if (counter === undefined) return;
  counter.since = event.at;
  delete counter.pauseReason;
  switch (event.type) {
    case 'CounterOpened':
      counter.state = 'open';
      counter.clerk = event.data.clerk;
      break;
    case 'CounterClosed':
      counter.state = 'closed';
      delete counter.clerk;
      break;
    case 'CounterPaused':
      counter.state = 'paused';
      counter.pauseReason = event.data.reason;
      break;
    case 'CounterResumed':
      counter.state = 'open';
  }
}

/** A counter that nobody has opened yet. */
export function closedCounter(id: CounterId, since: Instant): CounterNow {
  return { id, state: 'closed', since, visits: [], finished: 0, noShow: 0, serviceSeconds: 0 };
}
