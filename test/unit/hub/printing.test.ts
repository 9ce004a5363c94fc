import { onJoin, reactions } from '@bandecheng/hub/react';
import { devicesView } from '@bandecheng/hub/views/device-view';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, DESK, given, HUB, KIOSK, OPEN_COUNTERS, t, type Given } from '../../given.ts';

const issue = {
  type: 'IssueTicket',
  service: 'social',
  class: 'ordinary',
  language: 'zh',
  kiosk: 'k1',
} as const;
const JOB = `${t('A001')}/0`;
const ADDRESS = 'http://hall.test:3000';

function taken(): Given {
  return given(...OPEN_COUNTERS, AGENT_JOINED).when(issue, KIOSK);
}

function printed(on: Given, state: 'printing' | 'printed' | 'failed' | 'unknown', job = JOB): Given {
  return on.when({ type: 'RecordPrint', job, state }, AGENT);
}

describe('a print', () => {
  it('is ordered with the ticket when the kiosk has a printer', () => {
    const on = taken().thenEvents('TicketIssued', 'PrintRequested');
    expect(on.data('PrintRequested')).toEqual({
      job: JOB,
      ticket: t('A001'),
      device: 'printer-k1',
      agent: 'hall-1',
      deadlineAt: on.now + 60_000,
      copy: 0,
    });
  });

  it('is not ordered where no printer stands: the number counts all the same', () => {
    given().when(issue, KIOSK).thenEvents('TicketIssued');
  });

  it('goes from requested to printing to printed, and a printed one stands', () => {
    const on = printed(printed(taken(), 'printing').thenEvents('PrintChanged'), 'printed').thenEvents(
      'PrintChanged',
    );
    printed(on, 'failed').thenRefused('nothing-new');
    expect(on.state.openJobs.size).toBe(0);
  });

  it('leaves at its printer what shows that it came out, through an agent that comes again', () => {
    const on = taken().when({ type: 'RecordPrint', job: JOB, state: 'printed', grade: 'A' }, AGENT);
    const printer = () => devicesView(on.state).devices.find(({ device }) => device === 'printer-k1');
    expect(printer()?.lastPrint).toEqual({ grade: 'A', at: on.now });

    const at = on.now;
    on.after(60).when({ type: 'JoinAgent', ...AGENT_JOINED.data }, HUB);
    on.when(issue, KIOSK).when({ type: 'RecordPrint', job: `${t('A002')}/0`, state: 'failed' }, AGENT);
    expect(printer()?.lastPrint).toEqual({ grade: 'A', at });
  });

  it('of unknown outcome is never ordered again by the hub', () => {
    const on = printed(taken(), 'unknown');
    expect(onJoin('hall-1', on.state, ADDRESS, on.now).filter((o) => o.name === 'print:requested')).toEqual(
      [],
    );
  });

  it('of unknown outcome may still turn out to be printed', () => {
    printed(printed(taken(), 'unknown'), 'printed').thenEvents('PrintChanged');
  });

  it('failed or unknown stands on the desk board for a person', () => {
    const on = printed(taken(), 'failed');
    expect(devicesView(on.state).jobs).toMatchObject([{ number: 'A001', state: 'failed', kiosk: 'k1' }]);
  });

  it('nothing was heard of becomes unknown', () => {
    taken().after(91).when({ type: 'GiveUpPrint', job: JOB }, HUB).thenEvents('PrintChanged');
  });

  it('is repeated by a person alone, same number, marked as a copy', () => {
    const on = printed(taken(), 'unknown');
    on.when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK).thenEvents('PrintRequested');
    expect(on.data('PrintRequested')).toMatchObject({ job: `${t('A001')}/1`, copy: 1 });
    printed(on, 'printed', `${t('A001')}/1`);
    on.when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK);
    expect(on.data('PrintRequested').job).toBe(`${t('A001')}/2`);
  });

  it('ordered again by two desks at once is printed once', () => {
    const on = printed(taken(), 'failed');
    on.when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK).thenEvents('PrintRequested');
    on.when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK).thenRefused('reprint-underway');
  });

  it('is ordered again at another kiosk while it still waits for paper at the first', () => {
    taken()
      .when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK)
      .thenEvents('PrintRequested');
  });

  it('cannot be ordered at a kiosk without a printer', () => {
    given()
      .when(issue, KIOSK)
      .when({ type: 'ReprintTicket', ticket: t('A001'), kiosk: 'k1' }, DESK)
      .thenRefused('printer-unknown');
  });

  it('reported by an agent that does not own it is refused', () => {
    taken()
      .when({ type: 'RecordPrint', job: JOB, state: 'printed' }, { kind: 'agent', agent: 'hall-2' })
      .thenRefused('job-unknown');
  });
});

describe('what an agent is sent', () => {
  it('the ticket in words, with its follow-up address', () => {
    const on = taken();
    const event = { type: 'PrintRequested', data: on.data('PrintRequested') } as const;
    const recorded = { ...event, seq: 9, at: on.now, version: 1, actor: 'kiosk:k1', command: 'x' };
    const [order] = reactions([recorded], on.state, ADDRESS);
    expect(order).toMatchObject({
      agent: 'hall-1',
      name: 'print:requested',
      data: {
        job: JOB,
        copy: 0,
        ticket: {
          hall: '小城政务服务中心',
          service: '社会保险',
          number: 'A001',
          ahead: 0,
          area: '一楼东区',
          issuedText: '2026-11-23 09:00',
          followUpUrl: 'http://hall.test:3000/t/key1',
          notice: ['请带身份证'],
        },
      },
    });
  });

  it('an agent that joins again gets the prints still worth printing, and no others', () => {
    const on = taken();
    const orders = () =>
      onJoin('hall-1', on.state, ADDRESS, on.now).filter((o) => o.name === 'print:requested');
    expect(orders()).toHaveLength(1);
    on.after(61);
    expect(orders()).toHaveLength(0);
  });

  it('an agent that joins again while a window is open lights its evaluator again', () => {
    const on = taken().when({ type: 'CallNext', counter: 'c1' });
    on.when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    on.when({ type: 'FinishService', counter: 'c1', ticket: t('A001') });
    const lit = onJoin('hall-1', on.state, ADDRESS, on.now).filter((o) => o.name === 'rating:invited');
    expect(lit).toMatchObject([{ data: { device: 'evaluator-c1', closesAt: on.now + 60_000 } }]);
  });
});
