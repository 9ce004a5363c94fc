import { dueCommands } from '@bandecheng/hub/timers';
import { FORGOTTEN, type SealedEvent } from '@bandecheng/hub/state/kept-words';
import { wordsWithin } from '@bandecheng/hub/views/forgetting';
import type { EventData, HallEvent } from '@bandecheng/shared/events';
import type { Sealed } from '@bandecheng/shared/vault';
import { describe, expect, it } from 'vitest';
import { GivenDesk } from '../../fakes/case-desk.ts';
import { holder, nextDay, rate, SUPERVISOR, visit } from '../../fakes/given-visit.ts';
import { AGENT_JOINED, DESK, HUB, OPEN_COUNTERS, SMALL_HALL, t, TODAY } from '../../given.ts';

const RETAINED = { ...SMALL_HALL, retention: { personalMonths: 12 } };
const A001 = `${t('A001')}.1`;
const ADMIN = { kind: 'staff', account: 'qian', role: 'admin' } as const;
const SECURITY = { kind: 'staff', account: 'gu', role: 'security-admin' } as const;

function hall(): GivenDesk {
  const on = new GivenDesk('wushen');
  on.happened({ type: 'HallConfigured', data: { hall: RETAINED } });
  for (const event of [...OPEN_COUNTERS, AGENT_JOINED]) on.happened(event);
  return on;
}

const sealedIn = (type: SealedEvent): Sealed => ({ record: `record-of-${type}`, field: 'text', digest: 'd' });
const ABOUT = { case: 'B20261123-001', done: { as: 'desk' } };
const NOTHING = { emitted: [], attributes: {}, marks: [] };
const RATED = {
  ...{ visit: A001, ticket: t('A001'), counter: 'c1', service: 'social', clerk: 'li', day: TODAY },
  ...{
    level: 'dissatisfied' as const,
    channel: 'qr' as const,
    times: 1,
    ratedAt: 1,
    reasons: [],
    named: false,
  },
};

/** One event of each kind that has a place in the vault; a new kind does not compile until it stands here. */
const ONE_OF_EACH: { [T in SealedEvent]: (text: Sealed) => EventData<T> } = {
  CaseOpened: (name) => ({
    ...{ ...ABOUT, ...NOTHING, caseType: 'bbcs', policy: 'wushen@1', intake: 'desk', state: 'registered' },
    ...{ fields: { name }, confidential: false },
  }),
  CaseStepped: (content) => ({
    ...{ ...ABOUT, ...NOTHING, step: 'w1', from: 'registered', to: 'closed', fields: { content } },
    ...{ filed: [], print: [], told: [], closed: true },
  }),
  CaseAmended: (phone) => ({ ...ABOUT, ...NOTHING, fields: { phone } }),
  CaseNoted: (text) => ({ ...ABOUT, text }),
  BranchEnded: (text) => ({ ...ABOUT, branch: 1, text }),
  CaseRated: (text) => ({ case: ABOUT.case, grade: 'satisfied', satisfied: true, channel: 'desk', text }),
  CallBackRecorded: (text) => ({ case: ABOUT.case, outcome: 'satisfied', text }),
  ClockExtended: (reason) => ({
    ...{ ...ABOUT, run: 'WS-HANDLE.1', from: 1, dueAt: 2, tell: [], fields: { reason } },
  }),
  InterimNoticeGiven: (text) => ({ ...ABOUT, run: 'WS-HANDLE.1', text }),
  RatingGiven: (text) => ({ ...RATED, fate: 'rated', text }),
  ReasonsGiven: (text) => ({ visit: A001, reasons: [], text }),
  CallRecorded: (text) => ({ list: '2026-Q4.1', visit: A001, outcome: 'refused', text }),
  RatingCorrected: (text) => ({
    ...{ visit: A001, rating: 9, day: TODAY, counts: false, reason: 'test', by: 'wu', text },
  }),
  RatingAppealed: (text) => ({ visit: A001, ground: 'mistaken', by: 'li', text }),
  AppealDecided: (text) => ({ visit: A001, outcome: 'rejected', by: 'wu', text }),
  CheckLookedInto: (text) => ({ check: 'stray', subject: 'clerk/li', period: TODAY, by: 'wu', text }),
  ShiftHandedOver: (text) => ({ text, openCases: 0, dueToday: 0, overdue: 0 }),
};
const KINDS = Object.keys(FORGOTTEN) as SealedEvent[];

function happenEach(on: GivenDesk): GivenDesk {
  for (const type of KINDS) on.happened({ type, data: ONE_OF_EACH[type](sealedIn(type)) } as HallEvent);
  return on;
}

