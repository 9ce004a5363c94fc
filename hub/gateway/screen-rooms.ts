import type { Actor } from '@bandecheng/shared/commands';
import type { HubToScreen, ScreenToHub } from '@bandecheng/shared/messages';
import type { Published } from '@bandecheng/shared/protocol';
import type { Namespace, Socket } from 'socket.io';
import type { Audience } from '../views/publish-views.ts';
import type { Admission } from './admit-screen.ts';
import { waitingFor } from './hang-up.ts';

/** What the hub keeps of a connected screen. */
export interface ScreenData {
  actor: Actor | null;
  rooms: readonly string[];
  /** Which screen it is: `kiosk:k1`, `display`. */
  place: string;
  /** Its browser has no font for Chinese. */
  lacksChinese: boolean;
  /** It does not take what it is sent; it is out of its rooms until it does. */
  slow: boolean;
  /** It asked for its views and was just sent them; `again`: it has asked once more since. */
  asking: 'no' | 'answered' | 'again';
  /** Looks at its cookies again. */
  readmit: () => Admission;
}

type Nothing = Record<string, never>;
export type ScreenNamespace = Namespace<ScreenToHub, HubToScreen, Nothing, ScreenData>;
export type ScreenSocket = Socket<ScreenToHub, HubToScreen, Nothing, ScreenData>;

/** Messages that may wait for one screen before it counts as slow: a board's three views and a few answers. */
const MAY_WAIT = 8;
/** A screen is sent its views once in so long, however often it asks: one that missed something asks at a beat. */
const ASK_PAUSE_MS = 1_000;

/** Where screens stand to be sent views, and how a slow one is kept from costing memory. */
export class ScreenRooms implements Audience {
  constructor(
    private readonly namespace: ScreenNamespace,
    private readonly newest: (room: string) => Promise<Published | null>,
  ) {}

  watching(room: string): number {
    return this.namespace.adapter.rooms.get(room)?.size ?? 0;
  }

  deliver(room: string, published: Published): void {
    for (const id of this.namespace.adapter.rooms.get(room) ?? []) {
      const socket = this.namespace.sockets.get(id);
      if (socket !== undefined && waitingFor(socket.conn) > MAY_WAIT) this.stepOut(socket);
    }
    this.namespace.to(room).emit('view:published', published);
  }

  /** Sends the screen each of its views and lets it stand in their rooms from then on. */
  async enter(socket: ScreenSocket): Promise<void> {
    await Promise.all(
      socket.data.rooms.map(async (room) => {
        const published = await this.newest(room);
        if (!socket.connected || socket.data.slow) return;
        if (published !== null) socket.emit('view:published', published);
        void socket.join(room);
      }),
    );
  }

  /** Sends the views again to who asks for them; who asks without a pause is sent them once in a while. */
  async again(socket: ScreenSocket): Promise<void> {
    const { data } = socket;
    if (data.asking !== 'no') {
      data.asking = 'again';
      return;
    }
    data.asking = 'answered';
    if (waitingFor(socket.conn) > MAY_WAIT) this.stepOut(socket);
    // What drains a slow screen brings it the newest anyway.
    if (!data.slow) await this.enter(socket);
    setTimeout(() => {
      const more = data.asking === 'again';
      data.asking = 'no';
      if (more && socket.connected) void this.again(socket);
    }, ASK_PAUSE_MS).unref();
  }

  /** A stale view that was not taken is not sent after it; what is sent next is the newest there is then. */
  private stepOut(socket: ScreenSocket): void {
    const { conn, data } = socket;
    if (data.slow) return;
    data.slow = true;
    for (const room of data.rooms) void socket.leave(room);
    conn.once('drain', () => {
      data.slow = false;
      void this.enter(socket);
    });
  }
}
