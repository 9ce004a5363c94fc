import type { RecordedEvent } from '@bandecheng/shared/events';
import type { CallReason, Instant, TicketStatus } from '@bandecheng/shared/vocabulary';
import type { CounterNow, HallState, Ticket } from './hall-state.ts';
import { joinLine, leaveLine } from './lines.ts';
import { applyNewTicket } from './new-ticket-evolve.ts';

type TicketEvent = Extract<
  RecordedEvent,
  {
    type:
      | 'TicketIssued'
      | 'TicketCalled'
      | 'TicketRecalled'
      | 'ServiceStarted'
      | 'ServiceFinished'
      | 'TicketNoShow'
      | 'TicketHeld'
      | 'TicketRequeued'
      | 'TicketTransferred'
      | 'TicketCancelled'
      | 'TicketBackfilled'
      | 'TicketSentOn'
      | 'MattersChanged';
  }
>;

/** The newest calls of the hall: enough for a display that shows those of one area alone. */
const CALLS_KEPT = 200;
/** The newest numbers called in vain that are shown. */
const MISSED_KEPT = 50;
/** Visits a service's length is reckoned from. */
const RECENT_KEPT = 20;

export function applyTicket(state: HallState, event: TicketEvent): void {
  if (event.type === 'TicketIssued' || event.type === 'TicketBackfilled') return applyNewTicket(state, event);
  const ticket = state.tickets.get(event.data.ticket);
  if (ticket === undefined) return;
  if (event.type === 'MattersChanged') {
    ticket.matters = event.data.matters;
    return;
  }
  state.held.delete(ticket.id);
  delete ticket.heldUntil;
  switch (event.type) {
    case 'TicketCalled':
      return call(state, ticket, event);
    case 'TicketRecalled':
      ticket.times = event.data.times;
      if (event.happenedAt === undefined) announce(state, ticket, event.seq, event.data.counter, event.at);
      return;
    case 'ServiceStarted':
      move(ticket, 'serving', event.at);
      ticket.startedAt = event.at;
      ticket.visits += 1;
      if (ticket.matters.length === 0)
        ticket.matters = [{ service: ticket.service, quantity: 1, state: 'active' }];
      return;
    case 'ServiceFinished':
      return finish(state, ticket, event);
    case 'TicketNoShow':
      return noShow(state, ticket, event);
    case 'TicketHeld':
      freeCounter(state, ticket, event.at);
      state.held.add(ticket.id);
      move(ticket, 'held', event.at);
      ticket.reason = event.data.reason;
      if (event.data.until !== undefined) ticket.heldUntil = event.data.until;
      return;
    case 'TicketRequeued':
      return wait(state, ticket, event.at, () => {
        ticket.orderAt = event.data.orderAt;
        sendTo(ticket, event.data.counter);
      });
    case 'TicketTransferred':
      return wait(state, ticket, event.at, () => {
        goOn(ticket, event);
        if (event.data.returnTo !== undefined) ticket.returnTo = event.data.returnTo;
      });
    case 'TicketSentOn':
      // The visit is finished, the applicant is not.
      state.totals.finished -= 1;
      return wait(state, ticket, event.at, () => {
        if (ticket.returnTo === undefined) ticket.more = ticket.more.slice(1);
        delete ticket.returnTo;
        goOn(ticket, event);
      });
    case 'TicketCancelled':
      freeCounter(state, ticket, event.at);
      leaveLine(state, ticket);
      if (event.data.kept !== undefined && ticket.status === 'no-show') wasNeverMissed(state, ticket);
      move(ticket, 'cancelled', event.at);
      ticket.reason = event.data.reason;
  }
}

function call(
  state: HallState,
  ticket: Ticket,
  { data, at, seq, happenedAt }: Extract<TicketEvent, { type: 'TicketCalled' }>,
): void {
  leaveLine(state, ticket);
  move(ticket, 'called', at);
  ticket.counter = data.counter;
  ticket.calledAt = at;
  ticket.times = 1;
  ticket.why = data.why;
  delete ticket.startedAt;
  delete ticket.reason;
  if (ticket.class === 'ordinary') state.passedOver.set(ticket.service, 0);
  for (const service of data.passedOver)
    state.passedOver.set(service, (state.passedOver.get(service) ?? 0) + 1);
  const counter = state.counters.get(data.counter);
  if (counter !== undefined) take(counter, ticket, data.why.reason, at);
  const missed = state.missed.indexOf(ticket.id);
  if (missed >= 0) state.missed.splice(missed, 1);
  if (happenedAt === undefined) announce(state, ticket, seq, data.counter, at);
}