describe('the hall’s rule for what it forgets by itself', () => {
  it('reaches every kind of text that lies in the vault, within cases and outside, on the same day', () => {
    const on = happenEach(visit(hall(), 'A001'));
    expect(dueCommands(on.at('2027-11-22 23:59').state, on.now).map(({ type }) => type)).not.toContain(
      'EraseWords',
    );
    on.at('2027-11-23 00:00');
    const reached = new Set<string>();
    for (const command of dueCommands(on.state, on.now)) {
      if (command.type !== 'ErasePerson' && command.type !== 'EraseWords') continue;
      expect(command.reason).toBe('rule');
      on.when(command, HUB);
      for (const record of on.data(command.type === 'EraseWords' ? 'WordsErased' : 'PersonErased').records)
        reached.add(record);
    }
    expect([...reached].sort()).toEqual(KINDS.map((type) => sealedIn(type).record).sort());
    expect(on.state.words.size).toBe(0);
    expect(dueCommands(on.state, on.now).filter(({ type }) => /^Erase/.test(type))).toEqual([]);
  });

  it('tells a month ahead how much that is, and spares what is younger', () => {
    const on = happenEach(visit(hall(), 'A001'));
    const outside = KINDS.filter((type) => FORGOTTEN[type] === 'by-itself').length;
    nextDay(on, '2026-11-24').happened({
      type: 'ShiftHandedOver',
      data: ONE_OF_EACH.ShiftHandedOver({ ...sealedIn('ShiftHandedOver'), record: 'younger' }),
    });
    on.at('2027-10-24 12:00');
    expect(wordsWithin(on.state, RETAINED, 31, on.now)).toEqual([
      { on: '2027-11-23', texts: outside },
      { on: '2027-11-24', texts: 1 },
    ]);
    on.at('2027-11-23 10:00');
    for (const command of dueCommands(on.state, on.now))
      if (command.type === 'EraseWords') on.when(command, HUB);
    expect([...on.state.words.values()].map(({ text }) => text.record)).toEqual(['younger']);
  });

  it('lets go of the note of a shift with the twentieth after it, rule or none', () => {
    const on = hall();
    for (let i = 0; i < 21; i++) on.asks({ type: 'HandOver', text: `第 ${i} 班` });
    expect(on.state.words.size).toBe(20);
  });
});

/** A visit rated from the page behind its ticket, with words. */
function written(): GivenDesk {
  const on = visit(hall(), 'A001');
  const said = {
    type: 'RateVisit' as const,
    level: 'dissatisfied' as const,
    reasons: [],
    text: '让我跑了三趟',
  };
  on.asks(said, holder('A001')).thenEvents('RatingGiven');
  return on;
}
const see = { type: 'SeeWords', visit: A001, reason: 'supervise' } as const;
const erase = { type: 'EraseWords', ticket: t('A001'), reason: 'request' } as const;

describe('what was written about a visit', () => {
  it('is opened for a reason that names the lines, and never for who served the visit, whatever their role', () => {
    const on = written();
    const line = on.state.seq;
    on.when(see, { ...ADMIN, account: 'li' }).thenRefused('not-allowed');
    on.when(see, SUPERVISOR).thenEvents('WordsSeen');
    expect(on.data('WordsSeen')).toEqual({ visit: A001, lines: [line], reason: 'supervise' });
    rate(visit(on, 'A002'), 'dissatisfied', holder('A002'));
    on.when({ ...see, visit: `${t('A002')}.1` }, SUPERVISOR).thenRefused('no-words');
  });

  it('holds what a clerk wrote in an appeal and whoever decided it, long after the visit itself is forgotten', () => {
    const on = written();
    const appeal = { type: 'AppealRating', visit: A001, ground: 'mistaken', text: '按错了' } as const;
    on.asks(appeal, { kind: 'staff', account: 'li', role: 'clerk' }).thenEvents('RatingAppealed');
    on.when(erase, SECURITY).thenRefused('not-due');
    on.asks({ type: 'DecideAppeal', visit: A001, outcome: 'rejected', text: '看过监控' }, SUPERVISOR);
    nextDay(on, '2027-02-01');
    expect(on.state.visits.size).toBe(0);
    on.when(see, { ...ADMIN, account: 'li' }).thenRefused('not-allowed');
    on.when(see, SUPERVISOR).thenEvents('WordsSeen');
    expect(on.data('WordsSeen').lines).toHaveLength(3);
  });

  it('is forgotten when its ticket’s holder asks, once, and nobody opens it again', () => {
    const on = written();
    on.when(erase, SECURITY).thenEvents('WordsErased');
    expect(on.data('WordsErased')).toMatchObject({ ticket: t('A001'), reason: 'request' });
    expect(on.data('WordsErased').records).toHaveLength(1);
    on.when(erase, SECURITY).thenRefused('no-words');
    on.when(see, SUPERVISOR).thenRefused('no-words');
  });

  it('goes with the person of a case about the same ticket, once that is closed', () => {
    const on = written();
    const opened = {
      type: 'OpenCase',
      caseType: 'bbcs',
      intake: 'desk',
      as: 'desk',
      ticket: t('A001'),
    } as const;
    on.asks({
      ...opened,
      attributes: {},
      fields: { name: '欧阳正德', content: '排队等号' },
      confidential: false,
    });
    on.thenEvents('CaseOpened');
    on.when(erase, SECURITY).thenRefused('not-due');
    on.step('w0', 'desk', { exclusion: 0 });
    on.when({ type: 'ErasePerson', case: on.case.id, reason: 'request' }, SECURITY).thenEvents(
      'PersonErased',
    );
    expect(on.data('PersonErased').records).toHaveLength(3);
    on.when(see, SUPERVISOR).thenRefused('no-words');
    on.asks({ type: 'HandOver', text: '都办完了' }, DESK).thenEvents('ShiftHandedOver');
  });
});
