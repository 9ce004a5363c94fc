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
  if (counter.state === 'paused') endPause(counter, event.at);
  counter.since = event.at;
  counter.freeSince = event.at;
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

function endPause(counter: CounterNow, at: Instant): void {
  const reason = counter.pauseReason ?? '';
  const seconds = Math.max(0, Math.round((at - counter.since) / 1000));
  const known = counter.pauses.find((pause) => pause.reason === reason);
  if (known === undefined) counter.pauses.push({ reason, times: 1, seconds });
  else {
    known.times += 1;
    known.seconds += seconds;
  }
}

/** A counter that nobody has opened yet. */
export function closedCounter(id: CounterId, since: Instant): CounterNow {
  const today = { finished: 0, noShow: 0, serviceSeconds: 0, idleSeconds: 0, chosen: 0, pauses: [] };
  return { id, state: 'closed', since, freeSince: since, visits: [], ...today };
}
