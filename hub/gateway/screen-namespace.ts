import { SCREEN_TO_HUB } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import { LINK, ScreenHandshake, type Answer } from '@bandecheng/shared/protocol';
import { SCREEN_VIEWS, type ViewName } from '@bandecheng/shared/screen-views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import type { Hub } from '../handle-command.ts';
import { ViewPublisher } from '../views/publish-views.ts';
import type { ClerkShown } from '../views/tablet-view.ts';
import { computeView, roomOf } from '../views/views.ts';
import { mayCommand, maySend } from './access.ts';
import { admitScreen } from './admit-screen.ts';
import { answering, answerUnknown, UNAVAILABLE } from './answer.ts';
import { readCookies } from './cookies.ts';
import { hangUpOnDeaf } from './hang-up.ts';
import { handshakeRefusal } from './handshake-refusal.ts';
import type { Identity } from './identity.ts';
import { ScreenRooms, type ScreenData, type ScreenNamespace, type ScreenSocket } from './screen-rooms.ts';

export interface ScreenParts {
  hub: Hub;
  identity: Identity;
  clerkShown: ClerkShown;
  clock: () => Instant;
  log: Logger;
  stopping: () => boolean;
}

/** Opening and closing times count in minutes. */
const MINUTE_MS = 60_000;
/** Views that tell whether the hall is open, or what is due. */
const SHOW_HOURS: readonly ViewName[] = ['kiosk', 'display', 'queue', 'cases'];
const LISTENED = Object.keys(SCREEN_TO_HUB);

/** /screen: commands in, views out by room, a beat every three seconds. */
export function serveScreens(namespace: ScreenNamespace, parts: ScreenParts) {
  const { hub, clerkShown, clock, log } = parts;
  const publisher: ViewPublisher = new ViewPublisher(
    {
      get seq() {
        return hub.state.seq;
      },
      now: clock,
      compute: (room) => computeView(room, hub.state, clock(), clerkShown),
      whenDurable: (seq) => hub.whenDurable(seq),
    },
    {
      watching: (room) => rooms.watching(room),
      deliver: (room, published) => rooms.deliver(room, published),
    },
    {
      elapsed: () => performance.now(),
      after: (ms, run) => void (ms === 0 ? setImmediate(run) : setTimeout(run, ms)),
    },
    (room, error) => log.error({ err: error, room }, 'a view could not be published'),
  );
  const rooms = new ScreenRooms(namespace, (room) => publisher.newest(room));
  hub.onTouched((views) => publisher.touch(views));
  hub.onCommitted(() => publisher.publish());

  namespace.use((socket, next) => {
    const refusal = admit(socket, parts);
    next(refusal ?? undefined);
  });
  namespace.on('connection', (socket) => {
    // First of all the time: a view may be minutes old, and the screen counts from the hub's clock.
    socket.emit('hub:beat', { at: clock(), seqs: {} });
    listen(socket, parts, rooms);
    void rooms.enter(socket);
  });

  const beats = setInterval(() => {
    readmitAll(namespace);
    hangUpOnDeaf(namespace);
    for (const socket of namespace.sockets.values()) if (!socket.data.slow) beat(socket, publisher, clock());
  }, LINK.beatEveryMs);
  const minutes = eachMinute(clock, () => {
    publisher.touch(SHOW_HOURS);
    publisher.publish();
  });

  return {
    /** Hangs up on whoever has been signed out. */
    readmit: () => readmitAll(namespace),
    stop() {
      clearInterval(beats);
      minutes.stop();
      publisher.stop();
    },
  };
}

/** Runs at each full minute of the clock, so that a kiosk opens when the hall does. */
function eachMinute(clock: () => Instant, run: () => void): { stop(): void } {
  let timer: ReturnType<typeof setTimeout>;
  const plan = () => {
    timer = setTimeout(
      () => {
        run();
        plan();
      },
      MINUTE_MS - (clock() % MINUTE_MS),
    );
  };
  plan();
  return { stop: () => clearTimeout(timer) };
}

/** Null when let in; its data is then set. */
function admit(socket: ScreenSocket, parts: ScreenParts): Error | null {
  const { hub, identity, clock, stopping } = parts;
  if (stopping()) return handshakeRefusal('stopping');
  const parsed = parse(ScreenHandshake, socket.handshake.auth);
  if (!parsed.ok) return handshakeRefusal('handshake-malformed', parsed.problems);
  const { screen, of, lacksChinese = false } = parsed.value;
  const cookies = readCookies(socket.handshake.headers.cookie);
  const opened = { screen, ...(of === undefined ? {} : { of }) };
  const readmit = () => admitScreen(opened, cookies, identity, (key) => hub.state.keys.get(key));
  const admission = readmit();
  if ('refused' in admission) return handshakeRefusal(admission.refused);
  const rooms = SCREEN_VIEWS[screen].map((view) => roomOf(view, of));
  if (rooms.some((room) => computeView(room, hub.state, clock()) === null))
    return handshakeRefusal(screen === 'follow' ? 'ticket-unknown' : `${screen}-unknown`);
  const place = of === undefined ? screen : `${screen}:${of}`;
  const data: ScreenData = {
    ...{ actor: admission.actor, rooms, place, lacksChinese },
    ...{ slow: false, asking: 'no', readmit },
  };
  Object.assign(socket.data, data);
  return null;
}

function listen(socket: ScreenSocket, parts: ScreenParts, rooms: ScreenRooms): void {
  const { hub, log, stopping } = parts;
  const handleCommand = async (message: unknown): Promise<Answer> => {
    if (stopping()) return { ok: false, fault: 'stopping' };
    const { actor } = socket.data;
    if (actor === null) return { ok: false, refused: 'not-allowed' };
    if (!maySend(actor, message)) return { ok: false, refused: 'not-allowed' };
    const parsed = parse(SCREEN_TO_HUB['command:send'].message, message);
    if (!parsed.ok) return { ok: false, problems: parsed.problems };
    if (!mayCommand(actor, parsed.value)) return { ok: false, refused: 'not-allowed' };
    const answer = await hub.handle(parsed.value, actor);
    return actor.kind === 'staff' ? withoutKey(answer) : answer;
  };
  socket.on('command:send', answering<Answer>('command:send', log, handleCommand, UNAVAILABLE));
  socket.on('view:ask', () => void rooms.again(socket));
  socket.onAny((event: string, ...received: unknown[]) => answerUnknown(LISTENED, event, received));
}

/** Whoever has a ticket's key may rate its visit, so nobody of the staff is told it. */
function withoutKey(answer: Answer): Answer {
  if (!answer.ok || answer.ticket === undefined) return answer;
  return { ...answer, ticket: { ...answer.ticket, key: '' } };
}

function beat(socket: ScreenSocket, publisher: ViewPublisher, at: Instant): void {
  const seqs: Partial<Record<ViewName, number>> = {};
  for (const room of socket.data.rooms) {
    const seq = publisher.sentSeq(room);
    const view = room.split(':', 1)[0] as ViewName;
    if (seq !== undefined) seqs[view] = seq;
  }
  socket.emit('hub:beat', { at, seqs });
}

function readmitAll(namespace: ScreenNamespace): void {
  for (const socket of namespace.sockets.values()) {
    const admission = socket.data.readmit();
    if ('refused' in admission) socket.disconnect(true);
    else socket.data.actor = admission.actor;
  }
}
