import type * as zh from '../zh-CN/api-v1.ts';

type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...args: infer A) => string
        ? (...args: A) => string
        : never;
};

/** The sentences of `zh-CN/api-v1.ts` in English. */
export const apiProblems: Same<typeof zh.apiProblems> = {
  'key-missing': 'The request bears no key; use Authorization: Bearer',
  'key-unknown': 'The key is wrong or was revoked',
  'scope-missing': 'This key lacks the scope {scope}',
  'too-many-requests': 'Too many requests; try again in {seconds} s',
  'route-unknown': 'There is no such route',
  'body-too-large': 'The body is too long, or its length is not told',
  'body-not-json': 'The body is no JSON',
  'type-unsupported': 'The content type must be {expected}',
  malformed: 'The input is malformed; problems says where',
  'idempotency-key-malformed': 'Idempotency-Key must be 8 to 128 visible ASCII characters',
  'idempotency-key-reused': 'This Idempotency-Key was used for another request',
  'webhook-unknown': 'There is no such webhook',
  stopping: 'The hub is stopping; try again shortly',
  unavailable: 'The hub has a fault; try again shortly',
  refused: 'Not done ({word})',

  'not-allowed': 'The API may not do that',
  'hall-closed': 'No numbers are given now; from {opensAt}',
  'service-unknown': 'There is no such service',
  'department-not-service': 'This is a department; choose one of its services',
  'service-closed': 'This service gives no numbers now{opensAt}',
  'service-full': 'All numbers of this service for today are taken',
  'slice-full': 'All numbers of this time are taken',
  'person-needed': 'This service needs an identity number',
  'person-has-ticket': 'This person has {number} already',
  'person-most': 'This person has taken {most} numbers of this service today',
  'queue-long':
    '{waiting} people are waiting; to take a number all the same, send it with confirmed and another Idempotency-Key',
  'appointment-unknown': 'There is no such appointment',
  'appointment-early': 'Too early; check-in begins at {opensAt}',
  'appointment-late': 'The time of the appointment is over',
  'appointment-over': 'This appointment was checked in or cancelled already',
  'appointment-code-taken': 'The code {code} is taken',
  'ticket-unknown': 'There is no such number',
  'times-impossible': 'The day is over',
  'no-case-desk': 'The hall has no rules for a case desk',
  'case-unknown': 'There is no such case',
  'case-type-unknown': 'The rules have no such type of case ({type})',
  'intake-unknown': 'The rules have no such intake ({intake})',
  'role-unknown': 'The rules have no such role ({role})',
  'scope-unknown': 'There is no such content',
  'attribute-unknown': '{attribute} has no option {value}',
  'field-unknown': 'No form has the field {field}',
  'field-malformed': '{field} is malformed: {value}',
  'field-missing': '{field} is missing',
  'visit-unknown': 'There is no such visit, or it can no longer be rated',
  'rating-over': 'The time to rate this visit is over',
  'rated-already': 'This visit has been rated already',
  'rating-time-impossible': 'The rating was given before the visit ended, or in the future',
  'reasons-not-asked': 'Reasons go with a bad level alone',
  'reason-unknown': 'No such reason ({reason})',
  'nothing-new': 'Nothing changed',
  'cannot-cancel-finished': '{number} is finished and can not be cancelled',
  'cannot-cancel-cancelled': '{number} is cancelled already',
};

export const apiTitles: Same<typeof zh.apiTitles> = {
  400: 'Bad request',
  401: 'No key',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not done',
  413: 'Too long',
  415: 'Unsupported content type',
  422: 'Can not be done',
  429: 'Too many requests',
  503: 'Not available now',
};

export const csvText: Same<typeof zh.csvText> = {
  ticketHead: [
    'Number',
    'Service',
    'Class',
    'Status',
    'People',
    'Taken',
    'Called',
    'Started',
    'Ended',
    'Counter',
    'Id',
    'Taken without the hub',
  ],
  takenAlone: 'yes',
  appointmentHead: ['Service', 'Date', 'Time', 'Code', 'State', 'Number'],
  empty: 'There is nothing in it',
  noColumn: (name) => `The column ${name} is missing`,
  unknownColumn: 'Unknown column',
  columnTwice: 'The column stands there twice',
  cells: (expected, found) => `${expected} cells expected, ${found} found`,
  openQuote: 'A quotation mark is not closed',
  tooMany: (most) => `At most ${most} lines at once`,
  orderTwice: 'The number stood in an earlier line of this intake',
  noNumber: 'The foreignNumber is missing',
  noSuchTime: 'There is no such date or time; they look like 2026-11-24 and 09:30',
};

export const classWords: typeof zh.classWords = {
  ordinary: 'Ordinary',
  elderly: 'Senior',
  disabled: 'Disability',
  military: 'Military',
  appointment: 'Appointment',
};

export const statusWords: typeof zh.statusWords = {
  waiting: 'waiting',
  called: 'called',
  serving: 'being served',
  held: 'on hold',
  finished: 'finished',
  'no-show': 'missed',
  cancelled: 'cancelled',
};

export const appointmentWords: Same<typeof zh.appointmentWords> = {
  booked: 'booked',
  arrived: 'arrived',
  missed: 'missed',
  cancelled: 'cancelled',
};

const WEEKDAYS: Readonly<Record<string, string>> = {
  周一: 'Monday',
  周二: 'Tuesday',
  周三: 'Wednesday',
  周四: 'Thursday',
  周五: 'Friday',
  周六: 'Saturday',
  周日: 'Sunday',
};

/** The opening times of `zh-CN/api-v1.ts` in English. */
export const saidTimes: typeof zh.saidTimes = (sentence) =>
  sentence.replace(/周[一二三四五六日]/g, (day) => WEEKDAYS[day] ?? day).replace(/（([^（）]*)）/g, ' ($1)');
