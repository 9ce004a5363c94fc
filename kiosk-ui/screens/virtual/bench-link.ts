import type { VirtualHallState } from '@bandecheng/shared/virtual-hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

/** Milliseconds between two questions whether the program still answers: a pulled cable raises no error. */
export const CHECK_EVERY_MS = 5_000;
/** Milliseconds the program may take to answer one. */
export const CHECK_WITHIN_MS = 4_000;
/** Milliseconds before a stream the browser has given up is opened anew. */
export const REOPEN_AFTER_MS = 2_000;

/** What the page sees of the virtual devices. */
export interface BenchLink {
  state: ShallowRef<VirtualHallState | null>;
  /** When the program was last heard, once it no longer is; null while all is well. */
  cutSince: Ref<Instant | null>;
  close(): void;
}

/** Follows `/events` of the page's own server, asks `/state` beside it, and never gives up. */
export function openBench(): BenchLink {
  const state = shallowRef<VirtualHallState | null>(null);
  const cutSince = ref<Instant | null>(null);
  let stream: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();
  let messages = 0;
  let closed = false;

  function take(news: VirtualHallState): void {
    state.value = news;
    heardAt = Date.now();
    if (stream.readyState === EventSource.OPEN) cutSince.value = null;
  }

  function markCut(): void {
    cutSince.value ??= heardAt;
  }

  function open(): void {
    stream = new EventSource('/events');
    stream.onopen = () => void check();
    stream.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = readState(data);
      if (news === null) return;
      messages += 1;
      take(news);
    };
    stream.onerror = () => {
      markCut();
      // The browser tries again by itself after a break, but not after an answer that is no stream.
      if (stream.readyState === EventSource.CLOSED) reopenLater();
    };
  }

  function reopenLater(): void {
    stream.close();
    clearTimeout(reopening);
    reopening = setTimeout(open, REOPEN_AFTER_MS);
  }

  async function check(): Promise<void> {
    const before = messages;
    const asked = stream;
    const news = await fetchState();
    if (closed || asked !== stream) return;
    if (news === null) {
      markCut();
      reopenLater();
    } else if (messages === before) take(news);
  }

  open();
  const checking = setInterval(() => void check(), CHECK_EVERY_MS);
  return {
    state,
    cutSince,
    close() {
      closed = true;
      clearInterval(checking);
      clearTimeout(reopening);
      stream.close();
    },
  };
}

/** The whole state, or null when no whole answer came in time. */
async function fetchState(): Promise<VirtualHallState | null> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), CHECK_WITHIN_MS);
  try {
    const response = await fetch('/state', { cache: 'no-store', signal: stop.signal });
    return response.ok ? readState(await response.text()) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A state as it stands in a message, or null for anything else. */
function readState(data: unknown): VirtualHallState | null {
  if (typeof data !== 'string') return null;
  try {
    const news: unknown = JSON.parse(data);
    return isState(news) ? news : null;
  } catch {
    return null;
  }
}

function isState(news: unknown): news is VirtualHallState {
  return typeof news === 'object' && news !== null && 'devices' in news && Array.isArray(news.devices);
}
