import type { Hall } from '@bandecheng/shared/hall';
import type { Problem } from '@bandecheng/shared/parse';
import type { InjectionKey } from 'vue';
import { t } from './texts.ts';

export const TABS = ['services', 'counters', 'departments', 'queue', 'json'] as const;
export type Tab = (typeof TABS)[number];

/** What the hub found wrong at one place of hall.json, `services[2].dailyMost`; empty for nothing. */
export const PROBLEM_AT: InjectionKey<(path: string) => string> = Symbol('problem at');

type Named = { id: string; name: { zh: string } };
type NamedParts = Record<'services' | 'counters' | 'departments', readonly Named[]>;

const WORDS = {
  services: 'place.service',
  counters: 'place.counter',
  departments: 'place.department',
} as const;

/** Where a problem is mended: its tab, and which of the tab's parts. */
export function placeOf(path: string): { tab: Tab; part: number } {
  const [, list, part] = /^(services|counters|departments)\[(\d+)\]/.exec(path) ?? [];
  if (list === 'services' || list === 'counters' || list === 'departments')
    return { tab: list, part: Number(part) };
  return { tab: path === 'queue' || path.startsWith('queue.') ? 'queue' : 'json', part: 0 };
}

/** A problem as a person reads it: `业务“社会保险” dailyMost：须大于 0`. */
export function problemText(hall: Pick<Hall, keyof NamedParts>, { path, reason }: Problem): string {
  const { tab, part } = placeOf(path);
  if (tab === 'queue' || tab === 'json') return `${path === '' ? t('place.hall') : path}：${reason}`;
  const named: NamedParts = hall;
  const found = named[tab][part];
  const name = found === undefined || found.name.zh === '' ? String(part + 1) : found.name.zh;
  const field = path.replace(/^\w+\[\d+\]\.?/, '');
  return `${t(WORDS[tab], { name })}${field === '' ? '' : ` ${field}`}：${reason}`;
}
