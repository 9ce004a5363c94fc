import type { Translation } from '../locale.ts';
import type { rate as zh } from '../zh/rate.ts';

export const rate: Translation<typeof zh> = {
  question: 'How was the service?',
  about: 'Number {number} · {service}',
  listen: 'Listen',
  sending: 'Recording…',
  thanks: 'Thank you for your rating',
  thanksNote: 'It has been recorded',
  change: 'Wrong one? Tap another within {n} s to change it',
  reasons: 'What was wrong? Choose any number, or none',
  'reasons.text': 'Anything else (optional)',
  'reasons.say': 'Done',
  'reasons.skip': 'Skip',
  'failed.cut': 'Not recorded: no connection. Scan the code on your ticket or try again later',
  failed: 'Not recorded: {reason}',
};
