import { newCommandId } from '@bandecheng/kiosk-ui/link/command-id';
import { sendCommand, type CommandWire } from '@bandecheng/kiosk-ui/link/send-command';
import { CommandId } from '@bandecheng/shared/command-shape';
import type { Answer } from '@bandecheng/shared/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const DONE: Answer = { ok: true, seq: 7 };
const LOST: Answer = { ok: false, fault: 'unavailable' };

/** A wire whose ends the test holds. */
function wire() {
  const sent: ((answer: Answer) => void)[] = [];
  const watchers = new Set<() => void>();
  let up = true;
  const ends: CommandWire = {
    connected: () => up,
    emit: (answer) => void sent.push(answer),
    onConnect(again) {
      watchers.add(again);
      return () => watchers.delete(again);
    },
  };
  return {
    ends,
    sent,
    watchers,
    cut: () => (up = false),
    join() {
      up = true;
      for (const again of [...watchers]) again();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a command', () => {
  it('answers what the hub answered', async () => {
    const { ends, sent, watchers } = wire();
    const answer = sendCommand(ends);
    sent[0]?.(DONE);
    expect(await answer).toEqual(DONE);
    expect(watchers.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is never put on the wire while cut off, so that nothing comes of it later', async () => {
    const { ends, sent, cut, join } = wire();
    cut();
    expect(await sendCommand(ends)).toEqual(LOST);
    join();
    expect(sent).toHaveLength(0);
  });

  it('is sent again after five seconds, three times in all, and is then unavailable', async () => {
    const { ends, sent } = wire();
    const answer = sendCommand(ends);

    await vi.advanceTimersByTimeAsync(4_999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await answer).toEqual(LOST);
    expect(sent).toHaveLength(3);
  });

  it('counts an answer to the first try that comes during the second', async () => {
    const { ends, sent } = wire();
    const answer = sendCommand(ends);
    await vi.advanceTimersByTimeAsync(5_000);
    sent[0]?.(DONE);
    expect(await answer).toEqual(DONE);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toHaveLength(2);
  });

  it('goes out again at once when the connection comes back in time', async () => {
    const { ends, sent, cut, join } = wire();
    const answer = sendCommand(ends);
    cut();
    await vi.advanceTimersByTimeAsync(1_800);
    join();
    expect(sent).toHaveLength(2);
    sent[1]?.(DONE);
    expect(await answer).toEqual(DONE);
  });

  it('is unavailable when the connection stays away', async () => {
    const { ends, sent, cut } = wire();
    const answer = sendCommand(ends);
    cut();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answer).toEqual(LOST);
    expect(sent).toHaveLength(1);
  });
});

describe('a command id', () => {
  it('is one the hub accepts', () => {
    expect(CommandId.safeParse(newCommandId()).success).toBe(true);
  });

  it('is another each time', () => {
    const ids = new Set(Array.from({ length: 2_000 }, () => newCommandId()));
    expect(ids.size).toBe(2_000);
  });

  it('keeps the zeros of small bytes', () => {
    expect(newCommandId((bytes) => bytes.fill(3))).toBe(`ui-${'03'.repeat(15)}`);
  });
});
