import type { Translation } from '../locale.ts';
import type { tablet as zh } from '../zh/tablet.ts';

export const tablet: Translation<typeof zh> = {
  rest: 'Please rate the service once it is finished',
  closed: 'This counter is closed',
  paused: 'This counter is paused, please wait',
  counter: 'Counter',
  clerk: 'Serving you',
  clerkIs: 'Serving you: {name}',
  clerkNumber: 'No. {number}',
  star: '{n} stars',
  cannot: 'no rating now: scan the code on your ticket or try again later',
};
