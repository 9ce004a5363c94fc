import type { DeviceView } from '@bandecheng/shared/views';
import { deviceKindWord } from '../../locales/words.ts';
import { ts } from './texts.ts';

/** Numbers of counters and names of kiosks by id, as far as this page knows them. */
export interface Places {
  counters: ReadonlyMap<string, number>;
  kiosks: ReadonlyMap<string, string>;
}

type Placed = Pick<DeviceView, 'device' | 'kind' | 'counter' | 'kiosk'>;

/** Where one goes to find it: `3 号窗口评价器`, `取号机1 打印机`; its id where neither is known. */
export function devicePlace({ device, kind, counter, kiosk }: Placed, places: Places): string {
  const word = deviceKindWord(kind);
  const number = counter === undefined ? undefined : places.counters.get(counter);
  if (number !== undefined) return ts('trouble.atCounter', { number, kind: word });
  if (kiosk !== undefined)
    return ts('trouble.atKiosk', { kiosk: places.kiosks.get(kiosk) ?? kiosk, kind: word });
  return ts('trouble.elsewhere', { kind: word, device });
}
