import { hallOpen } from '@bandecheng/shared/calendar/opening-hours';
import type { Display, Hall } from '@bandecheng/shared/hall';
import type { Call, DisplayView } from '@bandecheng/shared/views';
import type { Instant, ServiceId } from '@bandecheng/shared/vocabulary';
import type { CallEntry, HallState } from '../state/hall-state.ts';
import { publicLines } from './service-lines.ts';

const CALLS_SENT = 20;
const MISSED_SHOWN = 12;

/**
 * What a hall display shows: numbers and counters, never a person. One with areas or services of its own shows their
 * calls, lines and counters and no others.
 * @param rules undefined: it shows all of the hall
 */
export function displayView(state: HallState, hall: Hall, now: Instant, rules?: Display): DisplayView {
  const shown = servicesShown(hall, rules);
  const number = (id: string): string[] => {
    const ticket = state.tickets.get(id);
    return ticket !== undefined && shown.has(ticket.service) ? [ticket.number] : [];
  };
  return {
    hall: hall.name,
    ...(rules === undefined ? {} : { name: rules.name }),
    sound: rules?.sound ?? 'speech',
    voices: rules?.voices ?? ['zh-CN'],
    languages: hall.languages,
    timeZone: hall.timeZone,
    hours: hallOpen(hall, now),
    calls: state.calls.flatMap((entry) => callOf(state, hall, shown, entry) ?? []).slice(0, CALLS_SENT),
    counters: hall.counters
      .filter(({ services }) => services.some((service) => shown.has(service)))
      .map(({ id, number: counterNumber, name }) => {
        const counter = state.counters.get(id);
        const [serving] = counter?.ticket === undefined ? [] : number(counter.ticket);
        return {
          ...{ counter: id, number: counterNumber, name, state: counter?.state ?? 'closed' },
          ...(serving === undefined ? {} : { serving }),
        };
      }),
    services: publicLines(state, now).filter(({ service }) => shown.has(service)),
    ...digestShown(state, hall),
    missed: state.missed.flatMap(number).slice(0, MISSED_SHOWN),
  };
}

/** The day before in its short form, where the hall shows it. */
function digestShown({ dayBefore }: HallState, { proof }: Hall): Pick<DisplayView, 'digest'> {
  if (proof?.display !== true || dayBefore === null) return {};
  const groups = dayBefore.digest.slice(0, 16).match(/.{4}/g) ?? [];
  return { digest: { day: dayBefore.day, short: groups.join(' ') } };
}

function servicesShown(hall: Hall, rules: Display | undefined): ReadonlySet<ServiceId> {
  const isWhole = rules === undefined || (rules.areas.length === 0 && rules.services.length === 0);
  const services = hall.services.filter(
    ({ id, area, backOffice }) =>
      !backOffice && (isWhole || rules.areas.includes(area.zh) || rules.services.includes(id)),
  );
  return new Set(services.map(({ id }) => id));
}

function callOf(state: HallState, hall: Hall, shown: ReadonlySet<ServiceId>, entry: CallEntry): Call | null {
  const ticket = state.tickets.get(entry.ticket);
  const counter = hall.counters.find((c) => c.id === entry.counter);
  const service = hall.services.find((s) => s.id === ticket?.service);
  if (ticket === undefined || counter === undefined || service === undefined || !shown.has(service.id))
    return null;
  return {
    seq: entry.seq,
    number: ticket.number,
    service: ticket.service,
    counter: counter.id,
    counterNumber: counter.number,
    counterName: counter.name,
    area: service.area,
    calledAt: entry.calledAt,
    times: entry.times,
    status: ticket.status,
  };
}
