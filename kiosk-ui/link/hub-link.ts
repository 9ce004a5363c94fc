import type { ScreenCommand } from '@bandecheng/shared/commands';
import { LINK, PROTOCOL_VERSION } from '@bandecheng/shared/link';
import type { HubToScreen, ScreenToHub } from '@bandecheng/shared/messages';
import type { Answer, Published } from '@bandecheng/shared/protocol';
import { SCREEN_VIEWS, type ViewName } from '@bandecheng/shared/screen-views';
import type { Instant, Screen } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { lacksChinese } from './chinese-font.ts';
import { newCommandId } from './command-id.ts';
import { hubClock, type HubClock } from './hub-clock.ts';
import { sendCommand } from './send-command.ts';
import { isBehind, replaces, staleSince } from './view-freshness.ts';

type WithoutId<T> = T extends { id: unknown } ? Omit<T, 'id'> : never;
/** A command before it has an id. */
export type ScreenAsk = WithoutId<ScreenCommand>;

/** The views a screen is sent. */
export type ViewOf<S extends Screen> = (typeof SCREEN_VIEWS)[S][number];

/** One screen's connection to the hub, for as long as the page lives. */
export interface ScreenLink<S extends Screen = Screen> {
  connected: Ref<boolean>;
  /** Why the hub does not let this page in; null while it does. Tried again every 10 s. */
  refusedReason: Ref<string | null>;
  /** The newest of each of the screen's views; null until the first came. */
  views: { [V in ViewOf<S>]: ShallowRef<Published<V> | null> };
  /** Since when what is shown can't be trusted (hub's clock); null while it can. */
  staleSince: Ref<Instant | null>;
  /** When the hub last spoke; null before it did. */
  heardAt: Ref<Instant | null>;
  /** The hub's clock. */
  now(): Instant;
  /** The hub's clock, once a second. */
  nowRef: Ref<Instant>;
  /** Never rejects: `{ ok: false, fault: 'unavailable' }` when the hub does not answer. */
  send(ask: ScreenAsk): Promise<Answer>;
  /** The number of each card laid on this kiosk's reader. */
  onCard(listener: (number: string) => void): void;
  close(): void;
}

type HubSocket = Socket<HubToScreen, ScreenToHub>;
type AnyViews = Partial<Record<ViewName, ShallowRef<Published | null>>>;

/** Nobody who could send for somebody looks at these. */
const UNATTENDED: readonly Screen[] = ['kiosk', 'display', 'tablet'];
const REFUSED_AGAIN_MS = 10_000;
/** After a hub that is about to stop hung up, or would not let anyone in. */
const HUNG_UP_AGAIN_MS = 1_000;

/**
 * Opens the screen's link. Works on plain http (no secure-context feature), tries a websocket first and long
 * polling where a proxy forbids it.
 * @param of which counter, kiosk, or the key of the ticket followed
 * @param hub `http://host:port` where it is not the page's own
 */
export function openScreen<S extends Screen>(screen: S, of?: string, hub = ''): ScreenLink<S> {
  const socket: HubSocket = io(`${hub}/screen`, {
    auth: {
      ...{ protocol: PROTOCOL_VERSION, screen },
      ...(of === undefined ? {} : { of }),
      ...(UNATTENDED.includes(screen) && lacksChinese() ? { lacksChinese: true } : {}),
    },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: LINK.answerWithinMs,
    reconnectionDelay: 300,
    // A hub is back two seconds after its machine has ended it; two hundred screens that knock each second are no load.
    reconnectionDelayMax: 1_000,
  });
  const clock = hubClock();
  const names: readonly ViewName[] = SCREEN_VIEWS[screen];
  const views: AnyViews = Object.fromEntries(names.map((name) => [name, shallowRef(null)]));
  const contact = watchContact(socket, clock);
  receiveViews(socket, names, views);
  return {
    ...contact,
    views: views as ScreenLink<S>['views'],
    now: clock.now,
    send: (ask) => send(socket, ask),
    onCard: (listener) => void socket.on('card:read', ({ number }) => listener(number)),
    close() {
      contact.stop();
      socket.close();
    },
  };
}

function send(socket: HubSocket, ask: ScreenAsk): Promise<Answer> {
  const command: ScreenCommand = { ...ask, id: newCommandId() };
  return sendCommand({
    connected: () => socket.connected,
    emit: (answer) => socket.emit('command:send', command, answer),
    onConnect(again) {
      socket.on('connect', again);
      return () => socket.off('connect', again);
    },
  });
}

function receiveViews(socket: HubSocket, names: readonly ViewName[], views: AnyViews): void {
  // What this connection brought: a view shown from before a break gives way to the first that comes.
  let brought: Partial<Record<ViewName, Published>> = {};
  socket.on('connect', () => {
    brought = {};
  });
  socket.on('view:published', (published) => {
    const view = views[published.view];
    if (view === undefined || !replaces(published, brought[published.view] ?? null)) return;
    brought[published.view] = published;
    view.value = published;
  });
  socket.on('hub:beat', (beat) => {
    const seqs = Object.fromEntries(Object.entries(brought).map(([name, { seq }]) => [name, seq]));
    if (isBehind(beat.seqs, seqs, names)) socket.emit('view:ask');
  });
}

function watchContact(socket: HubSocket, clock: HubClock) {
  const openedAt = clock.now();
  const connected = ref(false);
  const refusedReason = ref<string | null>(null);
  const heardAt = ref<Instant | null>(null);
  const nowRef = ref(clock.now());
  const stale = ref<Instant | null>(null);
  let refusedTimer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    nowRef.value = clock.now();
    const contact = { connected: connected.value, heardAt: heardAt.value, openedAt };
    stale.value = staleSince(contact, nowRef.value);
  };
  const hear = (): void => {
    heardAt.value = clock.now();
    look();
  };
  socket.on('connect', () => {
    connected.value = true;
    refusedReason.value = null;
    hear();
  });
  socket.on('disconnect', () => {
    connected.value = false;
    look();
    // A hub that hung up on purpose (session ended, another version) is not called again by socket.io itself.
    if (!socket.active) refusedTimer = setTimeout(() => socket.connect(), HUNG_UP_AGAIN_MS);
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return;
    const stopping = error.message === 'stopping';
    if (!stopping) refusedReason.value = error.message;
    refusedTimer = setTimeout(() => socket.connect(), stopping ? HUNG_UP_AGAIN_MS : REFUSED_AGAIN_MS);
  });
  socket.on('hub:beat', (beat) => {
    clock.set(beat.at);
    hear();
  });
  socket.on('view:published', hear);
  const tick = setInterval(look, 1_000);
  const stop = (): void => {
    clearInterval(tick);
    clearTimeout(refusedTimer);
  };
  return { connected, refusedReason, staleSince: stale, heardAt, nowRef, stop };
}
