import type { Call } from '@bandecheng/shared/views';

/** Calls a display lists. */
export const CALLS_LISTED = 8;

/** The newest call of each ticket: a recall takes the place of the call before it. */
export function listedCalls(calls: readonly Call[]): Call[] {
  const newestFirst = [...calls].sort((a, b) => b.seq - a.seq);
  const seen = new Set<string>();
  const listed = newestFirst.filter((call) => !seen.has(call.number) && seen.add(call.number));
  return listed.slice(0, CALLS_LISTED);
}

/** What stands large: the call being announced, else the newest whose holder is still awaited, else none. */
export function currentCall(calls: readonly Call[], announcing: Call | null): Call | null {
  if (announcing !== null) return announcing;
  return listedCalls(calls).find((call) => call.status === 'called') ?? null;
}
