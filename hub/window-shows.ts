import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { WindowShow } from '@bandecheng/shared/protocol';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import { windowShown } from '@bandecheng/shared/window-shown';
import { countersNamed } from './state/counters-named.ts';
import type { Device, HallState } from './state/hall-state.ts';

/** What the display of one counter is told. */
export interface WindowMessage {
  agent: AgentId;
  name: 'window:show';
  data: WindowShow;
}

/** Events after which the display of the counter they name says something else. A recall is shown anew. */
const AT_ONE_COUNTER: readonly EventType[] = [
  'TicketCalled',
  'TicketRecalled',
  'ServiceStarted',
  'ServiceFinished',
  'TicketNoShow',
  'TicketHeld',
  'CounterOpened',
  'CounterClosed',
  'CounterPaused',
  'CounterResumed',
];

/** Events that take a ticket from a counter they do not name, or change every counter. */
const ANYWHERE: readonly EventType[] = [
  'TicketRequeued',
  'TicketTransferred',
  'TicketCancelled',
  'DayOpened',
  'HallConfigured',
];

/** What window displays are to say after these events; nothing for one of which nothing changed. */
export function windowShows(events: readonly RecordedEvent[], state: HallState): WindowMessage[] {
  const everywhere = events.some(({ type }) => ANYWHERE.includes(type));
  const counters = countersNamed(events, AT_ONE_COUNTER);
  return windowDisplays(state)
    .filter(({ counter }) => everywhere || counters.has(counter ?? ''))
    .flatMap((device) => windowShow(state, device));
}

/** What every window display of an agent is to say now. */
export function windowShowsOf(agent: AgentId, state: HallState): WindowMessage[] {
  return windowDisplays(state)
    .filter((device) => device.agent === agent)
    .flatMap((device) => windowShow(state, device));
}

function windowDisplays(state: HallState): Device[] {
  return [...state.devices.values()].filter(({ kind }) => kind === 'window-display');
}

function windowShow(state: HallState, { id, agent, counter }: Device): WindowMessage[] {
  const { hall } = state;
  if (hall === null) return [];
  const known = state.counters.get(counter ?? '');
  const standing = known && { state: known.state, ticket: state.tickets.get(known.ticket ?? '') };
  const data = windowShown(hall, id, counter, standing);
  return data === null ? [] : [{ agent, name: 'window:show', data }];
}
