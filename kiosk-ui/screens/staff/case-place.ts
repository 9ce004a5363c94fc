import type { CaseRow } from '@bandecheng/shared/case/case-view';
import { local } from '../../locales/locale.ts';
import { tcase } from './case-words.ts';

/** Where a case comes from and whom it is about: ticket, counter, service, department; empty parts are left out. */
export function casePlace({ number, counterNumber, service, unit }: CaseRow): string {
  const counter = counterNumber === undefined ? undefined : tcase('item.counter', { number: counterNumber });
  const name = service === undefined ? undefined : local(service);
  return [number, counter, name, unit === name ? undefined : unit]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Who has it, or whose turn it is. */
export function caseHolder({ owner, waitsFor = [] }: Pick<CaseRow, 'owner' | 'waitsFor'>): string {
  if (owner !== undefined) return tcase('item.owner', { owner });
  return waitsFor.length === 0
    ? tcase('item.ownerNone')
    : tcase('item.waitsFor', { roles: waitsFor.join('、') });
}

/** What else a board says of it, each as a word of its own. */
export function caseRemarks({ branches = [], reworks = 0, followUp, invited, clocks }: CaseRow): string[] {
  const told = clocks[0]?.told ?? [];
  return [
    ...(reworks > 0 ? [tcase('item.reworks', { n: reworks })] : []),
    ...(followUp === true ? [tcase('item.followUp')] : []),
    ...(invited === true ? [tcase('item.invited')] : []),
    ...(branches.length > 0 ? [tcase('item.branches', { units: branches.join('、') })] : []),
    ...(told.length > 0 ? [tcase('item.told', { roles: told.join('、') })] : []),
  ];
}
