import type { Translation } from '../locale.ts';
import type { kiosk as zh } from '../zh/kiosk.ts';

export const kiosk: Translation<typeof zh> = {
  pick: 'Touch the service you need to take a number',
  waiting: '{n} waiting',
  nobody: 'Nobody waiting',
  noCounter: 'No counter open yet',
  class: 'Do you need priority? No proof needed',
  page: 'Page {page} of {pages}',
  'page.previous': 'Previous',
  'page.next': 'Next',

  large: 'Large text',
  lower: 'Lower buttons',
  language: 'Language',
  help: 'Not working out? Ask us',
  'help.where': 'Guidance desk in the hall',
  'help.text':
    'Unsure how to take a number, papers missing, or turned away? Come to the guidance desk; our staff will help you in person.',
  close: 'OK',

  'hours.closed': 'No numbers now',
  'hours.lunch': 'Lunch break',
  'hours.opens': 'Numbers are given from {time}',
  'hours.outside': 'Outside office hours: take a number now and wait until the counters open',
  cannot: 'no numbers can be taken',

  busy: 'Taking your number…',
  failed: 'No number was taken',
  'failed.unanswered':
    'The server did not answer. If a ticket was printed, it is valid; if not, please try again or ask at the guidance desk.',

  your: 'Your number',
  go: 'Please wait at',
  goWait: 'until you are called',
  ahead: '{n} people ahead of you',
  next: 'Nobody ahead of you',
  estimate: 'About {n} minutes',

  'print.doing': 'Printing…',
  'print.done': 'Please take your ticket',
  'print.none': 'Please remember the number or take a photo',
  'print.failed': 'The ticket was not printed: please remember the number',
  'print.paperOut': 'Out of paper: please remember the number',
  'print.valid': 'The number is valid; you will be called without a ticket too',
  done: 'Done',
  doneIn: 'Done ({n})',
  more: 'Keep showing',

  'printer.paperOut': 'This kiosk is out of paper; your number will be shown on the screen',
  'printer.bad': 'The printer does not work now; your number will be shown on the screen',

  'idle.title': 'Still there?',
  'idle.text': 'Back to the start in {n} seconds',
  'idle.stay': 'I need more time',
};