function take(counter: CounterNow, ticket: Ticket, reason: CallReason, at: Instant): void {
  counter.ticket = ticket.id;
  const idleFrom = Math.max(counter.freeSince, ticket.orderAt);
  counter.idleSeconds += Math.max(0, Math.round((at - idleFrom) / 1000));
  if (reason === 'chosen') counter.chosen += 1;
}

/** On the displays, which say each call aloud. One from a time without the hub is past. */
function announce(state: HallState, ticket: Ticket, seq: number, counter: string, at: Instant): void {
  state.calls.unshift({ seq, ticket: ticket.id, counter, calledAt: at, times: ticket.times });
  if (state.calls.length > CALLS_KEPT) state.calls.length = CALLS_KEPT;
}

function finish(
  state: HallState,
  ticket: Ticket,
  { data, at }: Extract<TicketEvent, { type: 'ServiceFinished' }>,
): void {
  freeCounter(state, ticket, at);
  move(ticket, 'finished', at);
  ticket.matters = [];
  state.totals.finished += 1;
  // From the call on: until the applicant has come, the counter serves nobody else.
  const seconds = Math.max(0, Math.round((at - (ticket.calledAt ?? at)) / 1000));
  const recent = [...(state.recentSeconds.get(data.service) ?? []), seconds];
  state.recentSeconds.set(data.service, recent.slice(-RECENT_KEPT));
  const counter = state.counters.get(data.counter);
  if (counter === undefined) return;
  counter.finished += 1;
  counter.serviceSeconds += data.seconds;
}

function noShow(
  state: HallState,
  ticket: Ticket,
  { data, at }: Extract<TicketEvent, { type: 'TicketNoShow' }>,
): void {
  freeCounter(state, ticket, at);
  leaveLine(state, ticket);
  move(ticket, 'no-show', at);
  if (data.reason !== undefined) ticket.reason = data.reason;
  state.totals.noShow += 1;
  state.missed.unshift(ticket.id);
  if (state.missed.length > MISSED_KEPT) state.missed.length = MISSED_KEPT;
  const counter = data.counter === undefined ? undefined : state.counters.get(data.counter);
  if (counter !== undefined) counter.noShow += 1;
}

/** It was called in vain because nobody had it: no applicant has failed to come. */
function wasNeverMissed(state: HallState, ticket: Ticket): void {
  state.totals.noShow -= 1;
  const missed = state.missed.indexOf(ticket.id);
  if (missed >= 0) state.missed.splice(missed, 1);
  const counter = ticket.counter === undefined ? undefined : state.counters.get(ticket.counter);
  if (counter !== undefined) counter.noShow -= 1;
}

/** Back to waiting: out of the old line first, since `place` changes which line is its own. */
function wait(state: HallState, ticket: Ticket, at: Instant, place: () => void): void {
  freeCounter(state, ticket, at);
  leaveLine(state, ticket);
  place();
  move(ticket, 'waiting', at);
  const missed = state.missed.indexOf(ticket.id);
  if (missed >= 0) state.missed.splice(missed, 1);
  delete ticket.counter;
  delete ticket.reason;
  joinLine(state, ticket);
}

function goOn(
  ticket: Ticket,
  { at, data }: Extract<TicketEvent, { type: 'TicketTransferred' | 'TicketSentOn' }>,
): void {
  ticket.moves.push({ at, ...data.from });
  ticket.service = data.to.service;
  ticket.matters = [];
  sendTo(ticket, data.to.counter);
}

function sendTo(ticket: Ticket, counter: string | undefined): void {
  if (counter === undefined) delete ticket.sentTo;
  else ticket.sentTo = counter;
}

function move(ticket: Ticket, status: TicketStatus, at: Instant): void {
  ticket.status = status;
  ticket.since = at;
}

function freeCounter(state: HallState, ticket: Ticket, at: Instant): void {
  const counter = ticket.counter === undefined ? undefined : state.counters.get(ticket.counter);
  if (counter?.ticket !== ticket.id) return;
  delete counter.ticket;
  counter.freeSince = at;
}
