import { estimate } from '@bandecheng/hub/state/estimate';
import type { HallState } from '@bandecheng/hub/state/hall-state';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import { simulateDay } from '../fakes/simulated-day.ts';
import { median, printFigure, progress } from './figure.ts';

const SEEDS = [1, 2, 3, 4, 5];
const DAY = { kiosks: 8, counters: 12, tickets: 900, overMinutes: 480 };

interface Guess {
  ours: number;
  low: number;
  high: number;
  plain: number;
}

/** How far the estimate on the ticket is from the wait that followed, beside average times people. */
export function benchWaitingTime(): Promise<void> {
  progress('waiting-time …');
  const off = { ours: [] as number[], plain: [] as number[] };
  let within = 0;
  for (const seed of SEEDS) {
    const guesses = new Map<TicketId, Guess>();
    const { recorded } = simulateDay({
      ...{ ...DAY, seed },
      onIssued: (state, ticket) => guesses.set(ticket, guess(state, ticket)),
    });
    const takenAt = new Map<TicketId, number>();
    for (const event of recorded) {
      if (event.type === 'TicketIssued') takenAt.set(event.data.ticket, event.at);
      if (event.type !== 'TicketCalled') continue;
      const { ticket } = event.data;
      const [from, said] = [takenAt.get(ticket), guesses.get(ticket)];
      // A ticket called again after a return is not waited for from its taking.
      takenAt.delete(ticket);
      if (from === undefined || said === undefined) continue;
      const minutes = (event.at - from) / 60_000;
      off.ours.push(Math.abs(said.ours - minutes));
      off.plain.push(Math.abs(said.plain - minutes));
      if (minutes >= said.low - 0.5 && minutes <= said.high + 0.5) within += 1;
    }
  }
  printFigure({
    ...{ name: 'waiting-time-error', unit: 'min', ours: median(off.ours), peer: median(off.plain) },
    how: `median absolute error over ${off.ours.length} waits of ${SEEDS.length} recorded days; peer: average visit times people ahead over open counters`,
  });
  printFigure({
    ...{ name: 'waiting-time-within', unit: '', ours: within / off.ours.length, limit: 0.8 },
    how: 'share of waits inside the range on the ticket, half a minute of rounding allowed; meant to be 0.8',
  });
  return Promise.resolve();
}

/** What the ticket says when it is taken. */
function guess(state: HallState, id: TicketId): Guess {
  const ticket = state.tickets.get(id);
  const service = ticket?.service ?? '';
  const isPriority = ticket !== undefined && ticket.class !== 'ordinary';
  // The ticket itself stands in its line already.
  const own = (state.lines.get(isPriority ? `${service}!` : service)?.length ?? 1) - 1;
  const ahead = own + (isPriority ? 0 : (state.lines.get(`${service}!`)?.length ?? 0));
  const { minutes, low, high } = estimate(state, service, ahead);
  return { ours: minutes, low, high, plain: plainEstimate(state, service, ahead) };
}

/** Average length of the hall's visits so far, times the people ahead, over the counters that take the service. */
function plainEstimate(state: HallState, service: string, ahead: number): number {
  const counters = [...state.counters.values()];
  const finished = counters.reduce((sum, counter) => sum + counter.finished, 0);
  const seconds = counters.reduce((sum, counter) => sum + counter.serviceSeconds, 0);
  const mean = finished === 0 ? 600 : seconds / finished;
  const open = (state.hall?.counters ?? []).filter((rules) => rules.services.includes(service)).length;
  return (ahead * mean) / Math.max(1, open) / 60;
}
