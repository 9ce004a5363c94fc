import type { FollowedKind, RatingPeriod, RatingReport } from '@bandecheng/shared/rating/rating-report';
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

/** Visits whose rating is bad and stands, and those among them by what followed. */
export type Followed = Record<FollowedKind | 'bad', ReadonlySet<VisitId>>;

/**
 * 回访率 and 整改率, which are two: of the bad ratings that stand, those somebody was called back about, and those
 * mended among the ones that had not merely to be explained.
 */
export function mendingOf(desk: CaseDesk, pages: BookPages, period: RatingPeriod): RatingReport['mending'] {
  const visits = followedVisits(desk, pages, period);
  const { none } = ratingsText;
  return {
    calledBack: share(visits['called-back'].size, visits.bad.size, none.noneBad),
    mended: share(
      ...([visits.mended.size, visits['to-mend'].size] as const),
      visits.bad.size === 0 ? none.noneBad : none.allExplained,
    ),
  };
}

/** The visits behind the numbers of 回访率 and 整改率. */
export function followedVisits(desk: CaseDesk, pages: BookPages, period: RatingPeriod): Followed {
  const bad = badVisits(pages, period);
  const followed = [...desk.cases.values()].filter(
    (of) => of.visit !== undefined && bad.has(of.visit) && rulesOf(desk, of).type.opensOn === 'bad-rating',
  );
  const visitsWith = (holds: (of: Case) => boolean) =>
    new Set(followed.filter(holds).flatMap(({ visit }) => (visit === undefined ? [] : [visit])));
  const mended = visitsWith((of) => tells(of, MENDED));
  const explained = visitsWith((of) => tells(of, EXPLAINED) && !tells(of, MENDED));
  return {
    ...{ bad, mended },
    'called-back': visitsWith((of) => tells(of, VERIFIED) || isReached(of)),
    'to-mend': new Set([...bad].filter((visit) => !explained.has(visit))),
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
