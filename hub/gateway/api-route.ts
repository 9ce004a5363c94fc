import type { Readable } from 'node:stream';
import { parse, type Problem } from '@bandecheng/shared/parse';
import type { NotDone } from '@bandecheng/shared/refusals';
import type * as z from 'zod';
import { mayDo, type Deed } from './access.ts';
import { staffOf, type Place } from './admit-screen.ts';
import type { Identity, Staff } from './identity.ts';

/** A request to the pages' API, without its web framework. */
export interface ApiRequest {
  /** Of a route that takes files: the bytes as they came. */
  body: unknown;
  cookies: ReadonlyMap<string, string>;
  /** What stands in the address, by the names of the route's path. */
  params: Readonly<Record<string, unknown>>;
  /** What stands behind the address's question mark. */
  query: Readonly<Record<string, unknown>>;
  /** Where it comes from, for the login throttle. */
  address: string;
}

export interface ApiReply {
  status: number;
  body: { ok: boolean } & Record<string, unknown>;
  /** Set-Cookie lines. */
  cookies?: readonly string[];
  /** Sent in the place of the body. */
  file?: { bytes: Buffer; type: string; name: string };
  /** Sent in the place of the body, too long to be held in memory. */
  stream?: { content: Readable; type: string; name: string };
}

export interface ApiRoute {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  /** The body is a file, and not read before somebody is let in. */
  takesFile?: {
    mostBytes: number;
    tooLarge: ApiReply;
    /** Null: let in. */
    keepOut(request: Omit<ApiRequest, 'body'>): ApiReply | null;
  };
  /** Asked by a program, which has no Origin; it acts for nobody by a cookie. */
  forPrograms?: true;
  handle(request: ApiRequest): Promise<ApiReply> | ApiReply;
}

/** The status that goes with each word for no. */
const STATUS = {
  'login-wrong': 401,
  'login-wait': 429,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-from-here': 403,
  'password-wrong': 403,
  'account-taken': 409,
  'account-unknown': 404,
  'last-admin': 409,
  'last-security-admin': 409,
  'own-account': 409,
  'agent-unknown': 404,
  'wrong-code': 403,
  'too-many-codes': 429,
  'counter-unknown': 404,
  'kiosk-unknown': 404,
  'agent-away': 503,
  'agent-silent': 504,
  'agent-unclear': 502,
  'answer-too-long': 502,
  'display-unknown': 404,
  'page-unknown': 404,
  'key-taken': 409,
  'key-unknown': 404,
  'webhook-unknown': 404,
  'hall-changed': 409,
  'proposal-unknown': 404,
  'own-proposal': 409,
  'not-erased': 404,
  'day-unknown': 404,
  'no-case-desk': 404,
  'case-unknown': 404,
  'case-confidential': 403,
  'form-unknown': 404,
  'material-unknown': 404,
  'hand-over-unknown': 404,
  'attachment-empty': 400,
  'attachment-too-large': 413,
  'attachment-type-unknown': 415,
  'attachment-type-lies': 415,
  'photo-unknown': 404,
  'ticket-unknown': 404,
  'rating-not-invited': 409,
  'rated-already': 409,
  'rating-over': 409,
  'case-open': 409,
  'knowledge-taken': 409,
  'knowledge-unknown': 404,
  'call-list-unknown': 404,
  'connector-unknown': 404,
  'nothing-handed': 404,
  'too-many-requests': 429,
} as const;

/** Why the API says no. */
export type ApiRefusal = keyof typeof STATUS;

export function done(body: Record<string, unknown> = {}, cookies: readonly string[] = []): ApiReply {
  return { status: 200, body: { ok: true, ...body }, cookies };
}

export function refused(word: ApiRefusal, about?: Record<string, string | number>): ApiReply {
  return {
    status: STATUS[word],
    body: { ok: false, refused: word, ...(about === undefined ? {} : { about }) },
  };
}

export function malformed(problems: readonly Problem[], status = 400): ApiReply {
  return { status, body: { ok: false, problems } };
}

export function broken(fault: 'unavailable' | 'stopping'): ApiReply {
  return { status: 503, body: { ok: false, fault } };
}

/** A file in the place of an answer. */
export function sent(file: NonNullable<ApiReply['file']>): ApiReply {
  return { status: 200, body: { ok: true }, file };
}

/** A command that was not done, over the API. */
export function notDone(answer: NotDone): ApiReply {
  if ('refused' in answer) return { status: 409, body: { ...answer } };
  return 'fault' in answer ? broken(answer.fault) : malformed(answer.problems);
}

/** Parses the body before handling it; what is malformed is answered with every problem's path. */
export async function withBody<S extends z.ZodType>(
  schema: S,
  request: ApiRequest,
  handle: (body: z.output<S>) => Promise<ApiReply> | ApiReply,
): Promise<ApiReply> {
  const parsed = parse(schema, request.body);
  return parsed.ok ? handle(parsed.value) : malformed(parsed.problems);
}

/** Parses what stands behind the address's question mark, as `withBody` does the body. */
export async function withQuery<S extends z.ZodType>(
  schema: S,
  { query }: Pick<ApiRequest, 'query'>,
  handle: (asked: z.output<S>) => Promise<ApiReply> | ApiReply,
): Promise<ApiReply> {
  const parsed = parse(schema, query);
  return parsed.ok ? handle(parsed.value) : malformed(parsed.problems);
}

/**
 * Makes the routes of whoever is signed in on this browser and may do this.
 * @param opened the screen whose page asks, where one may be signed in on it alone
 */
export function staffRoutes(identity: Identity, opened?: Place) {
  return (
    method: ApiRoute['method'],
    path: string,
    deed: Deed,
    answer: (staff: Staff, request: ApiRequest) => Promise<ApiReply> | ApiReply,
  ): ApiRoute => ({
    ...{ method, path },
    handle: (request) => forStaff(deed, request, identity, (staff) => answer(staff, request), opened),
  });
}

/**
 * Handles for whoever is signed in on this browser, and may do this (undefined: anyone signed in may).
 * @param opened the screen whose page asks, where one may be signed in on it alone
 */
export async function forStaff(
  deed: Deed | undefined,
  request: ApiRequest,
  identity: Identity,
  handle: (staff: Staff) => Promise<ApiReply> | ApiReply,
  opened?: Place,
): Promise<ApiReply> {
  const staff = staffWho(deed, request, identity, opened);
  return 'status' in staff ? staff : handle(staff);
}

/** Whoever is signed in and may do this, or the answer for anyone else. */
export function staffWho(
  deed: Deed | undefined,
  { cookies }: Pick<ApiRequest, 'cookies'>,
  identity: Identity,
  opened?: Place,
): Staff | ApiReply {
  const staff = staffOf(cookies, identity, opened);
  if (staff === null) return refused('not-signed-in');
  return deed === undefined || mayDo(deed, staff) ? staff : refused('not-allowed');
}
