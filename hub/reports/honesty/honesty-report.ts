import type { Hall } from '@bandecheng/shared/hall';
import type { HonestyReport, HonestySignal, RatingPeriod } from '@bandecheng/shared/rating/rating-report';
import {
  HONESTY_CHECKS,
  LEVELS,
  RATING_CHANNELS,
  type HonestyCheck,
  type Instant,
} from '@bandecheng/shared/vocabulary';
import type { BookPages } from '../../book/book-pages.ts';
import { honestyText } from '../../locales/zh-CN/honesty.ts';
import { hallNames, type NameOf } from '../rating-parts.ts';
import { satisfiedShare } from '../rating-share.ts';
import { findClosing, findStray } from './check-days.ts';
import { findApart, findUnbroken } from './check-levels.ts';
import { findRuns } from './check-runs.ts';
import { findAway, findEarly, findHasty } from './check-times.ts';
import { offlineMinutes } from './offline-minutes.ts';
import { groupBy, pressesIn, type Found, type Looked, type Press } from './presses.ts';

const FINDS: Readonly<Record<HonestyCheck, (looked: Looked) => Found[]>> = {
  ...{ stray: findStray, hasty: findHasty, run: findRuns, early: findEarly, away: findAway },
  ...{ apart: findApart, closing: findClosing, unbroken: findUnbroken },
};

/** Every check over a period, with what it found; the signal with the most rows first. None is proof. */
export function honestyReport(
  pages: BookPages,
  period: RatingPeriod,
  hall: Hall,
  { nameOf, now }: { nameOf: NameOf; now: Instant },
): HonestyReport {
  const looked = { presses: pressesIn(pages, period.from, period.to), hall };
  const signals = HONESTY_CHECKS.flatMap((check) =>
    FINDS[check](looked).map(({ subject, rows, found, beside = [] }): HonestySignal => {
      const look = pages.remarks.lookedInto(check, subject, period.id);
      const lookedInto =
        look === undefined ? {} : { lookedInto: { ...look, by: nameOf(look.by) ?? look.by } };
      return {
        check,
        subject,
        subjectZh: subjectZh(subject, hall, nameOf),
        n: rows.length,
        found,
        beside: beside.map(([zh, of]) => ({ zh, n: of.length })),
        ...lookedInto,
      };
    }),
  );
  return {
    period,
    checks: HONESTY_CHECKS.map((check) => ({ check, ...honestyText.checks[check] })),
    signals: signals.sort((a, b) => b.n - a.n),
    offline: offlineMinutes(pages, period, hall, now).map((one) => ({
      ...one,
      ...(one.counter === undefined ? {} : { counterZh: hallNames(hall).counter(one.counter) }),
    })),
    channels: channelsOf(looked.presses),
  };
}

/** The rows behind one signal, or behind what it was held against; none where the check finds nothing such. */
export function rowsOfSignal(
  pages: BookPages,
  period: RatingPeriod,
  hall: Hall,
  { check, subject, beside }: { check: HonestyCheck; subject: string; beside?: number | undefined },
): readonly Press[] {
  const looked = { presses: pressesIn(pages, period.from, period.to), hall };
  const found = FINDS[check](looked).find((one) => one.subject === subject);
  return (beside === undefined ? found?.rows : found?.beside?.[beside]?.[1]) ?? [];
}

function subjectZh(subject: string, hall: Hall, nameOf: NameOf): string {
  const [kind, id = ''] = subject.split(/\/(.*)/);
  if (kind === 'counter') return hallNames(hall).counter(id);
  if (kind === 'clerk') return nameOf(id) ?? id;
  return kind === 'hall' ? honestyText.hall : id;
}

/** First ratings by their channel; what was said in calls of a sample stands with the telephone. */
function channelsOf(presses: readonly Press[]): HonestyReport['channels'] {
  const counted = presses.filter(({ first, called }) => first || called);
  const byChannel = groupBy(counted, ({ channel }) => channel);
  return RATING_CHANNELS.flatMap((channel) => {
    const of = byChannel.get(channel) ?? [];
    const byLevel = groupBy(of, ({ level }) => level);
    const levels = LEVELS.map((level) => byLevel.get(level)?.length ?? 0);
    return of.length === 0 ? [] : [{ channel, satisfied: satisfiedShare(levels) }];
  });
}
