import type { Screen } from '@bandecheng/shared/vocabulary';

const SESSION = 'bdc_session';
const PAIRING = 'bdc_screen';
/** 400 days, the longest a browser keeps a cookie. A paired screen's is renewed whenever its page is loaded. */
export const PAIRING_SECONDS = 400 * 24 * 60 * 60;

/** Where one may be signed in alone: the screens, and the pages of rules and ratings, which have no socket. */
export type SignedInAt = Screen | 'rules' | 'ratings';

/** Cookie that proves who is signed in on this browser. */
export function sessionCookie(): string {
  return SESSION;
}

/**
 * Cookie that signs in one screen alone: in a demo hall one browser is several people at once, each in its
 * own tab.
 */
export function screenSessionCookie(screen: SignedInAt, of?: string): string {
  return [SESSION, screen, ...(of === undefined ? [] : [of])].join('_');
}

/** Cookie that proves a device was paired with a screen; one browser may be paired with several. */
export function pairingCookie(screen: Screen, of?: string): string {
  return [PAIRING, screen, ...(of === undefined ? [] : [of])].join('_');
}

/** Whether signing out removes this cookie. */
export function isSessionCookie(name: string): boolean {
  return name === SESSION || name.startsWith(`${SESSION}_`);
}

/** Whether it is the cookie of a paired screen. */
export function isPairingCookie(name: string): boolean {
  return name === PAIRING || name.startsWith(`${PAIRING}_`);
}

/** The cookies of a request. What is no `name=value` is left out; the first of two of one name counts. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const value = pair.slice(equals + 1).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

/**
 * A Set-Cookie line. Without Secure: halls run on plain http inside an intranet.
 * @param value empty: the cookie is removed
 * @param seconds how long the browser keeps it; until it is closed when left out
 */
export function cookieLine(name: string, value: string, seconds?: number): string {
  const age = value === '' ? 0 : seconds;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${age === undefined ? '' : `; Max-Age=${age}`}`;
}
