import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sharedLine, type JoinLine } from '@bandecheng/device-agent/transports/shared-line';
import type { FrameFinder } from '@bandecheng/device-agent/transports/shared-port';
import type { Connect, LossReason, Transport } from '@bandecheng/device-agent/transports/transport';
import { FakeDevice } from '../../fakes/fake-transport.ts';

/** Frames of this wire: address, length of the whole frame, and so many bytes less two. */
function finder(address: number): FrameFinder {
  let held: number[] = [];
  const whole = (): boolean => held.length >= 2 && held.length >= (held[1] ?? 0);
  return {
    push: (bytes) => {
      held.push(...bytes);
      if (!whole()) return false;
      const own = held[0] === address;
      held = [];
      return own;
    },
    drop: () => {
      held = [];
      return false;
    },
  };
}

/** Frames of another model on the same wire: they begin with 03, then the length; whatever comes before is passed over. */
function otherModel(): FrameFinder {
  let held: number[] = [];
  return {
    push: (bytes) => {
      held.push(...bytes);
      while (held.length > 0 && held[0] !== 3) held.shift();
      if (held.length < 2 || held.length < (held[1] ?? 0)) return false;
      held = [];
      return true;
    },
    drop: () => {
      held = [];
      return false;
    },
  };
}

const TURNAROUND = 10;
const QUIET = 50;
const ANSWER = 200;
/** Every frame that begins so is a question. */
const ASK = 0x3f;

interface Sharer {
  transport: Transport;
  read: number[];
  losses: LossReason[];
}

