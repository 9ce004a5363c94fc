import type { ShownRow } from '@bandecheng/shared/rating/rating-report';
import { tcase } from '../staff/case-words.ts';
import { ts } from '../staff/texts.ts';
import { t } from './texts.ts';

/** Which rating it is, in words: `3 号窗口 A012`. */
export const rowPlace = ({ counterZh, number, channel }: ShownRow): string =>
  [counterZh, number].filter((part) => part !== undefined).join(' ') || tcase(`channel.${channel}`);

/** Names by account, as the hub sent them with the rows. */
export type Names = Readonly<Record<string, string>>;

/** What became of it and how it came, besides its level: `有效 · 办结后 12 秒`. */
export function rowNotes(row: ShownRow, names: Names): string[] {
  const notes = [t(`fate.${row.fate}`)];
  if (row.times > 1) notes.push(t('rows.times', { n: row.times }));
  if (row.source === 'default') notes.push(t('rows.default'));
  if (row.named) notes.push(t('rows.named'));
  if (row.list !== undefined) notes.push(t('rows.onList'));
  if (row.typedBy !== undefined) notes.push(t('rows.typedBy', { by: named(names, row.typedBy) }));
  if (row.afterSeconds !== undefined) notes.push(t('rows.after', { n: Math.round(row.afterSeconds) }));
  return notes;
}

/** What was later said of it: its correction, its appeal with the decision. */
export function rowRemarks({ corrected, appeal }: ShownRow, names: Names): string[] {
  const remarks: string[] = [];
  if (corrected !== undefined) {
    const { counts, reason, by } = corrected;
    remarks.push(
      t(counts ? 'rows.counted' : 'rows.uncounted', { reason: ts(`ground.${reason}`), by: named(names, by) }),
    );
  }
  if (appeal !== undefined) {
    const { ground, by, outcome = 'open', decidedBy } = appeal;
    const decided = decidedBy === undefined ? '' : `，${t('decide.by', { by: named(names, decidedBy) })}`;
    remarks.push(
      `${t('rows.appeal', { ground: ts(`ground.${ground}`), by: named(names, by) })}：${t(`outcome.${outcome}`)}${decided}`,
    );
  }
  return remarks;
}

const named = (names: Names, account: string): string => names[account] ?? account;

/** Whether somebody is still to decide on it. */
export const awaitsDecision = ({ appeal }: Pick<ShownRow, 'appeal'>): boolean =>
  appeal !== undefined && appeal.outcome === undefined;

/** Whether a correction can change what counts: a rating that somebody gave, and that no later press took the place of. */
export const canBeCorrected = ({ source, visit, fate, replaced }: ShownRow): boolean =>
  source === 'active' && visit !== undefined && replaced !== true && fate !== 'stray' && fate !== 'repeated';

/** Whether something was written about its visit: by the applicant, or by the clerk who appealed. */
export const hasWords = ({ words, appeal, visit }: ShownRow): boolean =>
  visit !== undefined && (words || appeal !== undefined);
