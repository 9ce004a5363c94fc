import { dayTickets } from '../../views/day-tickets.ts';
import { queueView } from '../../views/queue-view.ts';
import { publicLines } from '../../views/service-lines.ts';
import { ticketsCsv } from './day-csv.ts';
import { told, type Handlers, type RouteParts } from './handler.ts';

/** The hall as it stands: services, counters, figures of the day. */
export function dayRoutes({
  hub,
  hall,
  clock,
}: RouteParts): Handlers<'listServices' | 'listCounters' | 'readStatistics' | 'exportTickets'> {
  return {
    listServices: () => told(hub, { services: publicLines(hub.state, clock()) }),
    listCounters: () => {
      const counters = queueView(hub.state, hall(), clock()).counters.map(
        ({ counter, number, name, state, since, services, current }) => ({
          ...{ counter, number, name, state, since, services },
          ...(current === undefined
            ? {}
            : { serving: { number: current.number, status: current.status, since: current.since } }),
        }),
      );
      return told(hub, { counters });
    },
    readStatistics: () => {
      const { day, totals, appointments, services, counters, crowded } = queueView(
        hub.state,
        hall(),
        clock(),
      );
      return told(hub, {
        ...{ day, totals, appointments, crowded },
        services: services.map(({ service, waiting, estimateMinutes }) => ({
          ...{ service, waiting, estimateMinutes },
        })),
        counters: counters.map(({ counter, finished, today: { noShow, idleMinutes } }) => ({
          ...{ counter, finished, noShow, idleMinutes },
        })),
      });
    },
    exportTickets: ({ language }) => told(hub, ticketsCsv(dayTickets(hub.state), hall(), language)),
  };
}
