import { businessDay, localTime } from '@bandecheng/shared/calendar/business-day';
import { asHappened, type EventData, type RecordedEvent } from '@bandecheng/shared/events';
import {
  DEVICE_WARNINGS,
  type BusinessDay,
  type CounterId,
  type DeviceId,
  type Instant,
} from '@bandecheng/shared/vocabulary';
import type { BookLine, DeviceLine, RatingLine } from './book-line.ts';

interface Evaluator {
  agent: string;
  counter: CounterId;
  well: boolean;
}

/** What has to be known of earlier events to tell the next one; kept with the book, and small. */
export interface BookMemory {
  day: BusinessDay;
  timeZone: string;
  dayStartsAt: string;
  evaluators: Record<DeviceId, Evaluator>;
  /** Agents that are away. */
  away: string[];
  /** Since when a counter is not open; one that is open is not named. */
  shut: Record<CounterId, Instant>;
}

export function emptyMemory(): BookMemory {
  return { day: '', timeZone: 'Asia/Shanghai', dayStartsAt: '00:00', evaluators: {}, away: [], shut: {} };
}

/** What an event adds to the book. Changes the memory. */
export function linesOf(memory: BookMemory, recorded: RecordedEvent): BookLine[] {
  const event = asHappened(recorded);
  switch (event.type) {
    case 'HallConfigured':
      memory.timeZone = event.data.hall.timeZone;
      memory.dayStartsAt = event.data.hall.dayStartsAt;
      return [];
    case 'DayOpened':
      return openDay(memory, event.data.day, event);
    case 'CounterOpened':
    case 'CounterResumed':
      if (isOfToday(memory, event)) delete memory.shut[event.data.counter];
      return [];
    case 'CounterClosed':
    case 'CounterPaused':
      if (isOfToday(memory, event)) memory.shut[event.data.counter] = event.at;
      return [];
    case 'AgentJoined':
    case 'AgentLost':
    case 'DeviceStateChanged':
      return devicesMoved(memory, event);
    case 'ServiceFinished': {
      const { visit, counter, service, clerk, seconds } = event.data;
      const ended = { visit, counter, service, clerk, seconds, slot: slotOf(event.at, memory.timeZone) };
      return [{ kind: 'visit', ...at(event), ...ended, offline: isOffline(memory, counter) }];
    }
    case 'PressRecorded':
      return [pressLine(memory, event.data, event)];
    case 'RatingGiven':
      return [givenLine(memory, event.data, event)];
    case 'ReasonsGiven': {
      const { visit, reasons, text } = event.data;
      return [{ kind: 'reasons', seq: event.seq, visit, reasons, words: text !== undefined }];
    }
    case 'CallRecorded':
      return event.data.outcome === 'valid'
        ? [{ kind: 'call', seq: event.seq, visit: event.data.visit }]
        : [];
    default:
      return [];
  }
}

/** What an agent did at a counter on a day that is over says nothing of the counter today. */
function isOfToday({ day, timeZone, dayStartsAt }: BookMemory, { at: instant }: Place): boolean {
  return businessDay(instant, timeZone, dayStartsAt) >= day;
}

type Place = Pick<RecordedEvent, 'seq' | 'at'>;

function at({ seq, at: instant }: Place): Place {
  return { seq, at: instant };
}

/** Every day says for itself which evaluators it begins without. */
function openDay(memory: BookMemory, day: BusinessDay, event: Place): BookLine[] {
  memory.day = day;
  memory.shut = {};
  return Object.keys(memory.evaluators)
    .filter((device) => !isUsable(memory, device))
    .map((device) => deviceLine(memory, device, event.at, event));
}

type DeviceEvent = Extract<RecordedEvent, { type: 'AgentJoined' | 'AgentLost' | 'DeviceStateChanged' }>;

