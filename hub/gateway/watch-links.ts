import { NAMESPACES } from '@bandecheng/shared/messages';
import type { Screen } from '@bandecheng/shared/vocabulary';
import type { Server } from 'socket.io';
import { hangUp, type Link } from './hang-up.ts';

/** A link that has joined no namespace by then is cut. */
export const JOINS_WITHIN_MS = 5_000;
/** A link that was closed and has not answered by then is cut: the library waits half a minute. */
const FAREWELL_MS = 2_000;
/**
 * What a link may say before it has joined: a handshake with the 256 devices of the largest agent is some 60 KB. Of a
 * websocket the bytes are counted as they come: put together to messages first, those of strangers would be most of
 * what there is to collect, and everybody would wait for the collector.
 */
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
    if (link.transport.name === 'websocket') boundStranger(link, strangerKb, () => joined.has(link));
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
      // Kept for a farewell that is not to come, what a cut link had said would be moved to the old space.
      if (!link.request.socket.destroyed) setTimeout(() => hangUp(link), farewellMs).unref();
    });
  });
}

/** Hangs up on a link that has not joined once so much has come over its wire, or its first frame says it will. */
function boundStranger(link: Link, mostKb: number, hasJoined: () => boolean): void {
  const wire = link.request.socket;
  let kb = 0;
  const count = (bytes: Buffer): void => {
    const saysKb = kb === 0 ? longFrameKb(bytes) : 0;
    kb += bytes.length / 1_024;
    if (hasJoined()) wire.off('data', count);
    else if (Math.max(kb, saysKb) > mostKb) hangUp(link);
  };
  wire.on('data', count);
}

/** What a frame of 64 KB or more says is its length, in its bytes 2 to 9 (RFC 6455, 5.2); 0 of any other. */
function longFrameKb(bytes: Buffer): number {
  if (bytes.length < 10 || ((bytes[1] ?? 0) & 0x7f) !== 127) return 0;
  return Number(bytes.readBigUInt64BE(2)) / 1_024;
}
