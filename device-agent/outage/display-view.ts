import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Display, Hall } from '@bandecheng/shared/hall';
import type { Call, DisplayView } from '@bandecheng/shared/views';
import type { ServiceId } from '@bandecheng/shared/vocabulary';
import type { AloneCall } from './alone-queue.ts';
import type { Seen } from './kiosk-view.ts';
import { serviceLines } from './service-lines.ts';

const CALLS_SENT = 20;
const MISSED_SHOWN = 12;

/**
 * What a hall display shows while no hub can be reached: the calls this agent knows of.
 * @param display of the hall; one that it has not, or none, shows all of the hall
 */
export function displayView(seen: Seen, display: string | undefined): DisplayView {
  const { hall, queue, now, since } = seen;
  const rules = hall.displays.find(({ id }) => id === display);
  const shown = servicesShown(hall, rules);
  const calls = queue.calls.filter(({ service }) => shown.has(service));
  return {
    hall: hall.name,
    ...(rules === undefined ? {} : { name: rules.name }),
    sound: rules?.sound ?? 'speech',
    voices: rules?.voices ?? ['zh-CN'],
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    calls: calls
      .slice(0, CALLS_SENT)
      .flatMap((call, place) => callOf(hall, call, calls.length - place) ?? []),
    counters: hall.counters
      .filter(({ services }) => services.some((service) => shown.has(service)))
      .map(({ id, number, name }) => {
        const counter = queue.counters.get(id);
        const serving = counter?.current?.number;
        return {
          ...{ counter: id, number, name, state: counter?.state ?? 'closed' },
          ...(serving === undefined ? {} : { serving }),
        };
      }),
    services: serviceLines(seen, now).filter(({ service }) => shown.has(service)),
    missed: calls
      .flatMap(({ status, number }) => (status === 'no-show' ? [number] : []))
      .slice(0, MISSED_SHOWN),
    alone: { since },
  };
}

function servicesShown(hall: Hall, rules: Display | undefined): ReadonlySet<ServiceId> {
  const isWhole = rules === undefined || (rules.areas.length === 0 && rules.services.length === 0);
  const shown = hall.services.filter(
    ({ id, area, backOffice }) =>
      !backOffice && (isWhole || rules.areas.includes(area.zh) || rules.services.includes(id)),
  );
  return new Set(shown.map(({ id }) => id));
}

/** `seq` counts the calls of this view alone: it has no journal. */
function callOf(hall: Hall, call: AloneCall, seq: number): Call | null {
  const counter = hall.counters.find(({ id }) => id === call.counter);
  const service = hall.services.find(({ id }) => id === call.service);
  if (counter === undefined || service === undefined) return null;
  const { number, calledAt, times, status } = call;
  return {
    ...{ seq, number, service: service.id, calledAt, times, status, area: service.area },
    ...{ counter: counter.id, counterNumber: counter.number, counterName: counter.name },
  };
}
