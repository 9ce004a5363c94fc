import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { ScreenNamespace, ScreenSocket } from './screen-rooms.ts';

/** A page that loads itself anew, or a machine that starts again, is back within it. */
const AWAY_MS = 2 * 60_000;

/**
 * What the hub learns of machines nobody sits at: which of them can draw no Chinese, and which paired ones, seen since
 * the hub's start, have lost their way to it. Each warning names its machines as `kiosk:k1,tablet:c2`.
 */
export function watchScreens(namespace: ScreenNamespace, clock: () => Instant): () => SelfWarning[] {
  const leftAt = new Map<string, Instant>();
  const here = (place: string): boolean =>
    [...namespace.sockets.values()].some((socket) => pairedPlace(socket) === place);

  namespace.on('connection', (socket) => {
    const place = pairedPlace(socket);
    if (place === null) return;
    leftAt.delete(place);
    socket.on('disconnect', () => {
      if (!here(place)) leftAt.set(place, clock());
    });
  });

  return () => {
    const blank = [...namespace.sockets.values()].flatMap(({ data }) =>
      data.lacksChinese ? [data.place] : [],
    );
    const away = [...leftAt].flatMap(([place, at]) => (clock() - at >= AWAY_MS ? [place] : []));
    return [...warningOf('font-missing', true, blank), ...warningOf('screen-away', false, away)];
  };
}

/** Null where a person opened the page and may close it as he likes. */
function pairedPlace({ data: { actor, place } }: ScreenSocket): string | null {
  return actor?.kind === 'kiosk' || actor?.kind === 'tablet' ? place : null;
}

function warningOf(word: SelfWarning['word'], grave: boolean, places: readonly string[]): SelfWarning[] {
  if (places.length === 0) return [];
  return [{ word, grave, about: { places: [...new Set(places)].sort().join() } }];
}
