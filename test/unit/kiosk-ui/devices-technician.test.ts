import { askTechnician, type Answered } from '@bandecheng/kiosk-ui/screens/devices/ask-technician';
import { liveFrames } from '@bandecheng/kiosk-ui/screens/devices/live-frames';
import { sinceText } from '@bandecheng/kiosk-ui/screens/staff/since-text';
import type { DeviceFrames, FrameNote } from '@bandecheng/shared/technician';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NINE } from './calls.ts';

const note = (hex: string): FrameNote => ({
  ...{ at: NINE, direction: 'from-device', bytes: 1, hex, means: [], times: 1 },
});
const framesAt = (at: number, ...hexes: string[]): Answered<DeviceFrames> => ({
  answer: { device: 'evaluator-c1', at, frames: hexes.map(note) },
});

describe('the live frames of a device', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come newest first, and again two seconds after each answer', async () => {
    const ask = vi.fn(async () => framesAt(NINE, '01', '02'));
    const live = liveFrames(ask);

    live.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(live.frames.value?.map(({ hex }) => hex)).toEqual(['02', '01']);
    expect(live.at.value).toBe(NINE);
    await vi.advanceTimersByTimeAsync(4_000);

    expect(ask).toHaveBeenCalledTimes(3);
    live.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('stay as they are while the agent cannot be asked, with the reason beside them', async () => {
    const answers: Answered<DeviceFrames | null>[] = [
      framesAt(NINE, '01'),
      { problem: '设备代理离线，问不到它' },
      framesAt(NINE + 4_000, '03'),
    ];
    const live = liveFrames(async () => answers.shift()!);

    live.start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(live.problem.value).toBe('设备代理离线，问不到它');
    expect(live.frames.value).toHaveLength(1);
    expect(live.at.value).toBe(NINE);

    await vi.advanceTimersByTimeAsync(2_000);
    expect(live.problem.value).toBe('');
    expect(live.at.value).toBe(NINE + 4_000);
    live.stop();
  });

  it('that are held still do not change under the eye, not even by an answer on its way', async () => {
    let answer = (_: Answered<DeviceFrames>): void => undefined;
    const live = liveFrames(() => new Promise((resolve) => (answer = resolve)));
    live.start();
    live.toggle();

    answer(framesAt(NINE, '01'));
    await vi.advanceTimersByTimeAsync(10_000);

    expect(live.paused.value).toBe(true);
    expect(live.frames.value).toBeNull();
  });

  it('of a device the agent does not have say so', async () => {
    const live = liveFrames(async () => ({ answer: null }));
    live.start();
    await vi.advanceTimersByTimeAsync(0);

    expect(live.problem.value).toBe('设备代理的配置里没有这台设备');
    live.stop();
  });
});

describe('why an agent could not be asked', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    [{ ok: false, refused: 'agent-away' }, '设备代理离线，问不到它'],
    [{ ok: false, refused: 'agent-silent' }, '设备代理没有回答，请稍后再试'],
    [{ ok: false, refused: 'agent-unclear' }, '看不懂设备代理的回答：它和中枢的版本不一致，请升级'],
    [{ ok: false, refused: 'not-allowed' }, '只有管理员可以这样做'],
    [{ ok: false, fault: 'stopping' }, '没有连上中枢，请稍后再试'],
    [{ ok: false, refused: 'a-newer-word' }, '没有问到（a-newer-word）'],
  ])('is told for %o', async (answer, sentence) => {
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer)));

    const refused = 'refused' in answer ? answer.refused : undefined;
    expect(await askTechnician('hall-1', { ask: 'attached' })).toEqual({
      problem: sentence,
      ...(refused === undefined ? {} : { refused }),
    });
  });

  it('is told where the hub does not answer at all', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));

    expect(await askTechnician('hall-1', { ask: 'diagnostics' })).toEqual({
      problem: '没有连上中枢，请稍后再试',
    });
  });
});

describe('since when a device is as it is', () => {
  it.each([
    [NINE + 59_000, '09:00 起'],
    [NINE + 60_000, '09:00 起，已 1 分钟'],
    [NINE + 3_900_000, '09:00 起，已 1 小时 5 分钟'],
  ])('is told at %i', (now, text) => {
    expect(sinceText(NINE, now, 'Asia/Shanghai')).toBe(text);
  });
});
