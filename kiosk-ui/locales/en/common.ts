import type { Translation } from '../locale.ts';
import type { common as zh } from '../zh/common.ts';

export const common: Translation<typeof zh> = {
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

  'time.justNow': 'just now',
  'time.minutes': '{n} min',
  'time.hours': '{n} h',
  'time.hoursMinutes': '{h} h {m} min',
  'time.estimate': 'about {n} min',
  'time.range': 'about {low}–{high} min',
  'time.within': 'up to {n} min',
  'time.estimateNone': 'no wait',

  'link.cut': 'Cut off from the hall server: {cannot}',
  'link.old': 'Last updated {time}',
  'link.never': 'Not yet connected to the hall server: {cannot}',
  'link.retrying': 'Reconnecting, please wait',
  'link.alone': 'The network is down: {still}',
  'link.aloneSince': 'since {time}',

  'fault.stopping': 'The system is stopping, please try again shortly',
  'fault.unavailable': 'The server cannot be reached, please try again shortly',
  'fault.other': 'The system has a fault, please ask the staff',
  problems: 'Not valid: {reasons}',
  'refused.illegal': '{number} is {status} and cannot be {action}',
  'refused.other': 'Not done ({word})',
};
