import { clockText } from '../calendar/business-day.ts';
import type { Hall } from '../hall.ts';
import { BAD_LEVELS, type Instant, type Level, type RatingChannel } from '../vocabulary.ts';
import type { Connector, DATE_FORMATS, Fact, Field } from './connector.ts';
import type { ConnectorSetup } from './setup.ts';

/** A visit as the hall's own record has it. */
export interface ServedVisit {
  visit: string;
  service: string;
  counter: string;
  clerk: string;
  startedAt: Instant;
  finishedAt: Instant;
  /** 办件编号, and which service of that case this was. */
  project: string;
  serviceNumber: number;
}

/** A rating as the hall's own record has it; `text` in plain words. */
export interface GivenRating {
  level: Level;
  channel: RatingChannel;
  ratedAt: Instant;
  times: number;
  reasons: readonly string[];
  text: string | null;
  named: boolean;
}

export type Payload = Record<string, string | number | boolean>;
/** A record, or the field of it that has no value. */
export type MadePayload = { ok: true; payload: Payload } | { ok: false; missing: string };

/** What a record is made with. */
export interface PayloadParts {
  connector: Connector;
  setup: Pick<ConnectorSetup, 'settings' | 'services' | 'affairKind' | 'served'>;
  hall: Pick<Hall, 'services' | 'counters' | 'timeZone'>;
  /** Words for the levels. */
  levelNames: Readonly<Record<Level, string>>;
}

/** A visit's service record. Refuses with the field that has no value; throws where the connector has no such record. */
export function servicePayload(parts: PayloadParts, visit: ServedVisit): MadePayload {
  if (parts.connector.service === undefined) throw new Error('a service record nobody asked for');
  return filled(parts, parts.connector.service.fields, visit.service, factsOfVisit(parts, visit));
}

/** A rating's record. Refuses with the field that has no value. */
export function ratingPayload(parts: PayloadParts, visit: ServedVisit, rating: GivenRating): MadePayload {
  const facts = { ...factsOfVisit(parts, visit), ...factsOfRating(parts, rating) };
  return filled(parts, parts.connector.rating.fields, visit.service, facts);
}

/** The same for the same rating, however often it is sent. */
export function idempotencyKey({ project, serviceNumber }: ServedVisit, times: number | null): string {
  return times === null ? `${project}+${serviceNumber}` : `${project}+${serviceNumber}+${times}`;
}

/** Whether the province would refuse a bad rating that says nothing of why. */
export function lacksReasons(
  { badNeedsReasons }: Pick<Connector, 'badNeedsReasons'>,
  { level, reasons, hasText }: { level: Level; reasons: readonly string[]; hasText: boolean },
): boolean {
  return badNeedsReasons && BAD_LEVELS.includes(level) && reasons.length === 0 && !hasText;
}

type Facts = Partial<Record<Fact, string | number>>;

function factsOfVisit({ connector, setup, hall }: PayloadParts, visit: ServedVisit): Facts {
  const service = hall.services.find(({ id }) => id === visit.service);
  const counter = hall.counters.find(({ id }) => id === visit.counter);
  const own = setup.services[visit.service];
  return {
    ...{ project: visit.project, serviceNumber: visit.serviceNumber, visit: visit.visit },
    number: visit.visit.replace(/^\d{4}-\d{2}-\d{2}-([A-Z]+\d+).*$/, '$1'),
    ...{ service: visit.service, counter: visit.counter, clerk: visit.clerk },
    ...(service === undefined ? {} : { serviceName: service.name.zh, department: service.department.zh }),
    ...(counter === undefined ? {} : { counterNumber: counter.number }),
    ...{ startedAt: visit.startedAt, finishedAt: visit.finishedAt },
    affairKind: connector.codes.affairKind[own?.affairKind ?? setup.affairKind],
    served: connector.codes.served[own?.served ?? setup.served],
  };
}

function factsOfRating({ connector: { codes }, levelNames }: PayloadParts, rating: GivenRating): Facts {
  const channel = codes.channel[rating.channel];
  const coded = rating.reasons.map((reason) => codes.reason[reason]).filter((code) => code !== undefined);
  const uncoded = rating.reasons.filter((reason) => codes.reason[reason] === undefined);
  const text = [...uncoded, ...(rating.text === null ? [] : [rating.text])].join('；');
  return {
    ...{ level: codes.level[rating.level], levelName: levelNames[rating.level] },
    ...(channel === null ? {} : { channel }),
    ...{ ratedAt: rating.ratedAt, times: rating.times },
    ...(coded.length === 0 ? {} : { reasons: coded.join(',') }),
    ...(text === '' ? {} : { text }),
    named: rating.named ? codes.named.yes : codes.named.no,
  };
}

function filled(
  { setup, hall }: PayloadParts,
  fields: readonly Field[],
  service: string,
  facts: Facts,
): MadePayload {
  const settings = { ...setup.settings, ...setup.services[service]?.settings };
  const payload: Payload = {};
  for (const field of fields) {
    if ('constant' in field) {
      payload[field.as] = field.constant;
      continue;
    }
    const value =
      'setting' in field ? settings[field.setting] : shaped(field, facts[field.from], { settings, hall });
    if (value !== undefined) payload[field.as] = value;
    else if (field.optional !== true) return { ok: false, missing: field.as };
  }
  return { ok: true, payload };
}

function shaped(
  { prefix, date, most }: Extract<Field, { from: Fact }>,
  value: string | number | undefined,
  { settings, hall }: { settings: ConnectorSetup['settings']; hall: Pick<Hall, 'timeZone'> },
): string | number | undefined {
  if (value === undefined) return undefined;
  const dated = date === undefined ? value : dateText(Number(value), date, hall.timeZone);
  const before = settings[prefix ?? ''];
  const text = before === undefined ? dated : `${before}${dated}`;
  return most === undefined ? text : [...String(text)].slice(0, most).join('');
}

function dateText(at: Instant, format: (typeof DATE_FORMATS)[number], timeZone: string): string | number {
  const text = clockText(at, timeZone);
  if (format === 'ms') return at;
  if (format === 'YYYY-MM-DD hh:mm:ss') return text;
  const digits = text.replace(/[-:]/g, '').replace(' ', 'T');
  return format === 'YYYYMMDD' ? digits.slice(0, 8) : digits;
}
