import { expect, test } from 'vitest';
import { readWindowShow } from '@bandecheng/device-agent/link/hub-messages';

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
