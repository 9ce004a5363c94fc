import type { Hall } from '@bandecheng/shared/hall';
import type { Problem } from '@bandecheng/shared/parse';
import type { InjectionKey, Ref } from 'vue';
import { fieldText, trailText } from './field-text.ts';
import { NEW_PARTS, type PartList } from './new-parts.ts';
import { t } from './texts.ts';

/** Tabs of a list of parts, of some fields of the hall, and of the whole as JSON. */
export const PART_TABS = Object.keys(NEW_PARTS) as PartList[];
export const RULE_TABS = {
  hours: ['hours'],
  queue: ['queue'],
  appointments: ['appointments'],
  basics: [
    'name',
    'languages',
    'timeZone',
    'dayStartsAt',
    'voiceFolder',
    'rating',
    'print',
    'desk',
    'proof',
    'outage',
    'retention',
  ],
} as const satisfies Record<string, readonly (keyof Hall)[]>;
export type RuleTab = keyof typeof RULE_TABS;
export type Tab = PartList | RuleTab | 'json';
export const TABS: readonly Tab[] = [...PART_TABS, ...(Object.keys(RULE_TABS) as RuleTab[]), 'json'];

/** What the hub found wrong at one place of hall.json, `services[2].dailyMost`; empty for nothing. */
export const PROBLEM_AT: InjectionKey<(path: string) => string> = Symbol('problem at');
/** The hall as it is being edited: what can be chosen at one place stands at another. */
export const HALL: InjectionKey<Ref<Hall | null>> = Symbol('hall');

export const isPartTab = (tab: Tab): tab is PartList => (PART_TABS as readonly string[]).includes(tab);

/** Where a problem is mended: its tab, and which of the tab's parts. */
export function placeOf(path: string): { tab: Tab; part: number } {
  const [, head = '', part] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? [];
  const list = PART_TABS.find((tab) => tab === head);
  if (list !== undefined) return { tab: list, part: Number(part ?? 0) };
  const rules = (Object.keys(RULE_TABS) as RuleTab[]).find((tab) =>
    (RULE_TABS[tab] as readonly string[]).includes(head),
  );
  return { tab: rules ?? 'json', part: 0 };
}

/** A problem as a person reads it: `业务“社会保险” 每天最多取几个号：不能小于 1`. */
export function problemText(hall: Pick<Hall, PartList>, { path, reason }: Problem): string {
  const [, list, place, field = ''] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const tab = PART_TABS.find((one) => one === list);
  if (tab === undefined) return `${path === '' ? t('place.hall') : trailText(path)}：${reason}`;
  const name = hall[tab][Number(place)]?.name.zh ?? '';
  const part = t('place.part', { kind: fieldText(tab), name: name === '' ? Number(place) + 1 : name });
  const trail = field === '' ? '' : ` ${trailText(`${tab}.${field}`).replace(`${fieldText(tab)} `, '')}`;
  return `${part}${trail}：${reason}`;
}
