import { queueView } from '@bandecheng/hub/views/queue-view';
import type { Hall } from '@bandecheng/shared/hall';
import type { HallEvent } from '@bandecheng/shared/events';
import { describe, expect, it } from 'vitest';
import { AGENT_JOINED, given, HUB, KIOSK, SMALL_HALL, TODAY, type Given } from '../../given.ts';

const { devices } = AGENT_JOINED.data;
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
const join = (on: Given, agent = 'hall-1', has = devices): Given =>
  on.when({ type: 'JoinAgent', agent, devices: has }, HUB);
const printer = (id: string) => [{ id, kind: 'printer' as const, profile: 'escpos-80mm', kiosk: 'k1' }];
const blocks = (on: Given, agent = 'hall-1') =>
  (on.state.leases.get(agent) ?? []).map(({ service, from, to }) => `${service} ${from}-${to}`);

/** A hall whose numbers go so far, with so many kiosks. */
const hallOf = (range: object, kiosks = 1): HallEvent => ({
  type: 'HallConfigured',
  data: {
    hall: {
      ...SMALL_HALL,
      services: SMALL_HALL.services.map((s) =>
        s.id === 'social' ? { ...s, numbers: range } : s,
      ) as Hall['services'],
      kiosks: Array.from({ length: kiosks }, (_, i) => ({ id: `k${i + 1}`, name: { zh: `取号机${i + 1}` } })),
    },
  },
});

