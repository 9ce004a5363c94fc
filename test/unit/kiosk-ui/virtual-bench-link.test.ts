import {
  CHECK_EVERY_MS,
  CHECK_WITHIN_MS,
  openBench,
  REOPEN_AFTER_MS,
  type BenchLink,
} from '@bandecheng/kiosk-ui/screens/virtual/bench-link';
import type { VirtualHallState } from '@bandecheng/shared/virtual-hall';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NINE } from './calls.ts';

/** The browser's event stream, by hand. */
class HandStream {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: HandStream[] = [];
  readyState = HandStream.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    HandStream.opened.push(this);
  }

  open(): void {
    this.readyState = HandStream.OPEN;
    this.onopen?.();
  }
  tell(state: VirtualHallState): void {
    this.onmessage?.({ data: JSON.stringify(state) });
  }
  /** `given-up`: what came back was no event stream, and the browser will not try again. */
  break(how: 'retrying' | 'given-up'): void {
    this.readyState = how === 'retrying' ? HandStream.CONNECTING : HandStream.CLOSED;
    this.onerror?.();
  }
  close(): void {
    this.readyState = HandStream.CLOSED;
  }
}

const at = (time: number): VirtualHallState => ({ at: time, devices: [] });

let link: BenchLink;
/** How the program answers `/state`. */
let answerState: (signal: AbortSignal | null | undefined) => Promise<Response>;

const answering = (state: VirtualHallState) => async () => new Response(JSON.stringify(state));
const silent = (signal: AbortSignal | null | undefined) =>
  new Promise<Response>((_answer, fail) =>
    signal?.addEventListener('abort', () => fail(new Error('aborted'))),
  );
const newest = (): HandStream => HandStream.opened[HandStream.opened.length - 1]!;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ now: NINE });
  HandStream.opened = [];
  answerState = answering(at(1));
  vi.stubGlobal('EventSource', HandStream);
  vi.stubGlobal('fetch', (path: string, options?: RequestInit) => {
    expect(path).toBe('/state');
    return answerState(options?.signal);
  });
});
afterEach(() => {
  link.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A bench that has been well for a while. */
async function wellBench(): Promise<void> {
  link = openBench();
  newest().open();
  await settle();
}

describe('the bench of virtual devices', () => {
  it('shows the newest state it was told', async () => {
    link = openBench();
    expect(newest().url).toBe('/events');
    newest().open();
    newest().tell(at(5));
    newest().tell(at(6));

    await settle();

    expect(link.state.value?.at).toBe(6);
    expect(link.cutSince.value).toBeNull();
  });

  it('asks for the state when the stream opens, for a program that tells of changes alone', async () => {
    await wellBench();

    expect(link.state.value?.at).toBe(1);
  });

  it('lets an answer go by that was overtaken by the stream', async () => {
    let answer: (response: Response) => void = () => undefined;
    answerState = () => new Promise((done) => (answer = done));
    link = openBench();
    newest().open();
    newest().tell(at(9));

    answer(new Response(JSON.stringify(at(3))));
    await settle();

    expect(link.state.value?.at).toBe(9);
  });

  it('says since when it was cut off, keeps what it showed, and is well when the stream is back', async () => {
    await wellBench();
    newest().tell(at(4));
    await vi.advanceTimersByTimeAsync(1_000);

    newest().break('retrying');

    expect(link.cutSince.value).toBe(NINE);
    expect(link.state.value?.at).toBe(4);
    newest().open();
    newest().tell(at(8));
    expect(link.cutSince.value).toBeNull();
  });

  it('stays cut off while the state can be read and the stream is not open', async () => {
    await wellBench();
    newest().break('retrying');

    await vi.advanceTimersByTimeAsync(CHECK_EVERY_MS);

    expect(link.cutSince.value).toBe(NINE);
  });

  it('opens a stream anew that the browser has given up', async () => {
    await wellBench();
    newest().break('given-up');

    await vi.advanceTimersByTimeAsync(REOPEN_AFTER_MS);

    expect(HandStream.opened).toHaveLength(2);
    newest().open();
    await settle();
    expect(link.cutSince.value).toBeNull();
  });

  it('notices within nine seconds that the program went silent without a word', async () => {
    await wellBench();
    answerState = silent;

    await vi.advanceTimersByTimeAsync(CHECK_EVERY_MS + CHECK_WITHIN_MS);

    expect(CHECK_EVERY_MS + CHECK_WITHIN_MS).toBeLessThanOrEqual(9_000);
    expect(link.cutSince.value).toBe(NINE);
  });

  it('is cut off from the first when nothing answers, and finds the program when it comes', async () => {
    answerState = () => Promise.reject(new Error('refused'));
    link = openBench();
    newest().break('given-up');
    expect(link.cutSince.value).toBe(NINE);
    expect(link.state.value).toBeNull();

    answerState = answering(at(2));
    await vi.advanceTimersByTimeAsync(REOPEN_AFTER_MS);
    newest().open();
    await settle();

    expect(link.state.value?.at).toBe(2);
    expect(link.cutSince.value).toBeNull();
  });

  it.each(['', '{"devices":', 'null', '[]', '{"at":1}', '{"devices":3}'])(
    'takes no notice of a message that is no state: %s',
    async (data) => {
      await wellBench();

      newest().onmessage?.({ data });

      expect(link.state.value?.at).toBe(1);
    },
  );

  it('leaves nothing running when the page is closed', async () => {
    await wellBench();
    newest().break('given-up');

    link.close();

    expect(vi.getTimerCount()).toBe(0);
    expect(newest().readyState).toBe(HandStream.CLOSED);
  });
});
