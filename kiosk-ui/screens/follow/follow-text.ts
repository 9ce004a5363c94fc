import type { FollowView } from '@bandecheng/shared/views';
import { tf } from '../../locales/follow.ts';
import { lang, local } from '../../locales/locale.ts';
import { hourMinute, rangeText } from '../../locales/time-text.ts';

/** What a ticket's holder has to know now: one headline, and what to do. */
export interface FollowText {
  headline: string;
  lines: string[];
}

export function followText(view: FollowView): FollowText {
  const { counterNumber: n } = view;
  switch (view.status) {
    case 'waiting':
      return waitingText(view);
    case 'called':
      return { headline: tf('called'), lines: [n === undefined ? tf('goAny') : tf('goCounter', { n })] };
    case 'serving':
      return { headline: n === undefined ? tf('goAny') : tf('serving', { n }), lines: afterwards(view) };
    case 'held':
      return heldText(view);
    case 'finished':
      return { headline: tf('finished'), lines: [] };
    case 'no-show':
      return { headline: tf('missed'), lines: [tf('missedNote')] };
    case 'cancelled':
      return { headline: tf('cancelled'), lines: [] };
  }
}

function waitingText(view: FollowView): FollowText {
  const area = tf('area', { area: local(view.area) });
  const sent = view.counterNumber === undefined ? [] : [tf('sent', { n: view.counterNumber })];
  const places = [...sent, area, ...afterwards(view)];
  if (view.ahead === 0) return { headline: tf('next'), lines: [tf('nextNote'), ...places] };
  const range = view.estimateRange;
  const estimate = range.high < 1 ? [] : [tf('estimate', { range: rangeText(range) })];
  return { headline: `${tf('ahead')} ${tf('people', { n: view.ahead })}`, lines: [...estimate, ...places] };
}

/** On hold at a counter, or checked in before the time of the appointment. */
function heldText(view: FollowView): FollowText {
  const { heldUntil } = view;
  if (heldUntil === undefined) return { headline: tf('held'), lines: [tf('heldNote')] };
  const time = hourMinute(heldUntil, view.timeZone);
  if (view.counterNumber !== undefined) return { headline: tf('held'), lines: [tf('heldUntil', { time })] };
  return { headline: tf('early'), lines: [tf('earlyNote', { time }), ...afterwards(view)] };
}

/** Where it goes once it is served here. */
function afterwards({ returnTo, next }: FollowView): string[] {
  if (returnTo !== undefined) return [tf('backTo', { n: returnTo })];
  const services = next.map((name) => local(name)).join(lang.value === 'zh' ? '、' : ', ');
  return next.length === 0 ? [] : [tf('then', { services })];
}
