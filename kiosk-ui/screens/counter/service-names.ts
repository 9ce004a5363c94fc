import type { CounterView } from '@bandecheng/shared/views';
import { local } from '../../locales/locale.ts';

/** Names of the hall's services by id. */
export function serviceNames({
  transferServices,
}: Pick<CounterView, 'transferServices'>): Map<string, string> {
  return new Map(transferServices.map(({ service, name }) => [service, local(name)]));
}
