import type { CounterView } from '@bandecheng/shared/views';
import { local } from '../../locales/locale.ts';

/** Names of the hall's services by id; where nothing can be sent elsewhere, of those the counter takes. */
export function serviceNames({
  services,
  transferServices,
}: Pick<CounterView, 'services' | 'transferServices'>): Map<string, string> {
  return new Map([...services, ...transferServices].map(({ service, name }) => [service, local(name)]));
}
