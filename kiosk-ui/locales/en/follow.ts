import type { Translation } from '../locale.ts';
import type { follow as zh } from '../zh/follow.ts';

export const follow: Translation<typeof zh> = {
  number: 'Your number',
  waiting: 'Waiting',
  ahead: 'Ahead of you',
  people: '{n} people',
  next: 'You are next',
  nextNote: 'Nobody is ahead of you, please stay near',
  estimate: 'About {n} more minutes',
  area: 'Please wait at {area}',
  called: 'It is your turn',
  goCounter: 'Go to counter {n}',
  goAny: 'Go to the counter',
  sent: 'Counter {n} will call you',
  serving: 'At counter {n}',
  held: 'On hold',
  heldNote: 'Come back to the counter when you have everything; no new number needed',
  finished: 'Finished',
  finishedNote: 'Please rate the service on the device at the counter. Thank you!',
  missed: 'Missed',
  missedNote: 'Please tell a counter or the guidance desk; no new number needed',
  cancelled: 'Cancelled',
  help: 'Not working out? Come to the guidance desk',
  cannot: 'this page is no longer updated, please watch the hall display',
  loading: 'Loading…',
};
