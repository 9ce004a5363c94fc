import type { Translation } from '../locale.ts';
import type { vocabulary as zh } from '../zh/vocabulary.ts';

export const vocabulary: Translation<typeof zh> = {
  'status.waiting': 'waiting',
  'status.called': 'called',
  'status.serving': 'being served',
  'status.held': 'on hold',
  'status.finished': 'finished',
  'status.no-show': 'missed',
  'status.cancelled': 'cancelled',

  'class.ordinary': 'Ordinary',
  'class.elderly': 'Senior',
  'class.disabled': 'Disability',
  'class.military': 'Military',
  'class.appointment': 'Appointment',

  'action.call': 'called',
  'action.recall': 'called again',
  'action.start': 'started',
  'action.finish': 'finished',
  'action.no-show': 'marked missed',
  'action.requeue': 'put back in line',
  'action.transfer': 'transferred',
  'action.hold': 'put on hold',
  'action.cancel': 'cancelled',

  'counter.open': 'Open',
  'counter.paused': 'Paused',
  'counter.closed': 'Closed',

  'level.very-satisfied': 'Very satisfied',
  'level.satisfied': 'Satisfied',
  'level.basically-satisfied': 'Fairly satisfied',
  'level.dissatisfied': 'Dissatisfied',
  'level.very-dissatisfied': 'Very dissatisfied',

  'job.requested': 'Waiting to print',
  'job.printing': 'Printing',
  'job.printed': 'Printed',
  'job.failed': 'Not printed',
  'job.unknown': 'Unknown',
};
