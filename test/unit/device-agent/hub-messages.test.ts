import { expect, test } from 'vitest';
import { readHall, readLease, readWindowShow } from '@bandecheng/device-agent/link/hub-messages';
import { ALONE_HALL, lease } from '../../fakes/alone-agent.ts';

const over = { device: 'display-c1', counterNumber: 1 };

test.each([
  { ...over, state: 'called', number: 'A012' },
  { ...over, state: 'serving', number: 'A012' },
  { ...over, state: 'idle', services: ['社会保险'] },
  { ...over, state: 'paused' },
  { ...over, state: 'closed' },
])('what a window display is to say is read as it was sent: $state', (show) => {
  expect(readWindowShow(show)).toEqual(show);
});

test.each([
  null,
  'A012',
  over,
  { ...over, state: 'shouting' },
  { ...over, state: 'called' },
  { ...over, state: 'called', number: 'x'.repeat(200) },
  { ...over, state: 'idle', services: '社会保险' },
  { ...over, counterNumber: 100, state: 'paused' },
  { counterNumber: 1, state: 'paused' },
])('what no window display could be told is not read: %j', (message) => {
  expect(readWindowShow(message)).toBeNull();
});

test('the hall and what an agent is leased are read as they were sent', () => {
  expect(readHall(JSON.parse(JSON.stringify({ hall: ALONE_HALL })))).toEqual(ALONE_HALL);
  expect(readLease(lease())).toEqual(lease());
});

test.each([
  null,
  {},
  { hall: { id: 'qinghe' } },
  { ...lease(), reports: -1 },
  { ...lease(), waiting: ['A012'] },
])('what no hall and no lease could be is not read: %j', (message) => {
  expect([readHall(message), readLease(message)]).toEqual([null, null]);
});