describe('numbers that an agent alone gives', () => {
  it('lie at the top of each service’s range, beside those of other agents, and stay over days', () => {
    const on = join(given());
    join(on, 'hall-2', printer('printer-2'));
    expect(blocks(on)).toEqual(['social 950-999', 'estate 950-999', 'tax 950-999']);
    expect(blocks(on, 'hall-2')).toEqual(['social 900-949', 'estate 900-949', 'tax 900-949']);

    on.when({ type: 'OpenDay', day: '2026-11-24' }, HUB).thenEvents('DayOpened');
    join(on).thenEvents('AgentJoined');
    expect(blocks(on)).toHaveLength(3);
  });

  it('are for an agent that serves a kiosk alone', () => {
    const on = join(
      given(),
      'hall-3',
      devices.filter(({ counter }) => counter !== undefined),
    );
    on.thenEvents('AgentJoined');
  });

  it('are not leased where the hall wants none', () => {
    const hall = { ...SMALL_HALL, outage: { block: 0 } };
    join(given({ type: 'HallConfigured', data: { hall } })).thenEvents('AgentJoined');
  });

  it('are free again, on the day after its key was taken away, where an agent never returns', () => {
    const on = join(join(given()), 'hall-2', printer('printer-2')).when(
      { type: 'LoseAgent', agent: 'hall-1' },
      HUB,
    );
    const keyIs = (change: 'given' | 'revoked') => {
      const data = { kind: 'agent', key: 'hall-1', change } as const;
      on.when({ type: 'RecordSecurity', happened: { type: 'KeyChanged', data } }, HUB);
    };
    keyIs('revoked');
    // Its last numbers may be in somebody's hand today.
    expect(blocks(on)).toHaveLength(3);
    on.when({ type: 'OpenDay', day: '2026-11-24' }, HUB);
    expect(blocks(on)).toEqual([]);
    expect([...on.state.agents.keys()]).toEqual(['hall-2']);
    expect([...on.state.devices.keys()]).toEqual(['printer-2']);
    expect(queueView(on.state, SMALL_HALL, on.now).outages).toEqual([]);
    join(on, 'hall-3', printer('printer-3'));
    expect(blocks(on, 'hall-3')[0]).toBe('social 950-999');
  });

  it('stay with an agent that was given another key on the day its own was taken away', () => {
    const on = join(given());
    for (const change of ['revoked', 'given'] as const)
      on.happened({ type: 'KeyChanged', data: { kind: 'agent', key: 'hall-1', change } });
    on.when({ type: 'OpenDay', day: '2026-11-24' }, HUB);
    expect(blocks(on)).toHaveLength(3);
  });

  it('are at most a quarter of a small range, shared by the kiosks there are', () => {
    const on = join(given(hallOf({ from: 1, to: 40, atEnd: 'wrap' }, 2)));
    join(on, 'hall-2', printer('printer-2'));
    join(on, 'hall-3', printer('printer-3'));
    expect(blocks(on)[0]).toBe('social 36-40');
    expect(blocks(on, 'hall-2')[0]).toBe('social 31-35');
    expect(blocks(on, 'hall-3').filter((block) => block.startsWith('social'))).toEqual([]);
  });

  it('do not overlap where two services share their letters', () => {
    const services = SMALL_HALL.services.map((s) => ({ ...s, prefix: 'A' }));
    const on = join(given({ type: 'HallConfigured', data: { hall: { ...SMALL_HALL, services } } }));
    expect(blocks(on)).toEqual(['social 950-999', 'estate 900-949', 'tax 850-899']);
  });

  it('are none that were given today', () => {
    const paper = { type: 'BackfillTicket', service: 'social', class: 'ordinary', number: 'A980' } as const;
    const on = given();
    on.when({ ...paper, takenAt: on.now }, { kind: 'staff', account: 'zhao', role: 'desk' });
    expect(blocks(join(on))[0]).toBe('social 930-979');
  });

  it('are never given by the hub: it goes past them, or stops or wraps before them', () => {
    const numbers = (range: object, last: number): string => {
      const on = join(given(hallOf(range)));
      on.state.numbers.set('social', last);
      const decided = on.when(issue, KIOSK);
      return on.state.byNumber.size === 0 ? 'none' : decided.data('TicketIssued').number;
    };
    expect(numbers({ from: 1, to: 999, atEnd: 'grow' }, 949)).toBe('A1000');
    expect(numbers({ from: 1, to: 999, atEnd: 'block' }, 949)).toBe('none');
    expect(numbers({ from: 1, to: 999, atEnd: 'wrap' }, 949)).toBe('A001');
  });

  it('do not lead the hub’s own numbering on when one is typed in from paper', () => {
    const on = join(given()).when(issue, KIOSK);
    const paper = { type: 'BackfillTicket', service: 'social', class: 'ordinary', number: 'A980' } as const;
    on.when({ ...paper, takenAt: on.now }, { kind: 'staff', account: 'zhao', role: 'desk' });
    expect(on.when(issue, KIOSK).data('TicketIssued').number).toBe('A002');
  });

  it('are leased of a service that the hall has newly got, while the agent is there', () => {
    const on = join(given());
    const services = [...SMALL_HALL.services, { ...SMALL_HALL.services[0]!, id: 'water', prefix: 'D' }];
    on.when({ type: 'ConfigureHall', hall: { ...SMALL_HALL, services }, file: 'new' }, HUB);
    on.thenEvents('HallConfigured', 'NumbersLeased');
    expect(blocks(on).at(-1)).toBe('water 950-999');
  });

  it('are leased anew once less than half of a block is left for the day', () => {
    const on = join(given());
    const give = (digits: number) => {
      const key = `key-of-ticket-${digits}`;
      const step = {
        kind: 'issued',
        number: `A${digits}`,
        service: 'social',
        class: 'ordinary',
        language: 'zh',
      } as const;
      on.when(
        {
          type: 'RecordOutageStep',
          at: on.now,
          step: { ...step, kiosk: 'k1', key, ahead: 0, estimateMinutes: 0 },
        },
        { kind: 'agent', agent: 'hall-1' },
      ).thenEvents('TicketIssued');
    };
    for (let digits = 950; digits < 975; digits += 1) give(digits);
    const end = () =>
      on.when({ type: 'EndOutage', from: on.now, to: on.now }, { kind: 'agent', agent: 'hall-1' });
    end().thenEvents('OutageEnded');
    give(975);
    end().thenEvents('OutageEnded', 'NumbersLeased');
    expect(blocks(on)).toContain('social 900-949');
    expect(on.state.day).toBe(TODAY);
  });
});
