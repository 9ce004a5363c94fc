import { ViewPublisher, type Timing } from '@bandecheng/hub/views/publish-views';
import type { ComputedView } from '@bandecheng/hub/views/views';
import type { Published } from '@bandecheng/shared/protocol';
import { beforeEach, describe, expect, it } from 'vitest';

/** A clock that moves when told, and runs what is due then. */
class HandClock implements Timing {
  private at = 0;
  private due: { at: number; run: () => void }[] = [];

  elapsed(): number {
    return this.at;
  }

  after(ms: number, run: () => void): void {
    this.due.push({ at: this.at + ms, run });
  }

  /** Moves on by `ms`, with every promise settled between two steps. */
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      await settle();
      const next = this.due.filter((d) => d.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.due.splice(this.due.indexOf(next), 1);
      this.at = Math.max(this.at, next.at);
      next.run();
    }
    this.at = end;
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A journal whose disk takes what it is told to take. */
class HandDisk {
  durable = 0;
  private waiting: { seq: number; resolve: () => void; reject: (error: Error) => void }[] = [];

  whenDurable = (seq: number): Promise<void> =>
    seq <= this.durable
      ? Promise.resolve()
      : new Promise((resolve, reject) => this.waiting.push({ seq, resolve, reject }));

  reach(seq: number): void {
    this.durable = seq;
    for (const w of this.waiting.splice(0))
      if (w.seq <= seq) w.resolve();
      else this.waiting.push(w);
  }

