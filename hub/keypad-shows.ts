import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { HubToAgent } from '@bandecheng/shared/messages';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import { countersNamed } from './state/counters-named.ts';
import { waitingFor, type Device, type HallState } from './state/hall-state.ts';

/** What a caller keypad is told. */
export type KeypadMessage = { agent: AgentId } & {
  [N in 'keypad:show' | 'keypad:refused']: { name: N; data: Parameters<HubToAgent[N]>[0] };
}['keypad:show' | 'keypad:refused'];

/** Events that move a line several counters may call from, or take a ticket from a counter they do not name. */
const LINE_MOVES: readonly EventType[] = [
  'TicketIssued',
  'TicketCalled',
  'TicketRequeued',
  'TicketTransferred',
  'TicketCancelled',
  'DayOpened',
  'HallConfigured',
];

/** A key that comes so late is forgotten by whoever pressed it: a beep now would be taken for another key's. */
const NOT_TOLD: readonly RefusalWord[] = ['key-too-old'];

/** What keypads are to show after these events, and which of their keys were refused. */
export function keypadShows(events: readonly RecordedEvent[], state: HallState): KeypadMessage[] {
  const lineMoved = events.some(({ type }) => LINE_MOVES.includes(type));
  const counters = countersNamed(events);
  return [
    ...keypads(state)
      .filter(({ counter }) => lineMoved || counters.has(counter ?? ''))
      .map((device) => keypadShow(state, device)),
    ...events.flatMap((event) => keyRefused(event)),
  ];
}

/** What every keypad of an agent is to show now. */
export function keypadShowsOf(agent: AgentId, state: HallState): KeypadMessage[] {
  return keypads(state)
    .filter((device) => device.agent === agent)
    .map((device) => keypadShow(state, device));
}

function keypads(state: HallState): Device[] {
  return [...state.devices.values()].filter((d) => d.kind === 'keypad' && d.counter !== undefined);
}

function keypadShow(state: HallState, { id, agent, counter }: Device): KeypadMessage {
  const ticket = state.tickets.get(state.counters.get(counter ?? '')?.ticket ?? '');
  const rules = state.hall?.counters.find((c) => c.id === counter);
  const sentHere = state.lines.get(`@${counter}`)?.length ?? 0;
  const waiting = (rules?.services ?? []).reduce(
    (sum, service) => sum + waitingFor(state, service),
    sentHere,
  );
  return { agent, name: 'keypad:show', data: { device: id, number: ticket?.number ?? null, waiting } };
}

function keyRefused({ type, data }: RecordedEvent): KeypadMessage[] {
  if (type !== 'ReportRefused' || data.type !== 'UseKeypad' || data.device === undefined) return [];
  const { agent, device, refused } = data;
  return NOT_TOLD.includes(refused) ? [] : [{ agent, name: 'keypad:refused', data: { device, refused } }];
}
