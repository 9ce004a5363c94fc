import type { FrameMishap } from '@bandecheng/shared/virtual-hall';
import type { KeypadKey, Level } from '@bandecheng/shared/vocabulary';
import { ref, type Ref } from 'vue';
import { ask, type ApiAnswer } from '../../link/session.ts';
import type { LastingFault } from './device-faults.ts';
import { t } from './texts.ts';

/** What the page can do to one device. None of it rejects: what did not come about stays in `notice`. */
export interface DeviceAsks {
  /** Why the newest request came to nothing; empty when it did not. */
  notice: Ref<string>;
  press(level: Level): Promise<void>;
  /** @param digits typed before it, at most 8 */
  key(key: KeypadKey, digits?: string): Promise<void>;
  /** Lays a card on a reader; null takes it away. */
  card(card: string | null): Promise<void>;
  fault(fault: LastingFault, on: boolean): Promise<void>;
  /** @param times how often more a frame is sent, 1 to 20; counts for `repeat-frame` alone */
  mishap(mishap: FrameMishap | 'drop', times?: number): Promise<void>;
  /** @param bytesPerSecond 10 to 100,000; null as many as come */
  pace(bytesPerSecond: number | null): Promise<void>;
  tear(): Promise<void>;
}

export function deviceAsks(id: string): DeviceAsks {
  const notice = ref('');
  let newest = 0;

  async function post(verb: string, body: object): Promise<void> {
    const number = ++newest;
    const answer = await ask<object>('POST', `/devices/${encodeURIComponent(id)}/${verb}`, body);
    if (number === newest) notice.value = noticeText(answer);
  }

  return {
    notice,
    press: (level) => post('press', { level }),
    key: (key, digits = '') => post('key', { key, ...(digits === '' ? {} : { digits }) }),
    card: (card) => post('card', { card }),
    fault: (fault, on) => post('fault', { fault, on }),
    mishap: (mishap, times = 1) => post('mishap', { mishap, times }),
    pace: (bytesPerSecond) => post('pace', { bytesPerSecond }),
    tear: () => post('tear', {}),
  };
}

function noticeText(answer: ApiAnswer<object>): string {
  if (answer.ok) return '';
  if (answer.problems === undefined) return t('ask.unavailable');
  return t('ask.refused', { reasons: answer.problems.map(({ reason }) => reason).join('；') });
}
