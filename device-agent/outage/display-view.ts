import { displayShown } from '@bandecheng/shared/display-shown';
import type { DisplayView } from '@bandecheng/shared/views';
import type { Seen } from './kiosk-view.ts';
import { serviceLines } from './service-lines.ts';

/**
 * What a hall display shows while no hub can be reached: the calls this agent knows of, numbered from the oldest, for
 * want of a journal.
 * @param display of the hall; one that it has not, or none, shows all of the hall
 */
export function displayView(seen: Seen, display: string | undefined): DisplayView {
  const { hall, queue, now, since } = seen;
  const rules = hall.displays.find(({ id }) => id === display);
  const known = {
    calls: queue.calls.map((call, place) => ({ ...call, seq: queue.calls.length - place })),
    counter: (id: string) => {
      const counter = queue.counters.get(id);
      return counter && { state: counter.state, ticket: counter.current ?? undefined };
    },
    services: serviceLines(seen, now),
    missed: queue.calls.filter(({ status }) => status === 'no-show'),
  };
  return { ...displayShown(hall, rules, known, now), alone: { since } };
}
