import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { HealthChangeView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { hourMinute } from '../../locales/time-text.ts';
import { deviceProblem } from '../../locales/words.ts';
import { devicePlace, type Places } from './device-place.ts';
import { ts } from './texts.ts';

/** What changed and, unless it was for the better, what was to be done about it. */
export function changeText(change: HealthChangeView, places: Places): { what: string; todo: string } {
  if ('agent' in change) {
    const { agent, connected } = change;
    return connected
      ? { what: ts('changes.agentBack', { agent }), todo: '' }
      : { what: ts('changes.agentAway', { agent }), todo: ts('changes.agentTodo') };
  }
  const place = devicePlace(change, places);
  const [worst] = change.problems;
  if (worst === undefined) return { what: `${place} · ${ts('changes.well')}`, todo: '' };
  const { word, todo } = deviceProblem(worst);
  return { what: `${place} · ${word}`, todo };
}

const HALF_A_DAY_MS = 12 * 60 * 60 * 1_000;

/** `09:12`; `11-23 09:12` for what is longer ago than a working day. */
export function changeTime(at: Instant, now: Instant, timeZone: string): string {
  return now - at < HALF_A_DAY_MS ? hourMinute(at, timeZone) : clockText(at, timeZone).slice(5, 16);
}
