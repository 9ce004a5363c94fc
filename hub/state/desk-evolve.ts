import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from './hall-state.ts';

type DeskEvent = Extract<
  RecordedEvent,
  {
    type:
      | 'PolicyAdopted'
      | 'CalendarAdopted'
      | 'AssumptionSigned'
      | 'HelpAsked'
      | 'HelpAnswered'
      | 'ShiftHandedOver';
  }
>;

/** Notes of earlier shifts that are kept at hand. */
const HAND_OVERS_KEPT = 20;
/** Milliseconds: a hub that was off over the longest holidays still opens the call-backs it owes. */
const BAD_VISITS_KEPT_MS = 21 * 24 * 60 * 60 * 1000;

/** Applies what happened at the desk beside its cases: its rules, calls for help, shifts. */
export function applyDesk(state: HallState, event: DeskEvent): void {
  const { desk } = state;
  switch (event.type) {
    case 'PolicyAdopted':
      desk.policy = event.data.mark;
      if (event.data.policy !== null) desk.policies.set(event.data.mark, event.data.policy);
      return;
    case 'CalendarAdopted':
      desk.calendar = event.data.calendar;
      desk.calendarMark = event.data.mark;
      return;
    case 'AssumptionSigned': {
      const { policy, assumption, by } = event.data;
      desk.signed.set(policy, [...(desk.signed.get(policy) ?? []), { assumption, by, at: event.at }]);
      return;
    }
    case 'HelpAsked':
      return asked(state, event);
    case 'HelpAnswered': {
      const help = desk.helps.get(event.data.help);
      if (event.data.outcome !== 'coming') desk.helps.delete(event.data.help);
      else if (help !== undefined) help.comingAt = event.at;
      return;
    }
    case 'ShiftHandedOver':
      desk.handOvers.unshift({ seq: event.seq, at: event.at, by: event.actor, record: event.data.text });
      // The next start sweeps the words of those that went.
      for (const { seq } of desk.handOvers.splice(HAND_OVERS_KEPT)) state.words.delete(seq);
  }
}

function asked(state: HallState, { data, at }: Extract<DeskEvent, { type: 'HelpAsked' }>): void {
  const ticket = state.tickets.get(data.ticket);
  const since = ticket?.startedAt ?? ticket?.calledAt ?? at;
  const { clerk: _, ...asked } = data;
  const number = ticket?.number ?? '';
  const minutes = Math.max(0, Math.round((at - since) / 60_000));
  state.desk.helps.set(data.help, { ...asked, number, askedAt: at, minutes });
}

/** What the desk counts by the day begins anew; nobody waits for help overnight. */
export function applyDeskDay({ desk }: HallState, now: Instant): void {
  desk.openedToday = 0;
  desk.closedToday = 0;
  desk.refusedToday = 0;
  desk.helps.clear();
  for (const [visit, { at }] of desk.badVisits)
    if (now - at > BAD_VISITS_KEPT_MS) desk.badVisits.delete(visit);
}
