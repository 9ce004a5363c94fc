import type { DevicesView, QueueView, RatingsView } from '@bandecheng/shared/views';
import type { JobState, TicketStatus } from '@bandecheng/shared/vocabulary';

/** What the board happens to know of a number; all empty where it shows nothing of it. */
export interface Whereabouts {
  at?: { counterNumber: number; status: TicketStatus };
  job?: JobState;
  /** Somebody rated this visit; how stands in the ratings. */
  rated: boolean;
}

export function whereabouts(
  number: string,
  queue: Pick<QueueView, 'counters'>,
  devices: Pick<DevicesView, 'jobs'>,
  ratings: Pick<RatingsView, 'bad' | 'latest'>,
): Whereabouts {
  const counter = queue.counters.find(({ current }) => current?.number === number);
  const job = devices.jobs.find((one) => one.number === number);
  return {
    ...(counter?.current === undefined
      ? {}
      : { at: { counterNumber: counter.number, status: counter.current.status } }),
    ...(job === undefined ? {} : { job: job.state }),
    rated: [...ratings.bad, ...ratings.latest].some((row) => row.number === number),
  };
}
