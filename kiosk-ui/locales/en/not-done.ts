import type { Translation } from '../locale.ts';
import type { notDone as zh } from '../zh/not-done.ts';

export const notDone: Translation<typeof zh> = {
  'fault.stopping': 'The system is stopping, please try again shortly',
  'fault.unavailable': 'The server cannot be reached, please try again shortly',
  'fault.other': 'The system has a fault, please ask the staff',
  problems: 'Not valid: {reasons}',
  'refused.illegal': '{number} is {status} and cannot be {action}',
  'refused.other': 'Not done ({word})',
};
