import type { ServiceLine } from '@bandecheng/shared/views';
import { tk } from '../../locales/kiosk.ts';

/** Why a service gives no number now, and from when on it does; null while it gives them. */
export function notGivingText({ giving }: Pick<ServiceLine, 'giving'>): string[] | null {
  if (giving.state === 'open') return null;
  const { opensAt } = giving;
  const full = tk(opensAt === undefined ? 'giving.full' : 'giving.sliceFull');
  const why = giving.state === 'full' ? full : tk('giving.closed');
  return opensAt === undefined ? [why] : [why, tk('giving.opensAt', { time: opensAt })];
}
