import { NAMESPACES } from '@bandecheng/shared/messages';
import type { Screen } from '@bandecheng/shared/vocabulary';
import type { Server } from 'socket.io';
import { hangUp, type Link } from './hang-up.ts';

/** A link that has joined no namespace by then is cut. */
export const JOINS_WITHIN_MS = 5_000;
/** A link that was closed and has not answered by then is cut: the library waits half a minute. */
const FAREWELL_MS = 2_000;
/** What a link may say before it has joined: a handshake with the 256 devices of the largest agent is some 60 KB. */
const STRANGER_KB = 96;
/**
 * What a link that has joined may say in a second, each message counted as 1 KB at least: some ten times what the
 * fastest bench sends over one.
 */
const KB_A_SECOND = 20_000;
/** The same for whoever follows a ticket, which anybody may who took a number: a rating and its reasons are five messages. */
const FOLLOWER_KB_A_SECOND = 20;
const FOLLOWING: Screen = 'follow';
const SECOND_MS = 1_000;

export interface LinkLimits {
  joinsWithinMs: number;
  farewellMs: number;
  strangerKb: number;
  kbASecond: number;
}
const LIMITS: LinkLimits = {
  joinsWithinMs: JOINS_WITHIN_MS,
  farewellMs: FAREWELL_MS,
  strangerKb: STRANGER_KB,
  kbASecond: KB_A_SECOND,
};

/** Cuts links that join nothing, links that never stop talking, and those that do not answer a farewell. */
export function watchLinks(
  server: Server,
  { joinsWithinMs, farewellMs, strangerKb, kbASecond }: LinkLimits = LIMITS,
): void {
  const joined = new WeakMap<Link, number>();
  for (const namespace of Object.keys(NAMESPACES))
    server.of(namespace).on('connection', ({ conn, handshake: { auth } }) => {
      joined.set(conn, auth['screen'] === FOLLOWING ? Math.min(FOLLOWER_KB_A_SECOND, kbASecond) : kbASecond);
    });
  server.engine.on('connection', (link: Link) => {
    const late = setTimeout(() => {
      if (!joined.has(link)) hangUp(link);
    }, joinsWithinMs);
    let [saidKb, since] = [0, performance.now()];
    link.on('data', (said: string | Buffer) => {
      const now = performance.now();
      const most = joined.get(link);
      if (most !== undefined && now - since > SECOND_MS) [saidKb, since] = [0, now];
      saidKb += Math.max(1, said.length / 1_024);
      if (saidKb > (most ?? strangerKb)) hangUp(link);
    });
    link.once('close', () => {
      clearTimeout(late);
      setTimeout(() => hangUp(link), farewellMs).unref();
    });
  });
}
