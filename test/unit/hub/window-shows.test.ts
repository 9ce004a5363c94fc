import { onJoin, reactions } from '@bandecheng/hub/react';
import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import { WindowShow } from '@bandecheng/shared/protocol';
import { describe, expect, it } from 'vitest';
import { given, KIOSK, OPEN_COUNTERS, t, TODAY, type Given } from '../../given.ts';

const ADDRESS = 'http://hall.test:3000';
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;

/** Counters c1 and c2 open, a display over each and one over a counter the hall does not have. */
function hall(): Given {
  const display = { kind: 'window-display', profile: 'a090-window-display' } as const;
  return given(...OPEN_COUNTERS, {
    type: 'AgentJoined',
    data: {
      agent: 'hall-1',
      devices: [
        { id: 'display-c1', counter: 'c1', ...display },
        { id: 'display-c2', counter: 'c2', ...display },
        { id: 'display-c9', counter: 'c9', ...display },
      ],
    },
  }).when(issue, KIOSK);
}

const called = (): Given => hall().when({ type: 'CallNext', counter: 'c1' });

/** What the displays are told of the last command's events of these types. */
function told(on: Given, ...types: EventType[]): WindowShow[] {
  const events = types.map((type, i) => {
    const stamp = { seq: on.state.seq + i, at: on.now, version: 1, actor: 'hub', command: 'x' };
    return { type, data: on.data(type), ...stamp } as RecordedEvent;
  });
  return shows(reactions(events, on.state, ADDRESS));
}

function shows(messages: ReturnType<typeof reactions>): WindowShow[] {
  return messages.flatMap((message) => (message.name === 'window:show' ? [message.data] : []));
}

const joined = (on: Given): WindowShow[] => shows(onJoin('hall-1', on.state, ADDRESS, on.now));
const at1 = { device: 'display-c1', counterNumber: 1 };
const at2 = { device: 'display-c2', counterNumber: 2 };
const idle1 = { ...at1, state: 'idle', services: ['社会保险', '不动产登记'] };

describe('the display over a counter', () => {
  it('says the number that was called there, and no other display does', () => {
    expect(told(called(), 'TicketCalled')).toEqual([{ ...at1, state: 'called', number: 'A001' }]);
  });

  it('is told anew when the number is recalled', () => {
    const on = called().when({ type: 'RecallTicket', counter: 'c1', ticket: t('A001') });
    expect(told(on, 'TicketRecalled')).toEqual([{ ...at1, state: 'called', number: 'A001' }]);
  });

  it('says who is being served, and then what the counter takes', () => {
    const on = called().when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    expect(told(on, 'ServiceStarted')).toEqual([{ ...at1, state: 'serving', number: 'A001' }]);
    on.when({ type: 'FinishService', counter: 'c1', ticket: t('A001') });
    expect(told(on, 'ServiceFinished', 'RatingInvited')).toEqual([idle1]);
  });

  it('says that the counter pauses, and that it is closed', () => {
    const on = hall().when({ type: 'PauseCounter', counter: 'c1', reason: '午餐' });
    expect(told(on, 'CounterPaused')).toEqual([{ ...at1, state: 'paused' }]);
    on.when({ type: 'CloseCounter', counter: 'c1' });
    expect(told(on, 'CounterClosed')).toEqual([{ ...at1, state: 'closed' }]);
  });

  it('lets go of a number that went back into the line, though the event names no counter', () => {
    const on = called().when({ type: 'RequeueTicket', ticket: t('A001') });
    expect(told(on, 'TicketRequeued')).toEqual([idle1, { ...at2, state: 'idle', services: ['社会保险'] }]);
  });

  it('is told nothing of a ticket taken or an evaluator pressed', () => {
    expect(told(hall(), 'TicketIssued')).toEqual([]);
    const press = {
      type: 'PressRecorded',
      data: { fate: 'stray', level: 'satisfied', channel: 'evaluator', device: 'e', counter: 'c1' },
    } as unknown as RecordedEvent;
    expect(shows(reactions([press], hall().state, ADDRESS))).toEqual([]);
  });

  it('is closed when a new day opens', () => {
    const on = called().happened({ type: 'DayOpened', data: { day: '2026-11-24', ended: [t('A001')] } });
    const opened = { type: 'DayOpened', data: { day: TODAY, ended: [] } } as unknown as RecordedEvent;
    expect(shows(reactions([opened], on.state, ADDRESS))).toEqual([
      { ...at1, state: 'closed' },
      { ...at2, state: 'closed' },
    ]);
  });

  it('is told whole when its agent comes back; one over an unknown counter is told nothing', () => {
    expect(joined(called())).toEqual([
      { ...at1, state: 'called', number: 'A001' },
      { ...at2, state: 'idle', services: ['社会保险'] },
    ]);
  });

  it('is told what the wire allows', () => {
    for (const show of joined(called())) expect(WindowShow.parse(show)).toEqual(show);
  });
});
