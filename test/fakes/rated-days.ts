import type { Policy } from '@bandecheng/shared/policy/policy';
import { policyOf } from './rules.ts';
import { WrittenBook, type Said } from './written-book.ts';

const MARK = 'city@1';
const DEVICES = ['c1', 'c2'].map((counter) => ({
  ...{ id: `e-${counter}`, kind: 'evaluator' as const, profile: 'p', counter },
}));

/**
 * Good and bad presses, one typed in, one while the evaluator was out of order, additional ones, an answer to a call, one
 * corrected; a visit that nobody rated.
 */
export function ratedDay(book = underRules(policyOf('huancui'))): WrittenBook {
  book.happened({ type: 'AgentJoined', data: { agent: 'hall-1', devices: DEVICES } });
  for (const level of ['very-satisfied', 'satisfied', 'dissatisfied'] as const)
    book.press(book.visit(), level);
  book.given(book.visit(), 'paper', 'basically-satisfied', { typedBy: 'zhao' });
  const again = book.visit();
  book.press(again, 'very-dissatisfied');
  book.given(again, 'qr', 'satisfied', { fate: 'added', times: 2 });
  const worse = book.visit();
  book.press(worse, 'satisfied');
  book.given(worse, 'qr', 'dissatisfied', { fate: 'added', times: 2 });
  called(book, worse, 'very-satisfied');
  corrected(book, book.visit());
  book.visit({ counter: 'c3', service: 'tax', clerk: 'wang' });
  badOnes(book);
  told(book, ['port-missing']);
  book.given(book.visit(), 'qr', 'satisfied');
  return book;
}

/**
 * Days of this month, of others of the quarter and the year, and of the year before, rated on every channel, with what
 * stands aside and whatever the honesty checks hold against something else.
 */
export function ratedDays(policy: Policy): WrittenBook {
  const book = underRules(policy);
  for (const day of ['2025-11-20', '2026-05-06', '2026-10-20', '2026-11-03']) {
    book.on(day);
    for (const channel of ['sms', 'qr', 'tablet', 'web'] as const)
      book.given(book.visit(), channel, 'satisfied');
    book.given(book.visit(), 'sms', 'dissatisfied', { reasons: ['等得太久'] });
    for (const level of ['satisfied', 'dissatisfied', 'basically-satisfied'] as const)
      called(book, book.visit(), level);
    book.press(book.after(3 * 3600).visit({ counter: 'c2', clerk: 'wang' }), 'very-satisfied');
  }
  ratedDay(book.on('2026-11-23'));
  aside(book.after(3600));
  suspicious(book.on('2026-11-24'));
  return book;
}

/** A hall that has adopted these rules and no other. */
function underRules(policy: Policy): WrittenBook {
  return new WrittenBook().happened({ type: 'PolicyAdopted', data: { policy, mark: MARK } });
}

function called(
  book: WrittenBook,
  of: Said,
  level: 'very-satisfied' | 'satisfied' | 'basically-satisfied' | 'dissatisfied',
) {
  const list = '2026-Q4.1';
  book.happened({ type: 'CallRecorded', data: { list, visit: of.visit, outcome: 'valid', level } });
  return book.given(of, 'phone', level, { fate: 'added', list });
}

function corrected(book: WrittenBook, of: Said, rating = book.press(of, 'dissatisfied')): void {
  const { visit, day } = of;
  const data = { visit, day, rating, counts: false, reason: 'test' as const, by: 'wu' };
  book.happened({ type: 'RatingCorrected', data });
}

/** Recorded and not in the figures: pressed twice, by default, changed, appealed, an answer to a call taken back. */
function aside(book: WrittenBook): void {
  const changed = book.visit();
  book.press(changed, 'satisfied');
  book.after(3).press(changed, 'dissatisfied', 'changed');
  book.after(60).press(changed, 'satisfied', 'repeated');
  book.given(book.visit(), 'sms', 'basically-satisfied', { source: 'default' });
  book.stray('c1');
  const answered = book.visit();
  corrected(book, answered, called(book, answered, 'satisfied'));
  const text = { record: 'r-1', field: 'text', digest: '0'.repeat(32) };
  for (const outcome of ['upheld', 'rejected'] as const) {
    const { visit, day, ...of } = book.visit({ counter: 'c3', service: 'tax', clerk: 'wang' });
    const rating = book.given({ visit, day, ...of }, 'tablet', 'very-dissatisfied');
    const about = { visit, rating, day, text };
    book.happened({ type: 'RatingAppealed', data: { ...about, ground: 'mistaken', by: 'wang' } });
    book.happened({ type: 'AppealDecided', data: { ...about, outcome, by: 'wu' } });
  }
}

/** One clerk's best levels at once and after too short a service; the others' on the ticket's page, half of them bad. */
function suspicious(book: WrittenBook): void {
  for (let n = 0; n < 60; n++) {
    book.after(120).press(book.visit({ seconds: 10 }), 'very-satisfied');
    const elsewhere = book.visit({ counter: 'c2', clerk: 'wang' });
    book.given(elsewhere, 'qr', n % 2 === 0 ? 'satisfied' : 'dissatisfied');
  }
  told(book, ['port-missing']);
  told(book.after(600), []);
}

function told(book: WrittenBook, problems: readonly 'port-missing'[]): void {
  const about = { device: 'e-c1', agent: 'hall-1', problems: [...problems], since: book.now };
  book.happened({ type: 'DeviceStateChanged', data: about });
}

/** Bad ratings that were mended, merely explained, only called back about, and left alone, each for a reason. */
function badOnes(book: WrittenBook): void {
  const bad = (reason: string): Said => {
    const of = book.visit({ counter: 'c2' });
    book.given(of, 'qr', 'dissatisfied', { reasons: [reason] });
    return of;
  };
  followed(book, bad('等得太久'), ['callBack.verified', 'callBack.mended']);
  followed(book, bad('等得太久'), ['callBack.verified', 'callBack.explained']);
  followed(book, bad('态度不好'), ['callBack.verified']);
  bad('态度不好');
}

/** The case that a bad rating opened, with what its steps told, and how its applicant rated what was done. */
function followed(book: WrittenBook, { visit, ticket, counter }: Said, emits: readonly string[]): void {
  const policy = book.state.desk.policies.get(MARK);
  const type = policy?.caseTypes.find(({ opensOn }) => opensOn === 'bad-rating');
  if (type === undefined) throw new Error('no case opens on a bad rating');
  const of = { case: `H-${visit}`, done: { as: 'desk' }, marks: [], attributes: {}, fields: {} };
  book.happened({
    type: 'CaseOpened',
    data: {
      ...of,
      ...{ caseType: type.id, policy: MARK, intake: 'bad-rating', state: type.initial, emitted: [] },
      ...{ visit, ticket, counter, confidential: false },
    },
  });
  for (const emitted of emits)
    book.happened({
      type: 'CaseStepped',
      data: {
        ...of,
        ...{ step: 'x', from: type.initial, to: type.initial, emitted: [emitted] },
        ...{ filed: [], print: [], told: [], closed: false },
      },
    });
  const rated = { case: of.case, grade: 'satisfied', satisfied: true, channel: 'desk' as const };
  book.happened({ type: 'CaseRated', data: rated });
}
