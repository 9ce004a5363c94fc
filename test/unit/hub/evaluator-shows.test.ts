import type { ClerkOf } from '@bandecheng/hub/evaluator-shows';
import { onJoin, reactions } from '@bandecheng/hub/react';
import type { EventType, RecordedEvent } from '@bandecheng/shared/events';
import { EvaluatorShow } from '@bandecheng/shared/protocol';
import { describe, expect, it } from 'vitest';
import { AGENT_JOINED, CLERK, given, KIOSK, t, type Given } from '../../given.ts';

const ADDRESS = 'http://hall.test:3000';
const issue = { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' } as const;
const LI = { name: '李明', number: 'li', star: 4 };
const clerkOf: ClerkOf = (account) => (account === 'li' ? LI : null);

function told(on: Given, ...types: EventType[]): EvaluatorShow[] {
  const events = types.map((type, i) => {
    const stamp = { seq: on.state.seq + i, at: on.now, version: 1, actor: 'hub', command: 'x' };
    return { type, data: on.data(type), ...stamp } as RecordedEvent;
  });
  return shows(reactions(events, on.state, ADDRESS, clerkOf));
}

function shows(messages: ReturnType<typeof reactions>): EvaluatorShow[] {
  return messages.flatMap((message) => (message.name === 'evaluator:show' ? [message.data] : []));
}

const opened = (): Given => given(AGENT_JOINED).when({ type: 'OpenCounter', counter: 'c1' }, CLERK);

/** A001 is being served at c1. */
function serving(): Given {
  return opened()
    .when(issue, KIOSK)
    .when({ type: 'CallNext', counter: 'c1' })
    .when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
}

describe('the evaluator of a counter', () => {
  it('names the clerk who opened it, with the stars of the account', () => {
    const sent = told(opened(), 'CounterOpened');
    expect(sent).toEqual([{ device: 'evaluator-c1', clerk: LI, busy: false }]);
    expect(EvaluatorShow.parse(sent[0])).toEqual(sent[0]);
  });

  it('names nobody when the counter is closed, nor an account that is gone', () => {
    const on = opened().when({ type: 'CloseCounter', counter: 'c1' }, CLERK);
    expect(told(on, 'CounterClosed')).toEqual([{ device: 'evaluator-c1', clerk: null, busy: false }]);
    const gone = given(AGENT_JOINED).happened({
      type: 'CounterOpened',
      data: { counter: 'c1', clerk: 'left-us' },
    });
    expect(shows(onJoin('hall-1', gone.state, ADDRESS, gone.now, clerkOf))).toEqual([
      { device: 'evaluator-c1', clerk: null, busy: false },
    ]);
  });

  it('is busy while someone is served, whichever way that ends', () => {
    expect(told(serving(), 'ServiceStarted')).toEqual([{ device: 'evaluator-c1', clerk: LI, busy: true }]);
    const at = { counter: 'c1', ticket: t('A001') };
    const finished = serving().when({ type: 'FinishService', ...at });
    expect(told(finished, 'ServiceFinished')).toEqual([{ device: 'evaluator-c1', clerk: LI, busy: false }]);
    const held = serving().when({ type: 'HoldTicket', ...at, reason: '补材料' });
    expect(told(held, 'TicketHeld')).toMatchObject([{ busy: false }]);
    const gone = serving().when({ type: 'CancelTicket', ticket: t('A001'), reason: '离开' });
    expect(told(gone, 'TicketCancelled')).toMatchObject([{ busy: false }]);
  });

  it('is not told of what is nothing to it', () => {
    const on = opened().when(issue, KIOSK);
    expect(told(on, 'TicketIssued')).toEqual([]);
    expect(told(on.when({ type: 'CallNext', counter: 'c1' }), 'TicketCalled')).toEqual([]);
  });

  it('is told of its clerk before it is lit again, when its agent comes back', () => {
    const on = serving().when({ type: 'FinishService', counter: 'c1', ticket: t('A001') });
    const names = onJoin('hall-1', on.state, ADDRESS, on.now, clerkOf).map(({ name }) => name);
    expect(names.indexOf('evaluator:show')).toBeLessThan(names.indexOf('rating:invited'));
  });

  it('gets names from the accounts alone: the events hold none', () => {
    const journal = JSON.stringify(opened().data('CounterOpened'));
    expect(journal).not.toContain('李明');
  });
});
