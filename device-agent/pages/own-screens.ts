import type { Server as HttpServer } from 'node:http';
import { LINK } from '@bandecheng/shared/link';
import { SCREEN_TO_HUB, type HubToScreen, type ScreenToHub } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import {
  ScreenHandshake,
  type Answer,
  type HandshakeRefused,
  type Published,
} from '@bandecheng/shared/protocol';
import { Server, type Namespace, type Socket } from 'socket.io';
import type { Standing } from '../outage/standing.ts';

/** The longest command of a page is some 20 KB. */
const MESSAGE_LIMIT_BYTES = 64 * 1024;
const NAMESPACE_WITHIN_MS = 5_000;
/** Views are sent at most so often: people take a number or press a key, and nothing is faster. */
const PUBLISH_EVERY_MS = 50;
/** The word at which a page says it has not reached the hub, and calls again in a second. */
const NOT_HERE = 'stopping';
const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** A screen that an agent has a view for; `of` which kiosk or counter. */
interface Opened {
  screen: 'kiosk' | 'counter' | 'display';
  of: string;
}
interface ScreenData {
  opened: Opened;
  /** Its commands that are not answered yet. */
  answering: Set<Promise<void>>;
}
type Nothing = Record<string, never>;
type Screens = Namespace<ScreenToHub, HubToScreen, Nothing, ScreenData>;
type ScreenSocket = Socket<ScreenToHub, HubToScreen, Nothing, ScreenData>;

export interface OwnScreens {
  /** Ends every connection, so that the pages call again. */
  hangUp(): void;
  stop(): Promise<void>;
}

/**
 * The screens of this agent's kiosks and counters, and a display of its calls, by the protocol the hub speaks with
 * them. Nobody can be signed in without the hub: who stands at this machine may use its screens, from elsewhere a
 * display may be watched.
 */
export function serveOwnScreens(http: HttpServer, standing: Standing): OwnScreens {
  const server = new Server(http, {
    pingInterval: LINK.pingEveryMs,
    pingTimeout: LINK.pingTimeoutMs,
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    connectTimeout: NAMESPACE_WITHIN_MS,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowRequest: ({ headers: { origin, host } }, decide) =>
      decide(null, origin === undefined || origin === `http://${host}`),
  });
  // socket.io types one set of messages a server.
  const screens = server.of('/screen') as unknown as Screens;
  let seq = 0;
  let due: NodeJS.Timeout | undefined;

  screens.use((socket, next) => {
    const opened = openedBy(socket);
    if (typeof opened === 'string') next(new Error(opened));
    else if (standing.alone === null && !standing.answersAgain) next(new Error(NOT_HERE));
    else if (standing.alone !== null && viewOf(standing, opened) === null)
      next(new Error(`${opened.screen}-unknown`));
    else {
      Object.assign(socket.data, { opened, answering: new Set() });
      next();
    }
  });
  screens.on('connection', (socket) => {
    beat(socket, standing, seq);
    publishTo(socket, standing, seq);
    socket.on('view:ask', () => publishTo(socket, standing, seq));
    socket.on('command:send', (message: unknown, answer: unknown) => {
      const give = typeof answer === 'function' ? (answer as (answer: Answer) => void) : () => undefined;
      const { opened, answering } = socket.data;
      const done: Promise<void> = take(message, opened, standing)
        .then((answered) => {
          // The hub is back: the page, hung up in a moment, asks it the same.
          if (standing.alone !== null || !('fault' in answered)) give(answered);
        })
        .finally(() => answering.delete(done));
      answering.add(done);
    });
  });
  const publishAll = (): void => {
    due = undefined;
    seq += 1;
    for (const socket of screens.sockets.values()) publishTo(socket, standing, seq);
  };
  standing.onChange(() => (due ??= setTimeout(publishAll, PUBLISH_EVERY_MS)));
  const beats = setInterval(() => {
    for (const socket of screens.sockets.values()) beat(socket, standing, seq);
  }, LINK.beatEveryMs);

  return {
    hangUp() {
      for (const { conn, data } of screens.sockets.values())
        // A number given here and not answered would be asked for again, and then it is the hub that gives one.
        void Promise.allSettled(data.answering).then(() => {
          // The page takes it for a lost connection and calls at once; after a farewell it would wait a second.
          conn.close();
        });
    },
    async stop() {
      clearInterval(beats);
      clearTimeout(due);
      await server.close();
    },
  };
}

/** Which screen asks; a word where it is none the agent has. */
function openedBy(socket: ScreenSocket): Opened | HandshakeRefused['message'] {
  const parsed = parse(ScreenHandshake, socket.handshake.auth);
  if (!parsed.ok)
    return parsed.problems.some(({ path }) => path === 'protocol')
      ? 'version-differs'
      : 'handshake-malformed';
  const { screen, of = '' } = parsed.value;
  if (screen === 'display') return { screen, of };
  const here = LOOPBACK.test(socket.handshake.address);
  return here && (screen === 'kiosk' || screen === 'counter') ? { screen, of } : NOT_HERE;
}

function viewOf(standing: Standing, { screen, of }: Opened): Published['data'] | null {
  if (screen === 'display') return standing.displayView(of);
  return screen === 'kiosk' ? standing.kioskView(of) : standing.counterView(of);
}

function beat(socket: ScreenSocket, standing: Standing, seq: number): void {
  socket.emit('hub:beat', { at: standing.now(), seqs: { [socket.data.opened.screen]: seq } });
}

function publishTo(socket: ScreenSocket, standing: Standing, seq: number): void {
  const { opened } = socket.data;
  const data = viewOf(standing, opened);
  if (data === null) return;
  socket.emit('view:published', { view: opened.screen, seq, at: standing.now(), data });
}

/** A kiosk gives its own numbers, a console works its own counter, and a display asks for nothing. Never rejects. */
async function take(message: unknown, { screen, of }: Opened, standing: Standing): Promise<Answer> {
  const parsed = parse(SCREEN_TO_HUB['command:send'].message, message);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  const command = parsed.value;
  const takesNumber = command.type === 'IssueTicket' || command.type === 'CheckIn';
  const ofKiosk = screen === 'kiosk' && takesNumber && command.kiosk === of;
  const ofCounter =
    screen === 'counter' &&
    ('counter' in command ? command.counter === of : command.type === 'RequeueTicket');
  if (!ofKiosk && !ofCounter) return { ok: false, refused: 'not-allowed' };
  const place = ofKiosk ? { kiosk: of } : { counter: of };
  return standing.command(place, command).catch(() => ({ ok: false, fault: 'unavailable' }));
}
