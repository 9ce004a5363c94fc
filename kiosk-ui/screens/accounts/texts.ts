import type { ApiNotDone } from '../../link/session.ts';
import { makeT } from '../../locales/locale.ts';
import { faultText } from '../../locales/words.ts';
import { accounts } from '../../locales/zh/accounts.ts';

/** Lookup of the texts of accounts and keys (Chinese alone). */
export const t = makeT(accounts);

type RefusedKey = Extract<keyof typeof accounts, `refused.${string}`>;

/** Why an administrator's change was not made. */
export function notDoneText({ refused, fault, problems }: ApiNotDone): string {
  if (problems !== undefined) return problems.map(({ reason }) => reason).join('；');
  if (refused === undefined) return faultText(fault ?? '');
  const key = Object.keys(accounts).find((known): known is RefusedKey => known === `refused.${refused}`);
  return key === undefined || key === 'refused.other' ? t('refused.other', { word: refused }) : t(key);
}

/** What happened, in words where the auditor is told them; otherwise by its name in the record. */
export function auditText(type: string): string {
  const key = `did.${type}`;
  return key in accounts ? accounts[key as keyof typeof accounts] : type;
}
