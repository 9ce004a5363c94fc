import type { Translation } from '../locale.ts';
import type { display as zh } from '../zh/display.ts';

export const display: Translation<typeof zh> = {
  now: 'Now calling',
  latest: 'Last called',
  go: 'Go to',
  counter: 'Counter {n}',
  again: 'Call no. {n}',
  calls: 'Recent calls',
  counters: 'Counters',
  waiting: 'Waiting',
  people: '{n}',
  missed: 'Missed',
  'missed.hint': 'Missed your call? See a counter or the guidance desk',
  'missed.none': 'none',
  quiet: 'Please wait for your number',
  'quiet.sub': 'It is shown and read out here',
  closed: 'Closed now; opens {time}',
  lunch: 'Lunch break; back at {time}',
  serving: 'Serving {number}',
  called: 'Calling {number}',
  cannot: 'calls are no longer updated, please watch the counters',
  alone: 'some calls are not shown here, please watch the counters',
  digest: 'Digest of the record of {day}: {short}',
  'sound.off': 'Sound is off, touch here to turn it on',
  'sound.missing': '{n} voice files are missing',
};
