import type { Service } from '@bandecheng/shared/hall';
import type { Refusal } from '@bandecheng/shared/refusals';
import { LIVE_STATUSES } from '@bandecheng/shared/vocabulary';
import type { HallState, Ticket } from '../state/hall-state.ts';
import { personKey } from '../state/service-hours.ts';
import { hallOf } from './decision.ts';

/**
 * Why someone may not have one more ticket for these services; null: they may. Refuses `person-needed`,
 * `person-has-ticket` and `person-most`.
 * @param person keyed mark of the identity number; undefined: not told
 */
export function personRefused(
  state: HallState,
  services: readonly Service[],
  person: string | undefined,
): Refusal | null {
  for (const { id, person: rules } of services) {
    if (rules === undefined) continue;
    if (person === undefined && rules.required) return { refused: 'person-needed' };
    if (person === undefined) continue;
    const tickets = state.persons.get(personKey(person, id)) ?? [];
    const live = rules.oneLive ? liveAmong(state, tickets) : undefined;
    if (live !== undefined) return { refused: 'person-has-ticket', about: { number: live.number } };
    if (rules.mostPerDay !== undefined && tickets.length >= rules.mostPerDay)
      return { refused: 'person-most', about: { most: rules.mostPerDay } };
  }
  return null;
}

/** Why a ticket that was over may not wait again: its holder has taken another one meanwhile. */
export function returnRefused(state: HallState, { person, service, status }: Ticket): Refusal | null {
  const rules = hallOf(state).services.find(({ id }) => id === service)?.person;
  if (person === undefined || rules?.oneLive !== true || LIVE_STATUSES.includes(status)) return null;
  const live = liveAmong(state, state.persons.get(personKey(person, service)) ?? []);
  return live === undefined ? null : { refused: 'person-has-ticket', about: { number: live.number } };
}

function liveAmong(state: HallState, tickets: readonly string[]): Ticket | undefined {
  return tickets
    .flatMap((id) => state.tickets.get(id) ?? [])
    .find(({ status }) => LIVE_STATUSES.includes(status));
}
