import type { Call } from '@bandecheng/shared/views';

/** 2026-11-23 09:00:00 in Shanghai. */
export const NINE = Date.UTC(2026, 10, 23, 1);

/** A call at nine, A012 to counter 3; `changes` make it another. */
export function call(changes: Partial<Call> = {}): Call {
  return {
    seq: 10,
    number: 'A012',
    service: 'social',
    counter: 'c3',
    counterNumber: 3,
    counterName: { zh: '社保窗口' },
    area: { zh: 'A 区' },
    calledAt: NINE,
    times: 1,
    status: 'called',
    ...changes,
  };
}
