import type { WindowShow } from '@bandecheng/shared/protocol';
import { windowZh } from '../locales/zh/window.ts';

/**
 * The fullest wording of what a counter's display has to say that `fits` it; of none that does the shortest, which
 * the display then shows as far as it goes.
 */
export function windowText(show: WindowShow, fits: (text: string) => boolean): string {
  const wordings = wordingsOf(show);
  return wordings.find(fits) ?? wordings.at(-1) ?? '';
}

function wordingsOf(show: WindowShow): string[] {
  const counter = show.counterNumber;
  switch (show.state) {
    case 'called':
      return windowZh.called(show.number, counter);
    case 'serving':
      return windowZh.serving(show.number);
    case 'idle':
      return windowZh.idle(show.services, counter);
    case 'paused':
      return windowZh.paused();
    case 'closed':
      return windowZh.closed();
  }
}
