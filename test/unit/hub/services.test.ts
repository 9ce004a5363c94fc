import { Hall } from '@bandecheng/shared/hall';
import { kioskView } from '@bandecheng/hub/views/kiosk-view';
import { displayView } from '@bandecheng/hub/views/display-view';
import { queueView } from '@bandecheng/hub/views/queue-view';
import { ticketView } from '@bandecheng/hub/views/ticket-view';
import { describe, expect, it } from 'vitest';
import {
  DESK,
  given,
  HUB,
  KIOSK,
  OPEN_COUNTERS,
  OTHER_CLERK,
  SMALL_HALL,
  t,
  type Given,
} from '../../given.ts';

const ADMIN = { kind: 'staff', account: 'admin', role: 'admin' } as const;
const MARK = 'a'.repeat(32);

/** The small hall with other rules for its social service, both clerks at work. */
function hallWith(social: object, hall: object = {}): Given {
  const rules = Hall.parse({
    ...SMALL_HALL,
    ...hall,
    services: SMALL_HALL.services.map((s) => (s.id === 'social' ? { ...s, ...social } : s)),
  });
  return given({ type: 'HallConfigured', data: { hall: rules } }, ...OPEN_COUNTERS);
}

const take = (on: Given, also: object = {}): Given =>
  on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', ...also }, KIOSK);

/** What is wrong with a hall.json, as `path: reason` lines. */
function problemsOf(change: object): string[] {
  const parsed = Hall.safeParse({ ...SMALL_HALL, ...change });
  return parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
}

describe('a tree of departments and services', () => {
  const departments = [
    { id: 'people', name: { zh: '个人办事' } },
    { id: 'insurance', name: { zh: '人社' }, under: 'people' },
  ];

  it('category alone is not a service: choosing a department is refused', () => {
    const on = hallWith({ under: 'insurance' }, { departments });
    take(on, { service: 'insurance' }).thenRefused('department-not-service');
    take(on).thenEvents('TicketIssued');
    const view = kioskView(on.state, on.state.hall ?? SMALL_HALL, 'k1', on.now);
    expect(view?.departments).toHaveLength(2);
    expect(view?.services[0]?.under).toBe('insurance');
  });

  it('refuses a department under itself, an unknown one, and one named like a service', () => {
    const ring = [
      { id: 'a', name: { zh: '甲' }, under: 'b' },
      { id: 'b', name: { zh: '乙' }, under: 'a' },
    ];
    expect(problemsOf({ departments: ring })).toContain('departments.0.under: 部门不能在自己之下');
    expect(problemsOf({ departments: [{ id: 'a', name: { zh: '甲' }, under: 'x' }] })).toEqual([
      'departments.0.under: 没有这个部门：x',
    ]);
    expect(problemsOf({ departments: [{ id: 'tax', name: { zh: '税' } }] })).toEqual([
      'services.2.id: 与部门重复：tax',
    ]);
  });
});

describe('groups of counters', () => {
  it('a counter of a group takes what the group takes, beside its own', () => {
    const hall = Hall.parse({
      ...SMALL_HALL,
      groups: [{ id: 'general', name: { zh: '综合窗口' }, services: ['social', 'estate'] }],
      counters: SMALL_HALL.counters.map((c) => (c.id === 'c3' ? { ...c, group: 'general' } : c)),
    });
    expect(hall.counters[2]?.services).toEqual(['tax', 'social', 'estate']);
    expect(Hall.parse(hall)).toEqual(hall);
  });

  it('refuses a group that is not there and a service a counter cannot take first', () => {
    const counters = SMALL_HALL.counters.map((c) =>
      c.id === 'c3' ? { ...c, group: 'none', first: ['social'] } : c,
    );
    expect(problemsOf({ counters })).toEqual([
      'counters.2.group: 没有这个综合窗口组：none',
      'counters.2.first.0: 本窗口不办理这项业务：social',
    ]);
  });
});

