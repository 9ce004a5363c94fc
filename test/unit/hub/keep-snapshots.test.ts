import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Position } from '@bandecheng/hub/journal/journal';
import { keepSnapshots } from '@bandecheng/hub/keep-snapshots';
import { emptyState, STATE_VERSION, type HallState } from '@bandecheng/hub/state/hall-state';
import { readSnapshot } from '@bandecheng/hub/state/snapshot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const RHYTHM = { every: 10, quietMs: 2_000, atLast: 50 };
/** So many that the state is taken in some twenty parts. */
const KEYS = 40_000;

let folder: string;
let state: HallState;
let committed: (() => void)[];
let notices: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  state = emptyState();
  for (let i = 0; i < KEYS; i += 1) state.keys.set(`key-of-a-ticket-${i}`, `2026-11-23-A${i}`);
  [committed, notices] = [[], []];
});

afterEach(() => {
  vi.useRealTimers();
});

const position = (): Position => ({
  ...{ seq: state.seq, hash: 'a'.repeat(64), file: '2026-11-23.jsonl', offset: state.seq },
});

const keeping = (savedSeq = 0) =>
  keepSnapshots(
    {
      hub: { state, onCommitted: (listener) => void committed.push(() => listener([])) },
      journal: { position, whenDurable: () => Promise.resolve() },
      dataFolder: folder,
      savedSeq,
      onNotice: (what) => notices.push(what),
    },
    RHYTHM,
  );

/** So many events that change the state, as commands commit them. */
function happen(events: number): void {
  for (let i = 0; i < events; i += 1) {
    state.seq += 1;
    state.keys.set(`key-of-a-ticket-${state.seq}`, 'called');
    for (const listener of committed) listener();
  }
}

const saved = async (): Promise<HallState | null> =>
  (await readSnapshot<HallState>(folder, STATE_VERSION, (reason) => notices.push(reason)))?.state ?? null;

/** Lets the hub do other things, as many turns as it takes until the snapshot has this number. */
async function untilSaved(seq: number): Promise<number> {
  for (let turns = 1; ; turns += 1) {
    await setImmediate();
    const text = await readFile(join(folder, 'snapshot.json'), 'utf8').catch(() => '');
    if (text.includes(`"position":{"seq":${seq},`)) return turns;
  }
}

describe('a hub that saves its state now and then', () => {
  it('waits until nothing has happened for two seconds, and serves others while it saves', async () => {
    const snapshots = keeping();

    happen(9);
    vi.advanceTimersByTime(60_000);
    happen(1);
    vi.advanceTimersByTime(1_999);
    await setImmediate();
    expect(await saved()).toBeNull();

    vi.advanceTimersByTime(1);
    expect(await untilSaved(10)).toBeGreaterThan(10);
    expect(await saved()).toEqual(state);
    await snapshots.stop();
  });

  it('saves nothing half old and half new where something happens meanwhile, and tries again when it is quiet', async () => {
    const snapshots = keeping();
    happen(10);
    vi.advanceTimersByTime(2_000);
    await setImmediate();

    happen(1);
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    expect(await saved()).toBeNull();

    vi.advanceTimersByTime(2_000);
    await untilSaved(11);
    expect(await saved()).toEqual(state);
    await snapshots.stop();
  });

  it('saves at once where the hall is never quiet, the state of that moment', async () => {
    const snapshots = keeping();
    happen(50);
    const then = structuredClone(state);
    happen(1);

    await untilSaved(50);
    expect(await saved()).toEqual(then);
    await snapshots.stop();
  });

  it('does not try at every event what the disk refuses', async () => {
    await mkdir(join(folder, 'snapshot.json'));
    const snapshots = keeping();
    const tried = (times: number) =>
      vi.waitUntil(() => notices.length === times, { interval: 1, timeout: 5_000 });

    happen(50);
    await tried(1);
    happen(49);
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    expect(notices).toEqual(['snapshot not saved']);

    happen(1);
    await tried(2);
    await rmdir(join(folder, 'snapshot.json'));
    await snapshots.stop();
    expect(await saved()).toEqual(state);
  });

  it('saves the last event when it stops, also in the midst of a save', async () => {
    const snapshots = keeping();
    happen(10);
    vi.advanceTimersByTime(2_000);
    await setImmediate();

    await snapshots.stop();

    expect((await saved())?.seq).toBe(10);
    expect(await saved()).toEqual(state);
  });

  it('saves what a hub that was killed has just read back', async () => {
    state.seq = 30;
    const snapshots = keeping();
    vi.advanceTimersByTime(2_000);
    await untilSaved(30);
    await snapshots.stop();
  });
});
