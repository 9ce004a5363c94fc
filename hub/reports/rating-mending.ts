import type { RatingPeriod, RatingReport } from '@bandecheng/shared/rating/rating-report';
import type { VisitId } from '@bandecheng/shared/vocabulary';
import { FIRST } from '../book/book-month.ts';
import type { BookPages } from '../book/book-pages.ts';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import { rulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';
import { isGood } from './rating-count.ts';
import { share } from './rating-share.ts';

/** What the national layer's steps of a call-back tell; see shared/policy/presets/national.json. */
const VERIFIED = 'callBack.verified';
const MENDED = 'callBack.mended';
const EXPLAINED = 'callBack.explained';

/**
 * 回访率 and 整改率, which are two: of the bad ratings that stand, those somebody was called back about, and those
 * mended among the ones that had not merely to be explained.
 */
export function mendingOf(desk: CaseDesk, pages: BookPages, period: RatingPeriod): RatingReport['mending'] {
  const bad = badVisits(pages, period);
  const followed = [...desk.cases.values()].filter(
    (of) => of.visit !== undefined && bad.has(of.visit) && rulesOf(desk, of).type.opensOn === 'bad-rating',
  );
  const visitsWith = (holds: (of: Case) => boolean) =>
    new Set(followed.filter(holds).map(({ visit }) => visit)).size;
  const calledBack = visitsWith((of) => tells(of, VERIFIED) || isReached(of));
  const mended = visitsWith((of) => tells(of, MENDED));
  const explained = visitsWith((of) => tells(of, EXPLAINED) && !tells(of, MENDED));
  const { none } = ratingsText;
  return {
    calledBack: share(calledBack, bad.size, none.noneBad),
    mended: share(mended, bad.size - explained, bad.size === 0 ? none.noneBad : none.allExplained),
  };
}

function tells({ timeline }: Case, name: string): boolean {
  return timeline.some((event) => event.type === 'CaseStepped' && event.data.emitted.includes(name));
}

function isReached({ callBacks }: Case): boolean {
  return callBacks.some(({ outcome }) => outcome === 'satisfied' || outcome === 'dissatisfied');
}

function badVisits({ months, remarks }: BookPages, { from, to }: RatingPeriod): Set<VisitId> {
  const bad = new Set<VisitId>();
  for (const month of months) {
    const { flags, seq } = month.ratings;
    for (let row = 0; row < flags.length; row++) {
      if ((flags.at(row) & FIRST) === 0 || isGood(month, row)) continue;
      const day = month.dayAt(row);
      const visit = month.visitOf[row];
      if (visit !== undefined && day >= from && day <= to && remarks.leaves(seq.at(row))) bad.add(visit);
    }
  }
  return bad;
}