  fail(): void {
    for (const w of this.waiting.splice(0)) w.reject(new Error('disk gone'));
  }
}

let clock: HandClock;
let disk: HandDisk;
let seq: number;
let computed: string[];
let sent: { at: number; room: string; published: Published }[];
let watching: Map<string, number>;
let faults: string[];
let publisher: ViewPublisher;

beforeEach(() => {
  clock = new HandClock();
  disk = new HandDisk();
  [seq, computed, sent, faults] = [0, [], [], []];
  watching = new Map([
    ['queue', 1],
    ['ratings', 1],
  ]);
  publisher = new ViewPublisher(
    {
      get seq() {
        return seq;
      },
      now: () => 1_000_000 + clock.elapsed(),
      compute: (room) => {
        computed.push(room);
        if (room === 'counter:none') return null;
        if (room === 'counter:broken') throw new Error('a view with a mistake');
        return { view: room.split(':')[0], data: {} } as ComputedView;
      },
      whenDurable: disk.whenDurable,
    },
    {
      watching: (room) => watching.get(room) ?? 0,
      deliver: (room, published) => sent.push({ at: clock.elapsed(), room, published }),
    },
    clock,
    (room) => faults.push(room),
  );
});

/** A command that moved the state and reached the disk. */
function happen(views: readonly ('queue' | 'ratings' | 'follow')[] = ['queue']): void {
  seq += 1;
  publisher.touch(views);
  disk.reach(seq);
  publisher.publish();
}

async function watched(room: string): Promise<void> {
  const first = publisher.newest(room);
  await clock.pass(0);
  await first;
  sent = [];
  await clock.pass(100);
}

const seqs = (room: string) => sent.filter((s) => s.room === room).map((s) => s.published.seq);

describe('the publisher', () => {
  it('sends the first change at once', async () => {
    await watched('queue');
    happen();
    await clock.pass(0);
    expect(sent).toMatchObject([
      { at: 100, room: 'queue', published: { view: 'queue', seq: 1, at: 1_000_100 } },
    ]);
  });

  it('then sends at most one newest view every 16 ms', async () => {
    await watched('queue');
    for (let ms = 0; ms < 64; ms++) {
      happen();
      await clock.pass(1);
    }
    await clock.pass(100);
    const gaps = sent.slice(1).map((s, i) => s.at - (sent[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
    expect(sent).toHaveLength(5);
    expect(seqs('queue').at(-1)).toBe(64);
  });

  it('sends nothing before it is on disk, and then the view of that number', async () => {
    await watched('queue');
    seq = 1;
    publisher.touch(['queue']);
    publisher.publish();
    await clock.pass(500);
    expect(sent).toEqual([]);
    disk.reach(1);
    await clock.pass(0);
    expect(seqs('queue')).toEqual([1]);
  });

  it('never sends an older view after a newer one, however late the disk is', async () => {
    await watched('queue');
    for (let i = 1; i <= 5; i++) {
      seq = i;
      publisher.touch(['queue']);
      publisher.publish();
      await clock.pass(20);
    }
    disk.reach(5);
    await clock.pass(100);
    expect(seqs('queue')).toEqual([1, 5]);
  });

  it('computes nothing that nobody watches', async () => {
    await watched('queue');
    await watched('ratings');
    watching.delete('ratings');
    computed = [];
    happen(['queue', 'ratings']);
    await clock.pass(50);
    expect(computed).toEqual(['queue']);
  });

  it('sends one room of 4,000 screens at most ten times a second', async () => {
    watching.set('queue', 4_000);
    await watched('queue');
    await clock.pass(1_000);
    for (let ms = 0; ms < 1_000; ms += 5) {
      happen();
      await clock.pass(5);
    }
    expect(sent.length).toBeGreaterThanOrEqual(8);
    expect(sent.length).toBeLessThanOrEqual(11);
  });

  it('lets a small room through beside a large one', async () => {
    watching.set('queue', 4_000);
    await watched('queue');
    await watched('ratings');
    await clock.pass(1_000);
    for (let ms = 0; ms < 1_000; ms += 5) {
      happen(['queue', 'ratings']);
      await clock.pass(5);
    }
    expect(seqs('ratings').length).toBeGreaterThanOrEqual(5);
  });

  it('sends a telephone its ticket once a second', async () => {
    watching.set('follow:key', 1);
    await watched('follow:key');
    await clock.pass(1_000);
    for (let i = 0; i < 30; i++) {
      happen(['follow']);
      await clock.pass(100);
    }
    expect(seqs('follow:key').length).toBeGreaterThanOrEqual(3);
    expect(seqs('follow:key').length).toBeLessThanOrEqual(4);
  });

  it('gives a screen that joins the newest view, and computes it once for all that join together', async () => {
    await watched('queue');
    happen();
    const joined = [publisher.newest('queue'), publisher.newest('queue')];
    await clock.pass(0);
    expect((await Promise.all(joined)).map((p) => p?.seq)).toEqual([1, 1]);
    computed = [];
    expect((await publisher.newest('queue'))?.seq).toBe(1);
    expect(computed).toEqual([]);
  });

  it('sends who follows a ticket nothing more often because 300 others come or ask again', async () => {
    watching.set('follow:key', 300);
    await watched('follow:key');
    computed = [];
    const given: (number | undefined)[] = [];
    for (let ms = 0; ms < 2_000; ms += 10) {
      happen(['follow']);
      void publisher.newest('follow:key').then((published) => given.push(published?.seq));
      await clock.pass(10);
    }
    expect(seqs('follow:key').length).toBeLessThanOrEqual(3);
    expect(computed.length).toBeLessThanOrEqual(3);
    expect(given).toHaveLength(200);
    await clock.pass(1_000);
    expect(seqs('follow:key').at(-1)).toBe(200);
  });

  it('sends who came between two views the next one too', async () => {
    await watched('follow:key');
    watching.set('follow:key', 1);
    happen(['follow']);
    await clock.pass(100);
    happen(['follow']);
    expect((await publisher.newest('follow:key'))?.seq).toBe(0);
    sent = [];
    await clock.pass(1_000);
    expect(seqs('follow:key')).toEqual([2]);
  });

  it('gives a screen that joins nothing that is not on disk', async () => {
    await watched('queue');
    seq = 1;
    publisher.touch(['queue']);
    let came: Published | null = null;
    void publisher.newest('queue').then((p) => (came = p));
    await clock.pass(50);
    expect(came).toBeNull();
    disk.reach(1);
    await clock.pass(0);
    expect(came).toMatchObject({ seq: 1 });
  });

  it('answers null for a room behind which there is nothing, each time', async () => {
    for (let i = 0; i < 2; i++) {
      const none = publisher.newest('counter:none');
      await clock.pass(50);
      expect(await none).toBeNull();
    }
  });

  it('survives a view that can not be computed, and a disk that fails', async () => {
    const broken = publisher.newest('counter:broken');
    await clock.pass(50);
    expect(await broken).toBeNull();
    seq = 1;
    const never = publisher.newest('queue');
    await clock.pass(50);
    disk.fail();
    await clock.pass(50);
    expect(await never).toBeNull();
    expect(faults).toEqual(['counter:broken', 'queue']);
    expect(sent).toEqual([]);
  });

  it('leaves nobody waiting when it stops', async () => {
    const waiting = publisher.newest('queue');
    publisher.stop();
    expect(await waiting).toBeNull();
    expect(await publisher.newest('queue')).toBeNull();
  });
});
