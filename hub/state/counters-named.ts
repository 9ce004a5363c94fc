import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { CounterId } from '@bandecheng/shared/vocabulary';

/**
 * The counters that events name.
 * @param among only events of these types; undefined: all of them
 */
export function countersNamed(
  events: readonly RecordedEvent[],
  among?: readonly EventType[],
): ReadonlySet<CounterId> {
  const named = new Set<CounterId>();
  for (const { type, data } of events)
    if (among?.includes(type) !== false && 'counter' in data && typeof data.counter === 'string')
      named.add(data.counter);
  return named;
}