describe('when a service gives numbers', () => {
  it('daily maximum refuses with its reason', () => {
    const on = take(take(hallWith({ dailyMost: 2 })));
    take(on).thenRefused('service-full');
    const view = kioskView(on.state, on.state.hall ?? SMALL_HALL, 'k1', on.now);
    expect(view?.services[0]?.giving).toEqual({ state: 'full' });
    expect(view?.services[1]?.giving).toEqual({ state: 'open' });
  });

  it('time-sliced quota and opening hours: a full slice refuses, the next one gives again', () => {
    const slices = [
      { days: [1, 2, 3, 4, 5], from: '09:00', to: '10:00', most: 1 },
      { days: [1, 2, 3, 4, 5], from: '11:00', to: '12:00', most: 5 },
    ];
    const on = take(hallWith({ slices }));
    take(on).thenRefused('slice-full');
    take(on.after(3600)).thenRefused('service-closed');
    const view = kioskView(on.state, on.state.hall ?? SMALL_HALL, 'k1', on.now);
    expect(view?.services[0]?.giving).toEqual({ state: 'closed', opensAt: '11:00' });
    take(on.after(3600)).thenEvents('TicketIssued');
  });

  it('a visit that goes on to further services is held to their hours and numbers, and counts among them', () => {
    const on = take(hallWith({ dailyMost: 1 }), { service: 'estate', more: ['social'] });
    take(on).thenRefused('service-full');
    take(on, { service: 'estate', more: ['social'] }).thenRefused('service-full');
    const slices = [{ days: [1, 2, 3, 4, 5], from: '11:00', to: '12:00', most: 1 }];
    const early = hallWith({ slices });
    take(early, { service: 'estate', more: ['social'] }).thenRefused('service-closed');
    take(early.after(2 * 3600), { service: 'estate', more: ['social'] }).thenEvents('TicketIssued');
    take(early).thenRefused('slice-full');
    take(hallWith({ closed: true }), { service: 'estate', more: ['social'] }).thenRefused('service-closed');
  });

  it('a closed service gives no numbers, and serves those who wait', () => {
    const on = take(hallWith({}));
    on.happened({
      type: 'HallConfigured',
      data: { hall: hallWith({ closed: true }).state.hall ?? SMALL_HALL },
    });
    take(on).thenRefused('service-closed');
    on.when({ type: 'CallNext', counter: 'c1' }).thenEvents('TicketCalled');
  });

  it('a queue longer than N asks whether to continue', () => {
    const on = take(take(hallWith({ askBeyond: 1 })));
    take(on).thenRefused('queue-long');
    take(on, { confirmed: true }).thenEvents('TicketIssued');
  });
});

describe('per-person limit', () => {
  it('one live ticket per person and service; after the visit another may be taken', () => {
    const on = take(hallWith({ person: {} }), { person: MARK });
    expect(on.data('TicketIssued').person).toBe(MARK);
    take(on, { person: MARK }).thenRefused('person-has-ticket');
    take(on, { person: 'b'.repeat(32) }).thenEvents('TicketIssued');
    on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
    take(on, { person: MARK }).thenEvents('TicketIssued');
  });

  it('a ticket that was over waits again only while its holder has no other', () => {
    for (const over of ['CancelTicket', 'MarkNoShow'] as const) {
      const on = take(hallWith({ person: {} }), { person: MARK });
      on.when({ type: 'CallNext', counter: 'c1' });
      on.when(
        over === 'MarkNoShow'
          ? { type: over, counter: 'c1', ticket: t('A001') }
          : { type: over, ticket: t('A001'), reason: '不办了' },
      );
      take(on, { person: MARK }).thenEvents('TicketIssued');
      const back = () => on.when({ type: 'RequeueTicket', ticket: t('A001') }, DESK);
      back().thenRefused('person-has-ticket');
      on.when({ type: 'CancelTicket', ticket: t('A002'), reason: '不办了' }, DESK);
      back().thenEvents('TicketRequeued');
    }
  });

  it('counts the services that a visit goes on to, and asks for who comes there', () => {
    const first = { service: 'estate', more: ['social'] };
    take(hallWith({ person: {} }), first).thenRefused('person-needed');
    const on = take(hallWith({ person: {} }), { ...first, person: MARK });
    take(on, { person: MARK }).thenRefused('person-has-ticket');
    take(take(hallWith({ person: {} }), { person: MARK }), { ...first, person: MARK }).thenRefused(
      'person-has-ticket',
    );
  });

  it('a mandatory identity is enforced when the service says so', () => {
    take(hallWith({ person: {} })).thenRefused('person-needed');
    take(hallWith({ person: { required: false } })).thenEvents('TicketIssued');
  });

  it('a person may take so many numbers a day', () => {
    const on = take(hallWith({ person: { oneLive: false, mostPerDay: 1 } }), { person: MARK });
    take(on, { person: MARK }).thenRefused('person-most');
  });
});

