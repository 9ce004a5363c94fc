import {
  COUNTER_ACTIONS,
  isPossible,
  suggested,
} from '@bandecheng/kiosk-ui/screens/counter/possible-actions';
import { serviceNames } from '@bandecheng/kiosk-ui/screens/counter/service-names';
import type { CounterView, ServiceLine } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';
import { counterView, withCurrent } from './counter-view-sample.ts';

const possible = (view: CounterView, clerk: string | null = null) =>
  COUNTER_ACTIONS.filter((action) => isPossible(action, view, clerk));

describe('the buttons of a counter', () => {
  it.each([
    ['that is closed', counterView({ state: 'closed' }), ['open']],
    ['that is open and empty', counterView(), ['next', 'close', 'pause']],
    ['where nobody waits', counterView({ waitingCount: 0 }), ['close', 'pause']],
    ['that is paused', counterView({ state: 'paused' }), ['close', 'resume']],
    [
      'that has called somebody',
      withCurrent('called'),
      ['recall', 'start', 'no-show', 'hold', 'transfer', 'requeue', 'cancel', 'help', 'pause'],
    ],
    [
      'that serves somebody',
      withCurrent('serving'),
      ['finish', 'hold', 'transfer', 'cancel', 'help', 'pause'],
    ],
    ['that is closed, its agent alone', counterView({ state: 'closed', alone: { since: 0 } }), []],
    [
      'that has called somebody, its agent alone',
      withCurrent('called', { alone: { since: 0 } }),
      ['recall', 'start', 'no-show', 'requeue', 'pause'],
    ],
  ])('%s offer what the hall would allow', (_which, view, actions) => {
    expect(possible(view)).toEqual(actions);
  });

  it('open a closed counter whose agent is alone where the page knows who is signed in', () => {
    const closed = counterView({ state: 'closed', alone: { since: 0 } });
    expect(possible(closed, '1001')).toEqual(['open']);
  });

  it.each([
    ['a closed counter is opened', counterView({ state: 'closed' }), 'open'],
    ['a waiting line is called from', counterView(), 'next'],
    ['who was called is served', withCurrent('called'), 'start'],
    ['who is served is finished', withCurrent('serving'), 'finish'],
    [
      'who is served at a paused counter is finished first',
      withCurrent('serving', { state: 'paused' }),
      'finish',
    ],
    ['an empty paused counter is resumed', counterView({ state: 'paused' }), 'resume'],
    ['an empty line asks for nothing', counterView({ waitingCount: 0 }), null],
  ])('stand out by what comes next: %s', (_what, view, action) => {
    expect(suggested(view)).toBe(action);
  });

  it('never stand out while they are grey', () => {
    const views = [
      counterView(),
      withCurrent('called'),
      withCurrent('serving'),
      counterView({ state: 'paused' }),
    ];

    for (const view of views) expect(possible(view)).toContain(suggested(view));
  });

  it('tell the services apart by name also where nothing can be sent elsewhere, as while its agent is alone', () => {
    const services = [{ service: 'social', name: { zh: '社会保险' } } as ServiceLine];
    expect([...serviceNames({ services, transferServices: [] })]).toEqual([['social', '社会保险']]);
  });
});
