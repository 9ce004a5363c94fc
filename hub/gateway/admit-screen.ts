import type { Actor } from '@bandecheng/shared/commands';
import type { ScreenHandshake } from '@bandecheng/shared/protocol';
import type { TicketId } from '@bandecheng/shared/vocabulary';
import { mayOpen } from './access.ts';
import { pairingCookie, screenSessionCookie, sessionCookie, type SignedInAt } from './cookies.ts';
import type { Identity, Pairing, Staff } from './identity.ts';
import { staffActor } from './on-record.ts';

/** Who a screen acts as; null: it may look and not command. */
export type Admission = { actor: Actor | null } | { refused: 'not-signed-in' | 'not-allowed' };

/** A screen, and which of its kind. */
export type Opened = Pick<ScreenHandshake, 'screen' | 'of'>;

/** Where somebody may be signed in alone. */
export interface Place {
  screen: SignedInAt;
  of?: string | undefined;
}

/**
 * Whether the cookies open this screen, and as whom. A ticket is followed by whoever knows its key, `of`. A pairing comes before a session: a kiosk stays a kiosk
 * though the shift leader has signed in on it once.
 */
export function admitScreen(
  { screen, of }: Opened,
  cookies: ReadonlyMap<string, string>,
  identity: Identity,
  holds: (key: string) => TicketId | undefined = () => undefined,
): Admission {
  const pairing = identity.pairing(cookies.get(pairingCookie(screen, of)) ?? '');
  if (pairing?.screen === screen && pairing.of === of) return { actor: actorOf(pairing) };
  const staff = staffOf(cookies, identity, { screen, ...(of === undefined ? {} : { of }) });
  if (!mayOpen(screen, staff?.role ?? null))
    return { refused: staff === null ? 'not-signed-in' : 'not-allowed' };
  if (screen === 'follow') {
    const ticket = holds(of ?? '');
    return { actor: ticket === undefined ? null : { kind: 'holder', ticket } };
  }
  if (staff === null) return { actor: null };
  return { actor: staffActor(staff) };
}

/** Who stands in front of a paired device. A display takes no commands. */
function actorOf({ screen, of }: Pairing): Actor | null {
  if (screen === 'display' || of === undefined) return null;
  return screen === 'kiosk' ? { kind: 'kiosk', kiosk: of } : { kind: 'tablet', counter: of };
}

/** Who is signed in: for this screen alone, or on the whole browser. */
export function staffOf(
  cookies: ReadonlyMap<string, string>,
  identity: Identity,
  opened?: Place,
): Staff | null {
  const ofScreen =
    opened === undefined ? undefined : cookies.get(screenSessionCookie(opened.screen, opened.of));
  return identity.staff(ofScreen ?? '') ?? identity.staff(cookies.get(sessionCookie()) ?? '');
}
