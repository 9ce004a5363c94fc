import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import type { WindowShow } from '@bandecheng/shared/protocol';
import type { AgentId, CounterId } from '@bandecheng/shared/vocabulary';
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
  const counters = new Set<CounterId>();
  for (const { type, data } of events)
    if (AT_ONE_COUNTER.includes(type) && 'counter' in data && typeof data.counter === 'string')
      counters.add(data.counter);
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

/** Nothing for a display over no counter of this hall: whatever it said would be wrong. */
function windowShow(state: HallState, { id, agent, counter }: Device): WindowMessage[] {
  const rules = state.hall?.counters.find((known) => known.id === counter);
  if (rules === undefined) return [];
  const now = state.counters.get(rules.id);
  const ticket = state.tickets.get(now?.ticket ?? '');
  const at = { device: id, counterNumber: rules.number };
  const show = (data: WindowShow): WindowMessage[] => [{ agent, name: 'window:show', data }];
  if (ticket !== undefined)
    return show({
      ...at,
      state: ticket.status === 'called' ? 'called' : 'serving',
      number: ticket.number,
    });
  if (now?.state === 'paused') return show({ ...at, state: 'paused' });
  if (now?.state !== 'open') return show({ ...at, state: 'closed' });
  const services = rules.services.flatMap(
    (service) => state.hall?.services.find(({ id: known }) => known === service)?.name.zh ?? [],
  );
  return show({ ...at, state: 'idle', services });
}
