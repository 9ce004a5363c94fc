import { Hall } from '@bandecheng/shared/hall';
import { given, KIOSK, OPEN_COUNTERS, SMALL_HALL, t, type Given } from '../../given.ts';

/** The small hall with other rules, and both its clerks at their counters. */
export function hallWith(change: object = {}, social: object = {}): Given {
  const hall = Hall.parse({
    ...SMALL_HALL,
    ...change,
    services: SMALL_HALL.services.map((s) => (s.id === 'social' ? { ...s, ...social } : s)),
  });
  return given({ type: 'HallConfigured', data: { hall } }, ...OPEN_COUNTERS);
}

/** One more number of this service; `also` is what the command says beside. */
export function take(on: Given, service = 'social', also: object = {}): Given {
  return on.when({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh', ...also }, KIOSK);
}

/** The number counter c1 calls next. */
export function callAtC1(on: Given): string {
  return on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket.slice(11);
}

/** A number called, served and finished at counter c1. */
export function serve(on: Given, number: string): Given {
  const at = { counter: 'c1', ticket: t(number) };
  return on.when({ type: 'StartService', ...at }).when({ type: 'FinishService', ...at });
}

/** A001 being served at counter c1. */
export function serving(): Given {
  const on = take(hallWith());
  callAtC1(on);
  return on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
}

export const statusOf = (on: Given, number: string) => on.state.tickets.get(t(number))?.status;