describe('least-waiting desk gets common tickets', () => {
  it('each ticket goes at once to the open counter with the fewest waiting', () => {
    const on = hallWith({ assign: 'least-waiting' });
    const sentTo = () => take(on).data('TicketIssued').sentTo;
    expect([sentTo(), sentTo(), sentTo()]).toEqual(['c1', 'c2', 'c1']);
    on.when({ type: 'CallNext', counter: 'c2' }, OTHER_CLERK);
    expect(on.data('TicketCalled').ticket).toBe(t('A002'));
    expect(sentTo()).toBe('c2');
  });

  it('counts on every screen, crowds the area and asks who comes whether to wait, as any line does', () => {
    const on = hallWith(
      { assign: 'least-waiting', askBeyond: 3 },
      { queue: { crowded: [{ area: '一楼东区', waiting: 4 }] } },
    );
    on.when({ type: 'CloseCounter', counter: 'c2' }, OTHER_CLERK);
    for (let i = 0; i < 4; i += 1) take(on.after(60));
    take(on).thenRefused('queue-long');
    const hall = on.state.hall ?? SMALL_HALL;
    const shown = kioskView(on.state, hall, 'k1', on.now)?.services[0];
    expect(shown).toMatchObject({ waiting: 4, longestSince: on.now - 180_000, estimateMinutes: 45 });
    expect(queueView(on.state, hall, on.now).crowded).toEqual([
      { area: '一楼东区', waiting: 4, limit: 4, couldOpen: [2] },
    ]);
  });

  it('waits as long as that counter’s own line takes, however many others are open', () => {
    const on = hallWith({ assign: 'least-waiting' });
    for (let i = 0; i < 4; i += 1) take(on);
    // A005 is the third at counter 1, and nobody else will call it: two and a half visits of ten minutes.
    const issued = take(on).data('TicketIssued');
    expect(issued).toMatchObject({ sentTo: 'c1', ahead: 2, estimateMinutes: 25 });
    expect(ticketView(on.state, issued.ticket)).toMatchObject({ ahead: 2, estimateMinutes: 25 });
  });

  it('stands in its service’s line while no counter is open', () => {
    const on = hallWith({ assign: 'least-waiting' });
    on.when({ type: 'CloseCounter', counter: 'c1' });
    on.when({ type: 'CloseCounter', counter: 'c2' }, OTHER_CLERK);
    expect(take(on).data('TicketIssued').sentTo).toBeUndefined();
  });
});

describe('AB岗', () => {
  it('a counter that nobody covers is named with who stands in, and not while they serve elsewhere', () => {
    const counters = SMALL_HALL.counters.map((c) =>
      c.id === 'c3' ? { ...c, staff: { a: 'qian', b: ['wang', 'sun'] } } : c,
    );
    const on = hallWith({}, { counters }).after(5 * 60);
    const view = () => queueView(on.state, on.state.hall ?? SMALL_HALL, on.now).uncovered;
    expect(view()).toEqual([]);
    on.after(5 * 60);
    expect(view()).toMatchObject([{ counter: 'c3', number: 3, standIns: ['qian', 'sun'] }]);
    const sun = { kind: 'staff', account: 'sun', role: 'clerk' } as const;
    on.when({ type: 'OpenCounter', counter: 'c3' }, sun);
    expect(view()).toEqual([]);
  });
});

describe('the display', () => {
  it('hides back-office services and identities', () => {
    const on = take(hallWith({ backOffice: true, person: {} }), { person: MARK });
    on.when({ type: 'CallNext', counter: 'c1' });
    const view = displayView(on.state, on.state.hall ?? SMALL_HALL, on.now);
    expect(view.services.map((s) => s.service)).toEqual(['estate', 'tax']);
    expect(view.calls).toEqual([]);
    expect(JSON.stringify(view)).not.toContain(MARK);
  });
});

describe('editing the hall while it works', () => {
  const edited = (on: Given, change: object): Given =>
    on.when({ type: 'EditHall', hall: Hall.parse({ ...SMALL_HALL, ...change }) }, ADMIN);

  it('takes effect at once and loses no waiting ticket', () => {
    const on = take(hallWith({}));
    edited(on, { queue: { fairMixLimit: 3 } }).thenEvents('HallConfigured');
    expect(on.state.hall?.queue.fairMixLimit).toBe(3);
    expect(on.when({ type: 'CallNext', counter: 'c1' }).data('TicketCalled').ticket).toBe(t('A001'));
  });

  it('deleting a service with waiting people is refused', () => {
    const without = {
      services: SMALL_HALL.services.filter((s) => s.id !== 'social'),
      counters: SMALL_HALL.counters.map((c) => ({ ...c, services: ['estate', 'tax'] })),
    };
    const on = take(hallWith({}));
    edited(on, without).thenRefused('service-has-waiting');
    on.when({ type: 'CancelTicket', ticket: t('A001'), reason: '不办了' }, DESK);
    edited(on, without).thenEvents('HallConfigured');
  });

  it('removing a counter that is open is refused', () => {
    const counters = SMALL_HALL.counters.map((c) => ({ ...c, services: ['social', 'estate', 'tax'] }));
    edited(hallWith({}), { counters: counters.filter((c) => c.id !== 'c2') }).thenRefused('counter-in-use');
  });

  it('an unchanged hall.json read again at the next start does not undo it', () => {
    const on = hallWith({});
    on.when({ type: 'ConfigureHall', hall: SMALL_HALL, file: 'one' }, HUB).thenEvents('HallConfigured');
    edited(on, { queue: { fairMixLimit: 3 } });
    on.when({ type: 'ConfigureHall', hall: SMALL_HALL, file: 'one' }, HUB).thenRefused('nothing-new');
    on.when({ type: 'ConfigureHall', hall: SMALL_HALL, file: 'two' }, HUB).thenEvents('HallConfigured');
  });
});
