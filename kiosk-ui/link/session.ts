import type { AppointmentView } from '@bandecheng/shared/appointment-view';
import type { YearMissing } from '@bandecheng/shared/calendar/year-missing';
import type { LocalText } from '@bandecheng/shared/hall';
import type { Problem } from '@bandecheng/shared/parse';
import type { Language, Role, Screen } from '@bandecheng/shared/vocabulary';

/** What every page may know of the hall before it is let in. */
export interface HallInfo {
  id: string;
  name: LocalText;
  languages: Language[];
  timeZone: string;
  counters: { id: string; number: number; name: LocalText }[];
  kiosks: { id: string; name: LocalText }[];
  displays: { id: string; name: LocalText }[];
  demo: boolean;
  /** The year whose holidays somebody must import. */
  yearMissing: YearMissing | null;
  /** The virtual devices' page, in a demo hall. */
  virtualUrl?: string;
}

/** Who is signed in on this browser. */
export interface SessionInfo {
  account: string;
  name?: string;
  role: Role;
  /** Held beside it, as long as nobody else has it. */
  also?: Role;
  /** Still the one-time password of the first start. */
  oneTime?: boolean;
}

export interface ApiNotDone {
  ok: false;
  problems?: Problem[];
  refused?: string;
  about?: Record<string, string | number>;
  fault?: string;
}
export type ApiAnswer<T> = ({ ok: true } & T) | ApiNotDone;

/** Screens a demo hall opens with one click. */
export type DemoScreen = Exclude<Screen, 'follow'> | 'rules' | 'ratings';

const ANSWER_WITHIN_MS = 8_000;

export const hallInfo = (): Promise<ApiAnswer<HallInfo>> => ask('GET', '/api/hall');
export const currentSession = (): Promise<ApiAnswer<SessionInfo>> => ask('GET', '/api/session');
export const login = (account: string, password: string): Promise<ApiAnswer<SessionInfo>> =>
  ask('POST', '/api/session', { account, password });
export const logout = (): Promise<ApiAnswer<object>> => ask('DELETE', '/api/session');
export const changePassword = (before: string, after: string): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/password', { before, after });
/** Redeems a pairing code for this device's screen token (a cookie). */
export const pair = (code: string): Promise<ApiAnswer<{ screen: Screen; of?: string }>> =>
  ask('POST', '/api/pair', { code });
/** The appointments of today and later, by their time. */
export const keptAppointments = (): Promise<ApiAnswer<{ appointments: AppointmentView[] }>> =>
  ask('GET', '/api/appointments');
/** The hall's own audio files: file names by language. */
export const hallVoices = (): Promise<ApiAnswer<{ voices: Record<string, string[]> }>> =>
  ask('GET', '/api/voices');
/** Demo hall only: becomes the demo account or pairing of that screen. */
export const enterDemo = (as: DemoScreen, of?: string): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/demo/enter', of === undefined ? { as } : { as, of });

/**
 * One JSON request to the hub. Never rejects: what is no answer comes back as `fault: 'unavailable'`.
 * @param withinMs how long the answer may take
 * @param beyondPage a short request that is sent also when the page is about to go
 */
export function ask<T>(
  method: string,
  path: string,
  body?: object,
  withinMs = ANSWER_WITHIN_MS,
  beyondPage = false,
): Promise<ApiAnswer<T>> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const request = { method, keepalive: beyondPage, ...(body === undefined ? {} : json) };
  return readAnswer(path, request, withinMs);
}

/** As `ask`, with whatever body. */
export async function readAnswer<T>(
  path: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body' | 'keepalive'>,
  withinMs: number,
): Promise<ApiAnswer<T>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), withinMs);
  try {
    const response = await fetch(path, { ...request, credentials: 'same-origin', signal: stop.signal });
    const answer: unknown = await response.json();
    return isAnswer<T>(answer) ? answer : { ok: false, fault: 'unavailable' };
  } catch {
    return { ok: false, fault: 'unavailable' };
  } finally {
    clearTimeout(timer);
  }
}

function isAnswer<T>(answer: unknown): answer is ApiAnswer<T> {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean';
}
