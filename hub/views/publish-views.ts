import type { Published } from '@bandecheng/shared/protocol';
import type { ViewName } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { ComputedView } from './views.ts';

/** The screens behind the rooms. */
export interface Audience {
  watching(room: string): number;
  deliver(room: string, published: Published): void;
}

/** The state the views are computed from. */
export interface ViewSource {
  /** Journal number of the state in memory. */
  readonly seq: number;
  /** The hub's clock. */
  now(): Instant;
  /** Null: there is nothing behind this room. */
  compute(room: string): ComputedView | null;
  whenDurable(seq: number): Promise<void>;
}

export interface Timing {
  /** Milliseconds that only ever rise: a clock set back must not hold the views. */
  elapsed(): number;
  /** Runs once, `ms` later; with 0 after the answers of this turn have gone out. */
  after(ms: number, run: () => void): void;
}

/** A room is sent at most one view in so many milliseconds. A telephone's page can wait, a board can't. */
const PACE_MS: Record<ViewName, number> = {
  kiosk: 16,
  display: 16,
  counter: 16,
  tablet: 16,
  queue: 16,
  ratings: 16,
  devices: 16,
  follow: 1_000,
  cases: 16,
};

/** Half of what one thread delivers before socket.io's delay begins to grow (80,000 a second). */
const DELIVERIES_A_MS = 40;
/** So much is sent at once after a quiet time. */
const BURST_MS = 16;
/** Computing and encoding a view, in deliveries. */
const COMPUTING = 4;

interface Room {
  readonly name: string;
  readonly view: ViewName;
  /** How often its view had been touched when the room's was computed; behind means stale. */
  touches: number;
  /** A view is computed and waits for the disk. */
  sending: boolean;
  /** On the rising clock. */
  lastAt: number;
  latest: Published | null;
  waiters: ((published: Published | null) => void)[];
}

/**
 * Sends each room its newest view: the first change at once, then one view per pace, fewer as screens
 * multiply. A view computed at number s goes out once s is on disk, and never after a newer one.
 * @param onFault a view that could not be computed; the room keeps its last one
 */
export class ViewPublisher {
  private readonly rooms = new Map<string, Room>();
  private readonly touches = new Map<ViewName, number>();
  private budgetFreeAt = 0;
  private wakeAt = Infinity;
  private stopped = false;

  constructor(
    private readonly source: ViewSource,
    private readonly audience: Audience,
    private readonly timing: Timing,
    private readonly onFault: (room: string, error: unknown) => void,
  ) {}

  /** These views are out of date in all their rooms. They are sent at the next publish(). */
  touch(views: readonly ViewName[]): void {
    for (const view of views) this.touches.set(view, this.touchesOf(view) + 1);
  }

  /** Sends what is out of date as soon as its pace allows, after the answers of this turn. */
  publish(): void {
    this.wake(0);
  }

  /**
   * A room's view for who comes, on disk: the one it was last sent while that is the newest or younger than the room's
   * pace, or else a new one for all of the room. Null when there is nothing behind it or the hub is stopping.
   */
  newest(name: string): Promise<Published | null> {
    const room = this.roomCalled(name);
    if (room.latest !== null && !this.isStale(room)) return Promise.resolve(room.latest);
    if (this.stopped) return Promise.resolve(null);
    // Otherwise each who comes would have everybody in the room sent a view.
    if (room.latest !== null && !room.sending && this.timing.elapsed() < paceEnds(room))
      return Promise.resolve(room.latest);
    return new Promise((resolve) => {
      room.waiters.push(resolve);
      this.publish();
    });
  }

  /** Number of the view the room was last sent. */
  sentSeq(name: string): number | undefined {
    return this.rooms.get(name)?.latest?.seq;
  }

  stop(): void {
    this.stopped = true;
    for (const room of this.rooms.values()) answerWaiters(room, null);
  }

  private roomCalled(name: string): Room {
    let room = this.rooms.get(name);
    if (room === undefined) {
      const view = viewOf(name);
      room = { name, view, touches: -1, sending: false, lastAt: -Infinity, latest: null, waiters: [] };
      this.rooms.set(name, room);
    }
    return room;
  }

  private touchesOf(view: ViewName): number {
    return this.touches.get(view) ?? 0;
  }

  private isStale(room: Room): boolean {
    return room.touches < this.touchesOf(room.view);
  }

  private wake(ms: number): void {
    const at = this.timing.elapsed() + ms;
    if (this.stopped || at >= this.wakeAt) return;
    this.wakeAt = at;
    this.timing.after(ms, () => {
      // An earlier wake-up has been set since, and has done this one's work.
      if (this.wakeAt !== at) return;
      this.wakeAt = Infinity;
      this.sendDue();
    });
  }

  private sendDue(): void {
    if (this.stopped) return;
    const now = this.timing.elapsed();
    let next = Infinity;
    // Whoever has waited longest goes first, or a large room would use up every budget.
    const waiting = [...this.rooms.values()].filter((room) => this.isDue(room));
    for (const room of waiting.sort((a, b) => a.lastAt - b.lastAt)) {
      const audience = this.audience.watching(room.name) + room.waiters.length;
      if (audience === 0) {
        this.rooms.delete(room.name);
        continue;
      }
      // Who has just come waits for the budget but not for the pace: it has nothing to look at yet.
      const paced = room.waiters.length > 0 ? now : paceEnds(room);
      const dueAt = Math.max(paced, this.budgetFreeAt - BURST_MS);
      if (dueAt > now) {
        next = Math.min(next, dueAt);
        continue;
      }
      this.budgetFreeAt = Math.max(this.budgetFreeAt, now) + (audience + COMPUTING) / DELIVERIES_A_MS;
      void this.send(room, now);
    }
    if (next < Infinity) this.wake(Math.max(1, Math.ceil(next - now)));
  }

  private isDue(room: Room): boolean {
    return !room.sending && (room.waiters.length > 0 || this.isStale(room));
  }

  private async send(room: Room, now: number): Promise<void> {
    room.touches = this.touchesOf(room.view);
    room.sending = true;
    room.lastAt = now;
    let published: Published | null = null;
    try {
      const { seq } = this.source;
      const computed = this.source.compute(room.name);
      if (computed !== null) published = { ...computed, seq, at: this.source.now() };
      await this.source.whenDurable(seq);
    } catch (error) {
      published = null;
      this.onFault(room.name, error);
    }
    room.sending = false;
    if (this.stopped) published = null;
    if (published !== null) {
      room.latest = published;
      this.audience.deliver(room.name, published);
    }
    answerWaiters(room, published);
    if (this.isStale(room)) this.publish();
  }
}

/** When its next view may be sent, on the rising clock. */
function paceEnds(room: Room): number {
  return room.lastAt + PACE_MS[room.view];
}

function viewOf(room: string): ViewName {
  const colon = room.indexOf(':');
  return (colon < 0 ? room : room.slice(0, colon)) as ViewName;
}

function answerWaiters(room: Room, published: Published | null): void {
  const waiters = room.waiters.splice(0);
  for (const answer of waiters) answer(published);
}
