import type { RatingReport, RowKind, RowsOf } from '@bandecheng/shared/rating/rating-report';

/** Rows behind the numerator and the denominator of a share. */
export interface ShareRows {
  above: Partial<RowsOf>;
  below: Partial<RowsOf>;
}

type ShareName = 'satisfied' | 'bad' | 'response' | 'active' | 'additional' | keyof RatingReport['mending'];

const KINDS: Readonly<Record<ShareName, { above: RowKind; below?: RowKind }>> = {
  satisfied: { above: 'good' },
  bad: { above: 'bad' },
  response: { above: 'answered', below: 'reachable' },
  active: { above: 'active', below: 'reachable' },
  additional: { above: 'additional-good', below: 'additional' },
  calledBack: { above: 'called-back', below: 'bad' },
  mended: { above: 'mended', below: 'to-mend' },
};

/** The rows of a share: of the whole period, or of the part of it that `of` names. */
export function shareRows(name: ShareName, of: Partial<RowsOf> = {}): ShareRows {
  const { above, below } = KINDS[name];
  return { above: { ...of, kind: above }, below: below === undefined ? of : { ...of, kind: below } };
}
