import { hallOpen } from './calendar/opening-hours.ts';
import type { Display, Hall } from './hall.ts';
import type { Call, DisplayView, ServiceLine } from './views.ts';
import type { CounterId, CounterState, Instant, ServiceId } from './vocabulary.ts';

const CALLS_SENT = 20;
const MISSED_SHOWN = 12;

type Ticket = Pick<Call, 'number' | 'service'>;

/** The queue as far as whoever serves a display knows it. */
export interface KnownQueue {
  /** Newest first. */
  calls: readonly Omit<Call, 'counterNumber' | 'counterName' | 'area'>[];
  /** How a counter stands, and whose turn it is there; undefined where nothing is known of it. */
  counter: (id: CounterId) => { state: CounterState; ticket?: Ticket | undefined } | undefined;
  /** Without those of back offices. */
  services: readonly ServiceLine[];
  /** Called in vain, newest first. */
  missed: readonly Ticket[];
}

/**
 * What a hall display shows: numbers and counters, never a person. One with areas or services of its own shows their
 * calls, lines and counters and no others.
 * @param rules undefined: it shows all of the hall
 */
export function displayShown(
  hall: Hall,
  rules: Display | undefined,
  queue: KnownQueue,
  now: Instant,
): DisplayView {
  const shown = servicesShown(hall, rules);
  const isShown = ({ service }: { service: ServiceId }): boolean => shown.has(service);
  return {
    hall: hall.name,
    ...(rules === undefined ? {} : { name: rules.name }),
    sound: rules?.sound ?? 'speech',
    voices: rules?.voices ?? ['zh-CN'],
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    calls: queue.calls
      .filter(isShown)
      .flatMap((call) => callShown(hall, call))
      .slice(0, CALLS_SENT),
    counters: hall.counters
      .filter(({ services }) => services.some((service) => shown.has(service)))
      .map(({ id, number, name }) => {
        const { state = 'closed', ticket } = queue.counter(id) ?? {};
        const serving = ticket !== undefined && isShown(ticket) ? { serving: ticket.number } : {};
        return { counter: id, number, name, state, ...serving };
      }),
    services: queue.services.filter(isShown),
    missed: queue.missed
      .filter(isShown)
      .slice(0, MISSED_SHOWN)
      .map(({ number }) => number),
  };
}

function servicesShown(hall: Hall, rules: Display | undefined): ReadonlySet<ServiceId> {
  const isWhole = rules === undefined || (rules.areas.length === 0 && rules.services.length === 0);
  const services = hall.services.filter(
    ({ id, area, backOffice }) =>
      !backOffice && (isWhole || rules.areas.includes(area.zh) || rules.services.includes(id)),
  );
  return new Set(services.map(({ id }) => id));
}

/** Nothing for a call of a counter or service that the hall no longer has. */
function callShown(hall: Hall, call: KnownQueue['calls'][number]): Call[] {
  const counter = hall.counters.find(({ id }) => id === call.counter);
  const service = hall.services.find(({ id }) => id === call.service);
  if (counter === undefined || service === undefined) return [];
  const { seq, number, calledAt, times, status } = call;
  return [
    {
      ...{ seq, number, service: service.id, area: service.area, calledAt, times, status },
      ...{ counter: counter.id, counterNumber: counter.number, counterName: counter.name },
    },
  ];
}
