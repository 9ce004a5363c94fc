import { dueCommands } from '@bandecheng/hub/timers';
import { forgettingWithin } from '@bandecheng/hub/views/forgetting';
import { monthsLater } from '@bandecheng/shared/calendar/civil-date';
import type { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { GivenDesk, hallTime } from '../../fakes/case-desk.ts';
import { HUB, SMALL_HALL } from '../../given.ts';

const RETAINED = { ...SMALL_HALL, retention: { personalMonths: 12 } };
const CLOSED = '2026-11-23 10:00';

/** Two cases opened on a Monday: the first is closed, the second is not. */
function desk(hall: Hall = RETAINED): GivenDesk {
  const given = new GivenDesk('wushen').at(CLOSED);
  given.happened({ type: 'HallConfigured', data: { hall } });
  const open = {
    type: 'OpenCase',
    caseType: 'bbcs',
    intake: 'desk',
    as: 'desk',
    confidential: false,
  } as const;
  given.asks({ ...open, attributes: {}, fields: {} });
  given.step('w1', 'desk', { fields: { name: '欧阳正德', phone: '13987654321', content: '来了三次' } });
  given
    .step('w2', 'desk')
    .step('w3', 'desk', { fields: { windowOpinion: '当场办好' } })
    .step('w4', 'desk');
  given.asks({ type: 'RateCase', case: given.case.id, grade: 'satisfied', channel: 'desk' });
  given.step('w19', 'desk').thenEvents('CaseStepped');
  given.asks({ ...open, attributes: {}, fields: {} });
  return given;
}
const forgotten = (given: GivenDesk) =>
  dueCommands(given.state, given.now).filter(({ type }) => type === 'ErasePerson');
const ahead = (given: GivenDesk) => forgettingWithin(given.state, given.state.hall!, 31, given.now);

describe('a hall whose rule keeps whom a case names for so many months', () => {
  it('forgets them on the day a year later, by itself and for the rule’s sake', () => {
    const given = desk();
    const [id = ''] = given.state.desk.cases.keys();

    expect(forgotten(given.at('2027-11-22 23:59'))).toEqual([]);
    given.at('2027-11-23 00:00');
    const [command, ...others] = forgotten(given);

    expect(others).toEqual([]);
    expect(command).toEqual({ id: `hub:forget-${id}`, type: 'ErasePerson', case: id, reason: 'rule' });
    given.when({ type: 'ErasePerson', case: id, reason: 'rule' }, HUB).thenEvents('PersonErased');
    expect(given.data('PersonErased').records).toHaveLength(4);
    expect(forgotten(given)).toEqual([]);
  });

  it('shows them a month ahead to whoever answers for it', () => {
    const given = desk();
    const [id] = given.state.desk.cases.keys();

    expect(ahead(given.at('2027-10-22 12:00'))).toEqual([]);
    expect(ahead(given.at('2027-10-23 12:00'))).toEqual([
      { case: id, closedAt: hallTime(CLOSED), on: '2027-11-23' },
    ]);
  });

  it('forgets nobody where it has no such rule, and nobody whose case is not over', () => {
    expect(forgotten(desk(SMALL_HALL).at('2036-11-23 10:00'))).toEqual([]);
    expect(forgotten(desk().at('2036-11-23 10:00'))).toHaveLength(1);
  });

  it('reckons in whole months of the calendar', () => {
    expect(monthsLater('2026-08-31', 6)).toBe('2027-02-28');
    expect(monthsLater('2026-11-23', 1)).toBe('2026-12-23');
    expect(monthsLater('2027-12-31', 2)).toBe('2028-02-29');
    expect(monthsLater('2026-01-31', 36)).toBe('2029-01-31');
  });
});
