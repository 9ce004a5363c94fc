import type { WaitRange } from '@bandecheng/shared/views';
import type { Estimate } from '../state/estimate.ts';

/** An estimate as screens are sent it; null: there is nothing to wait for. */
export function waitOf(estimate: Estimate | null): { estimateMinutes: number; estimateRange: WaitRange } {
  const { minutes, low, high } = estimate ?? { minutes: 0, low: 0, high: 0 };
  return { estimateMinutes: minutes, estimateRange: { low, high } };
}
