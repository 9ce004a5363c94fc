import type { FollowView } from '@bandecheng/shared/views';
import { tf } from '../../locales/follow.ts';
import { local } from '../../locales/locale.ts';

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
      return { headline: n === undefined ? tf('goAny') : tf('serving', { n }), lines: [] };
    case 'held':
      return { headline: tf('held'), lines: [tf('heldNote')] };
    case 'finished':
      return { headline: tf('finished'), lines: [tf('finishedNote')] };
    case 'no-show':
      return { headline: tf('missed'), lines: [tf('missedNote')] };
    case 'cancelled':
      return { headline: tf('cancelled'), lines: [] };
  }
}

function waitingText(view: FollowView): FollowText {
  const area = tf('area', { area: local(view.area) });
  const sent = view.counterNumber === undefined ? [] : [tf('sent', { n: view.counterNumber })];
  if (view.ahead === 0) return { headline: tf('next'), lines: [tf('nextNote'), ...sent, area] };
  const estimate = view.estimateMinutes < 1 ? [] : [tf('estimate', { n: Math.ceil(view.estimateMinutes) })];
  return {
    headline: `${tf('ahead')} ${tf('people', { n: view.ahead })}`,
    lines: [...estimate, ...sent, area],
  };
}