describe('several devices on one line', () => {
  let wire: FakeDevice;
  let join: JoinLine;
  let connects: Map<number, Connect>;

  beforeEach(() => {
    vi.useFakeTimers();
    wire = new FakeDevice();
    connects = new Map();
    join = sharedLine(wire.connect, { turnaroundMs: TURNAROUND, quietMs: QUIET, byteMs: 1 });
  });
  afterEach(() => vi.useRealTimers());

  function sharer(address: number, frames = () => finder(address)): Sharer {
    const read: number[] = [];
    const losses: LossReason[] = [];
    const connect =
      connects.get(address) ?? join({ frames, answerMs: ([first]) => (first === ASK ? ANSWER : 0) });
    connects.set(address, connect);
    const transport = connect({
      data: (bytes) => read.push(...bytes),
      closed: (reason) => losses.push(reason),
    });
    return { transport, read, losses };
  }

  async function open(address: number, frames?: () => FrameFinder): Promise<Sharer> {
    const made = sharer(address, frames);
    await made.transport.open();
    return made;
  }

  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  test('open its port once, and close it with the last of them', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    expect(wire.connections).toBe(1);
    await a.transport.close();
    expect(wire.open).toBe(true);
    await b.transport.close();
    expect(wire.open).toBe(false);
    await open(1);
    expect(wire.connections).toBe(2);
  });

  test('hear each their own frames, however the bytes are cut', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    wire.sends([1, 3, 7, 2, 4, 8, 9, 1]);
    wire.sends([3, 6]);
    expect(a.read).toEqual([1, 3, 7, 1, 3, 6]);
    expect(b.read).toEqual([2, 4, 8, 9]);
    await pass(QUIET);
    expect([a.read.length, b.read.length]).toEqual([6, 4]);
  });

  test('of two models: a frame is found behind one that looked like the beginning of a longer one', async () => {
    const [a, other] = await Promise.all([open(1), open(9, otherModel)]);
    wire.sends([1, 3, 9, 3, 4, 0, 0]);
    expect(a.read).toEqual([1, 3, 9]);
    expect(other.read).toEqual([3, 4, 0, 0]);
  });

  test('all hear what is nobody’s when the line falls silent', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    wire.sends([0x55, 9, 1]);
    expect([...a.read, ...b.read]).toEqual([]);
    await pass(QUIET);
    expect(a.read).toEqual([0x55, 9, 1]);
    expect(b.read).toEqual([0x55, 9, 1]);
  });

  test('ask one after the other: the next question goes when the answer is there', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    void a.transport.write(Uint8Array.of(ASK, 1));
    void b.transport.write(Uint8Array.of(ASK, 2));
    await pass(0);
    expect(wire.written).toEqual([ASK, 1]);
    wire.sends([1, 3]);
    await pass(TURNAROUND * 3);
    expect(wire.written).toEqual([ASK, 1]);
    wire.sends([5]);
    await pass(TURNAROUND - 1);
    expect(wire.written).toEqual([ASK, 1]);
    await pass(1);
    expect(wire.written).toEqual([ASK, 1, ASK, 2]);
  });

  test('are not stopped by one that is silent', async () => {
    const [silent, other] = await Promise.all([open(1), open(2)]);
    void silent.transport.write(Uint8Array.of(ASK, 1));
    void other.transport.write(Uint8Array.of(ASK, 2));
    await pass(2 + ANSWER - 1);
    expect(wire.written).toEqual([ASK, 1]);
    await pass(1);
    expect(wire.written).toEqual([ASK, 1, ASK, 2]);
  });

  test('wait for a late answer that is under way', async () => {
    const [slow, other] = await Promise.all([open(1), open(2)]);
    void slow.transport.write(Uint8Array.of(ASK, 1));
    void other.transport.write(Uint8Array.of(ASK, 2));
    await pass(2 + ANSWER - 5);
    wire.sends([1, 3]);
    await pass(20);
    expect(wire.written).toEqual([ASK, 1]);
    wire.sends([5]);
    await pass(TURNAROUND);
    expect(slow.read).toEqual([1, 3, 5]);
    expect(wire.written).toEqual([ASK, 1, ASK, 2]);
  });

  test('take turns: one with much to say starves nobody', async () => {
    const [chatty, quiet] = await Promise.all([open(1), open(2)]);
    for (let i = 0; i < 10; i++) void chatty.transport.write(Uint8Array.of(1, i));
    void quiet.transport.write(Uint8Array.of(2, 0));
    void quiet.transport.write(Uint8Array.of(2, 1));
    await pass(4 * (TURNAROUND + 2));
    expect(wire.written.slice(0, 8)).toEqual([1, 0, 2, 0, 1, 1, 2, 1]);
  });

  test('leave the wire time for a frame before the next', async () => {
    const { transport } = await open(1);
    void transport.write(new Uint8Array(80).fill(7));
    void transport.write(Uint8Array.of(8));
    await pass(80 + TURNAROUND - 1);
    expect(wire.written).not.toContain(8);
    await pass(1);
    expect(wire.written).toContain(8);
  });

  test('are told of a loss once each, and nothing that waited is sent after it', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    await a.transport.write(Uint8Array.of(ASK, 1));
    const waiting = b.transport.write(Uint8Array.of(ASK, 2));
    const refused = expect(waiting).rejects.toMatchObject({ lost: 'port-lost' });
    wire.unplug();
    await refused;
    expect([a.losses, b.losses]).toEqual([['port-lost'], ['port-lost']]);
    await Promise.all([a.transport.close(), b.transport.close()]);
    await open(2);
    await pass(1_000);
    expect(wire.written).toEqual([ASK, 1]);
  });

  test('send nothing of one that has left its line', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    await a.transport.write(Uint8Array.of(ASK, 1));
    const waiting = b.transport.write(Uint8Array.of(ASK, 2));
    const refused = expect(waiting).rejects.toMatchObject({ lost: 'port-lost' });
    await b.transport.close();
    await refused;
    await pass(1_000);
    expect(wire.written).toEqual([ASK, 1]);
    wire.sends([2, 2, 1, 2]);
    expect([a.read, b.read]).toEqual([[2, 2, 1, 2], []]);
  });

  test('are all told why the port did not open, and try it again together', async () => {
    wire.refusals = ['port-busy'];
    const [a, b] = [sharer(1), sharer(2)];
    const openings = await Promise.allSettled([a.transport.open(), b.transport.open()]);
    expect(openings).toMatchObject([
      { status: 'rejected', reason: { lost: 'port-busy' } },
      { status: 'rejected', reason: { lost: 'port-busy' } },
    ]);
    await Promise.all([a.transport.close(), b.transport.close()]);
    await Promise.all([open(1), open(2)]);
    expect(wire.connections).toBe(2);
  });

  test('still send on a line that never falls silent, which holds no more than it must', async () => {
    const { transport, read } = await open(1);
    wire.sends(new Uint8Array(2_000).fill(0x55));
    void transport.write(Uint8Array.of(8));
    await pass(QUIET - 1);
    expect(wire.written).toEqual([]);
    wire.sends(new Uint8Array(100).fill(0x55));
    await pass(0);
    expect(read).toHaveLength(2_100);
    expect(wire.written).toEqual([8]);
  });

  test('get a fresh port when all have come back to it and nobody was heard', async () => {
    const [a, b] = await Promise.all([open(1), open(2)]);
    await a.transport.close();
    const again = await open(1);
    wire.sends([1, 2]);
    await b.transport.close();
    await open(2);
    expect(wire.connections).toBe(1);
    await again.transport.close();
    const third = await open(1);
    expect(third.losses).toEqual([]);
    expect(wire.connections).toBe(2);
  });

  test('refuse more than a line can carry', async () => {
    const { transport } = await open(1);
    const writes = Array.from({ length: 66 }, () => transport.write(Uint8Array.of(7)));
    await expect(writes[65]).rejects.toMatchObject({ lost: 'no-answer' });
    await pass(66 * (TURNAROUND + 1));
    await Promise.all(writes.slice(0, 65));
    expect(wire.written).toHaveLength(65);
  });
});
