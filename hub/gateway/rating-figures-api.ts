import { CheckSubject } from '@bandecheng/shared/rating/rating-commands';
import {
  RATING_PARTS,
  ROW_KINDS,
  type RatingPeriod,
  type RatingReport,
} from '@bandecheng/shared/rating/rating-report';
import type { Hall } from '@bandecheng/shared/hall';
import { HONESTY_CHECKS, LEVELS, type BusinessDay } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { ratingsText } from '../locales/zh-CN/ratings.ts';
import { honestyReport } from '../reports/honesty/honesty-report.ts';
import { openedRows } from '../reports/opened-rows.ts';
import { periodBefore, ratingPeriodOf, yearBefore } from '../reports/rating-period.ts';
import { ratingReport, type Opened } from '../reports/rating-report.ts';
import { ratingLines, ratingTables } from '../reports/rating-tables.ts';
import { done, withQuery, type ApiReply, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { nameIn } from './identity.ts';
import { readerOfReports, tableFile, type FileKind } from './report-door.ts';

/** The rating book, as the figures ask it. */
export interface RatingPages {
  pages(from: BusinessDay, to: BusinessDay): Promise<Opened['pages']>;
}

export interface RatingParts extends Pick<CaseParts, 'hub' | 'identity' | 'clock'> {
  book: RatingPages;
  hall: () => Hall;
}

const period = z.string().transform((text, context): RatingPeriod => {
  const found = ratingPeriodOf(text);
  if (found !== null) return found;
  context.addIssue({ code: 'custom', message: ratingsText.problem.period });
  return z.NEVER;
});
const Asked = z.object({ period });
const place = z.coerce.number().int().min(0).max(99);
const AskedRows = Asked.extend({
  part: z.enum(RATING_PARTS).optional(),
  /** A department is asked for by its name, a channel by its word. */
  id: z.string().min(1).max(60).optional(),
  level: z.enum(LEVELS).optional(),
  scale: z.coerce
    .number()
    .pipe(z.literal([2, 3]))
    .optional(),
  kind: z.enum(ROW_KINDS).optional(),
  reason: z.string().min(1).max(60).optional(),
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  check: z.enum(HONESTY_CHECKS).optional(),
  subject: CheckSubject.optional(),
  beside: place.optional(),
  metric: z.string().min(1).max(60).optional(),
  count: place.optional(),
  skip: z.coerce.number().int().min(0).max(10_000_000).optional(),
});

/** Figures of satisfaction, the rows behind each number, and what deserves a second look. */
export function ratingFiguresApi(parts: RatingParts): ApiRoute[] {
  const route = <S extends z.ZodType>(
    path: string,
    schema: S,
    answer: (asked: z.output<S>) => Promise<ApiReply>,
  ): ApiRoute => ({
    ...{ method: 'get', path },
    handle: (request) => {
      const reader = readerOfReports('read-ratings', request, parts);
      return 'status' in reader ? reader : withQuery(schema, request, answer);
    },
  });
  const report = (path: string, answer: (report: RatingReport) => ApiReply | Promise<ApiReply>): ApiRoute =>
    route(path, Asked, ({ period: of }) => withReport(of, parts, answer));
  const file = (kind: FileKind) => (made: RatingReport) =>
    tableFile(kind, ratingTables(made), ratingLines(made), `ratings-${made.period.id}`);
  return [
    report('/api/ratings/report', (made) => done({ report: made })),
    report('/api/ratings/report.xlsx', file('xlsx')),
    report('/api/ratings/report.csv', file('csv')),
    route('/api/ratings/rows', AskedRows, (asked) => rows(asked, parts)),
    route('/api/ratings/checks', Asked, ({ period: of }) => checks(of, parts)),
  ];
}

async function withReport(
  of: RatingPeriod,
  parts: RatingParts,
  answer: (report: RatingReport) => ApiReply | Promise<ApiReply>,
): Promise<ApiReply> {
  const opened = await openedAt(parts, of);
  const before = {
    before: await openedIf(parts, periodBefore(of)),
    yearBefore: await openedIf(parts, yearBefore(of)),
  };
  const { hub, hall, clock } = parts;
  const { state } = hub;
  const { seq } = state;
  const report = ratingReport(
    { state, hall: hall(), now: clock(), nameOf: nameIn(parts.identity) },
    opened,
    before,
  );
  // The cases behind some of the figures may be ahead of the disk; the book never is.
  await hub.whenDurable(seq);
  return answer(report);
}

async function rows(
  { period: of, ...which }: z.output<typeof AskedRows>,
  parts: RatingParts,
): Promise<ApiReply> {
  const opened = await openedAt(parts, of);
  const { hub, hall } = parts;
  const { seq } = hub.state;
  const found = openedRows({ state: hub.state, hall: hall(), nameOf: nameIn(parts.identity) }, opened, which);
  await hub.whenDurable(seq);
  return done({ ...found });
}

async function checks(of: RatingPeriod, parts: RatingParts): Promise<ApiReply> {
  const { pages, period } = await openedAt(parts, of);
  const about = { nameOf: nameIn(parts.identity), now: parts.clock() };
  return done({ report: honestyReport(pages, period, parts.hall(), about) });
}

async function openedAt({ book }: RatingParts, of: RatingPeriod): Promise<Opened> {
  return { period: of, pages: await book.pages(of.from, of.to) };
}

async function openedIf(parts: RatingParts, of: RatingPeriod | null): Promise<Opened | null> {
  return of === null ? null : openedAt(parts, of);
}