function devicesMoved(memory: BookMemory, event: DeviceEvent): BookLine[] {
  const before = new Map(Object.keys(memory.evaluators).map((device) => [device, isUsable(memory, device)]));
  if (event.type === 'AgentLost') memory.away = [...new Set([...memory.away, event.data.agent])];
  else if (event.type === 'AgentJoined') joined(memory, event.data);
  else {
    const known = memory.evaluators[event.data.device];
    if (known !== undefined) known.well = event.data.problems.every((one) => DEVICE_WARNINGS.includes(one));
  }
  // A device tells its change late when its agent was away; its own time says since when.
  const since = event.type === 'DeviceStateChanged' ? Math.min(event.data.since, event.at) : event.at;
  return Object.keys(memory.evaluators)
    .filter((device) => (before.get(device) ?? true) !== isUsable(memory, device))
    .map((device) => deviceLine(memory, device, since, event));
}

/** An announcement replaces the devices the agent had; one it had keeps its state. */
function joined(memory: BookMemory, { agent, devices }: EventData<'AgentJoined'>): void {
  memory.away = memory.away.filter((one) => one !== agent);
  const before = memory.evaluators;
  const kept = Object.entries(before).filter(([, evaluator]) => evaluator.agent !== agent);
  const announced = devices
    .filter(({ kind }) => kind === 'evaluator')
    .map(({ id, counter }): [string, Evaluator] => [
      id,
      { agent, counter: counter ?? '', well: before[id]?.agent === agent ? before[id].well : true },
    ]);
  memory.evaluators = Object.fromEntries([...kept, ...announced]);
}

function isUsable(memory: BookMemory, device: DeviceId): boolean {
  const evaluator = memory.evaluators[device];
  return evaluator !== undefined && evaluator.well && !memory.away.includes(evaluator.agent);
}

/** A counter without an evaluator has other ways to be rated, and lacks none. */
function isOffline(memory: BookMemory, counter: CounterId): boolean {
  const here = Object.keys(memory.evaluators).filter((id) => memory.evaluators[id]?.counter === counter);
  return here.length > 0 && !here.some((device) => isUsable(memory, device));
}

function deviceLine(memory: BookMemory, device: DeviceId, since: Instant, { seq }: Place): DeviceLine {
  const counter = memory.evaluators[device]?.counter ?? '';
  const usable = isUsable(memory, device);
  return { kind: 'device', seq, day: memory.day, at: since, device, counter, usable };
}

function pressLine(memory: BookMemory, press: EventData<'PressRecorded'>, event: Place): RatingLine {
  const { fate, level, channel, device, counter, visit, service, clerk, pressedAt } = press;
  return {
    ...{ kind: 'rating', ...at(event), day: memory.day, ratedAt: pressedAt },
    slot: slotOf(pressedAt, memory.timeZone),
    ...{ channel, level, fate, times: 1, device, typedBy: '', list: '', reasons: [] },
    ...{ visit: visit ?? '', counter: counter ?? '', service: service ?? '', clerk: clerk ?? '' },
    ...{ byDefault: false, named: false, words: false, away: awaySeconds(memory, counter, pressedAt) },
  };
}

/** Whoever types in a rating does it when they can: only what the applicant gave at the counter can be out of hours. */
function givenLine(memory: BookMemory, given: EventData<'RatingGiven'>, event: Place): RatingLine {
  const { level, channel, fate, times, ratedAt, reasons, text, typedBy, list, source, named } = given;
  const { visit, counter, service, clerk } = given;
  const away = channel === 'tablet' ? awaySeconds(memory, counter, ratedAt) : -1;
  return {
    ...{ kind: 'rating', ...at(event), day: memory.day, ratedAt, slot: slotOf(ratedAt, memory.timeZone) },
    ...{ channel, level, fate, times, visit, counter, service, clerk, device: '', named, reasons, away },
    ...{
      typedBy: typedBy ?? '',
      list: list ?? '',
      byDefault: source === 'default',
      words: text !== undefined,
    },
  };
}

function awaySeconds({ shut }: BookMemory, counter: CounterId | null, instant: Instant): number {
  const since = shut[counter ?? ''];
  return since === undefined || since > instant ? -1 : Math.round((instant - since) / 1000);
}

function slotOf(instant: Instant, timeZone: string): number {
  const { weekday, minute } = localTime(instant, timeZone);
  return (weekday - 1) * 24 + Math.floor(minute / 60);
}
