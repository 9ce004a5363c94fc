import type { Call, DisplayView } from '@bandecheng/shared/views';

/** Calls a display lists. */
export const CALLS_LISTED = 8;

/** A display may stand in one waiting area and then shows that area's calls alone; null: all of them. */
export function callsOf(view: DisplayView, area: string | null): Call[] {
  return view.calls.filter((call) => area === null || call.area.zh === area);
}

/** The services a display counts the waiting of, those with people first. */
export function servicesOf(view: DisplayView, area: string | null): DisplayView['services'] {
  return view.services.filter((line) => area === null || line.area.zh === area);
}

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
