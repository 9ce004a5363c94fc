import type { CurrentTicket } from '@bandecheng/shared/views';
import type { Asking } from '../staff/ask-hub.ts';

/** What is done in the visit: a further matter, one changed, taken up or done. `place` counts from 0. */
export interface MatterControl {
  add(service: string): void;
  change(place: number, what: { service: string } | { quantity: number }): void;
  takeUp(place: number): void;
  end(place: number): void;
}

/** Most of one matter in a visit; more would be a slip of the hand. */
const MOST = 999;

/** The matters of whoever is served at a counter now; without anyone nothing is sent. */
export function matterControl(
  counter: string,
  current: () => CurrentTicket | null,
  asking: Asking,
): MatterControl {
  const at = (): { counter: string; ticket: string } | null => {
    const ticket = current();
    return ticket?.status === 'serving' ? { counter, ticket: ticket.ticket } : null;
  };
  return {
    add(service) {
      const here = at();
      if (here !== null) void asking.ask('matter', { type: 'AddMatter', ...here, service });
    },
    change(matter, what) {
      const here = at();
      if (here === null || ('quantity' in what && (what.quantity < 1 || what.quantity > MOST))) return;
      void asking.ask('matter', { type: 'ChangeMatter', ...here, matter, ...what });
    },
    takeUp(matter) {
      const here = at();
      if (here !== null) void asking.ask('matter', { type: 'TakeUpMatter', ...here, matter });
    },
    end(matter) {
      const here = at();
      if (here !== null) void asking.ask('matter', { type: 'EndMatter', ...here, matter });
    },
  };
}
