import { ratingPeriodOf } from '@bandecheng/hub/reports/rating-period';
import { ratingReport } from '@bandecheng/hub/reports/rating-report';
import { rowsBehind, shownRows } from '@bandecheng/hub/reports/rating-rows';
import type { RowKind } from '@bandecheng/shared/rating/rating-report';
import { expect, it } from 'vitest';
import { WrittenBook } from '../../../fakes/written-book.ts';
import { SMALL_HALL, TODAY } from '../../../given.ts';

const nameOf = (account: string) => ({ zhao: '赵敏', wu: '吴芳' })[account] ?? null;

/** Good and bad presses, one typed in, one while the evaluator was out of order, additional ones, one corrected. */
function writtenBook(): WrittenBook {
  const book = new WrittenBook();
  const device = { id: 'e-c1', kind: 'evaluator' as const, profile: 'p', counter: 'c1' };
  book.happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices: [device] } });
  for (const level of ['very-satisfied', 'satisfied', 'dissatisfied'] as const)
    book.press(book.visit(), level);
  book.given(book.visit(), 'paper', 'basically-satisfied', { typedBy: 'zhao' });
  const again = book.visit();
  book.press(again, 'very-dissatisfied');
  book.given(again, 'qr', 'satisfied', { fate: 'added', times: 2 });
  const worse = book.visit();
  book.press(worse, 'satisfied');
  book.given(worse, 'qr', 'dissatisfied', { fate: 'added', times: 2 });
  const wrong = book.visit();
  const rating = book.press(wrong, 'dissatisfied');
  const corrected = {
    visit: wrong.visit,
    rating,
    day: wrong.day,
    counts: false,
    reason: 'test' as const,
    by: 'wu',
  };
  book.happened({ type: 'RatingCorrected', data: corrected });
  const broken = { device: 'e-c1', agent: 'hall-1', problems: ['port-missing' as const], since: book.now };
  book.happened({ type: 'DeviceStateChanged', data: broken });
  book.given(book.visit(), 'qr', 'satisfied');
  return book;
}

it('every number of the figures that counts ratings opens just as many rows, with the names of who spoke of them', () => {
  const book = writtenBook();
  const period = ratingPeriodOf(TODAY);
  if (period === null) throw new Error(`no period ${TODAY}`);
  const around = { state: book.state, hall: SMALL_HALL, now: book.now, nameOf };
  const { whole } = ratingReport(around, { period, pages: book.pages }, { before: null, yearBefore: null });
  const rows = (kind: RowKind) =>
    shownRows(
      rowsBehind(book.pages, { from: period.from, to: period.to, kind }, SMALL_HALL),
      book.pages,
      SMALL_HALL,
      nameOf,
    );

  const { satisfied, bad, response, active, additional } = whole;
  expect([satisfied, bad, response, active, additional].map(({ numerator }) => numerator)).toEqual([
    ...[5, 2, 6, 5, 1],
  ]);
  expect({
    standing: rows('standing').of,
    good: rows('good').of,
    bad: rows('bad').of,
    answered: rows('answered').of,
    active: rows('active').of,
    additional: rows('additional').of,
    'additional-good': rows('additional-good').of,
  }).toEqual({
    standing: satisfied.denominator,
    good: satisfied.numerator,
    bad: bad.numerator,
    answered: response.numerator,
    active: active.numerator,
    additional: additional.denominator,
    'additional-good': additional.numerator,
  });
  expect(rows('uncounted').names).toEqual({ wu: '吴芳' });
  expect(rows('standing').names).toEqual({ zhao: '赵敏' });
});
