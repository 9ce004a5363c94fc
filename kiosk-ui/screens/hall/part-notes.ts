import type { Hall } from '@bandecheng/shared/hall';
import type { QueueView } from '@bandecheng/shared/views';
import type { PartList } from './new-parts.ts';
import { t } from './texts.ts';

/** A part by name, and how it stands in the hall that is working: people wait, numbers are stopped, it is open. */
export function partLine(
  hall: Hall,
  list: PartList,
  at: number,
  queue: QueueView | null,
): { text: string; note: string } {
  const part = hall[list][at];
  const name = part === undefined || part.name.zh === '' ? t('part.new') : part.name.zh;
  const id = part?.id ?? '';
  if (list === 'services') {
    const service = hall.services[at];
    return {
      text: `${service?.prefix ?? ''} ${name}`,
      note: serviceNote(service?.closed === true, id, queue),
    };
  }
  if (list !== 'counters') return { text: name, note: id };
  const state = queue?.counters.find(({ counter }) => counter === id)?.state ?? 'closed';
  return { text: name, note: state === 'closed' ? '' : t('counter.open') };
}

function serviceNote(closed: boolean, id: string, queue: QueueView | null): string {
  if (closed) return t('service.closed');
  const waiting = queue?.services.find(({ service }) => service === id)?.waiting ?? 0;
  return waiting > 0 ? t('service.waiting', { n: waiting }) : '';
}
