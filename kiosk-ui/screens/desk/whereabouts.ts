import type { DevicesView, QueueView, RatingsView } from '@bandecheng/shared/views';
import type { Instant, JobState, TicketStatus } from '@bandecheng/shared/vocabulary';

/** What the board happens to know of a number; all empty where it shows nothing of it. */
export interface Whereabouts {
  at?: { counterNumber: number; status: TicketStatus };
  job?: JobState;
  /** `until`: it comes back by itself. */
  held?: { reason: string; until?: Instant };
  /** Somebody rated this visit; how stands in the ratings. */
  rated: boolean;
  /** Its agent gave it by itself, while no hub could be reached. */
  outage?: true;
}

export function whereabouts(
  number: string,
  queue: Pick<QueueView, 'counters' | 'held' | 'outages'>,
  devices: Pick<DevicesView, 'jobs'>,
  ratings: Pick<RatingsView, 'bad' | 'latest'>,
): Whereabouts {
  const counter = queue.counters.find(({ current }) => current?.number === number);
  const held = queue.held.find((one) => one.number === number);
  const job = devices.jobs.find((one) => one.number === number);
  return {
    ...(counter?.current === undefined
      ? {}
      : { at: { counterNumber: counter.number, status: counter.current.status } }),
    ...(job === undefined ? {} : { job: job.state }),
    ...(held === undefined
      ? {}
      : { held: { reason: held.reason ?? '', ...(held.until === undefined ? {} : { until: held.until }) } }),
    rated: [...ratings.bad, ...ratings.latest].some((row) => row.number === number),
    ...(queue.outages.some(({ numbers }) => numbers.includes(number)) ? { outage: true } : {}),
  };
}
