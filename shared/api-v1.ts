import * as z from 'zod';
import {
  AppointmentAnswer,
  CaseAnswer,
  CounterAnswer,
  NewWebhook,
  ServiceAnswer,
  StatisticsAnswer,
  TicketAnswer,
  WebhookAnswer,
} from './api-schemas.ts';
import { OpenCase } from './case/case-commands.ts';
import { BookAppointment, CancelAppointment, CancelTicket, CheckIn, IssueTicket } from './commands.ts';
import { TicketRef } from './command-shape.ts';
import { Id } from './hall.ts';
import { NumberVisit, PassedRating, ReceiptSms } from './rating/rating-commands.ts';

/** What a key may do. */
export const API_SCOPES = ['read', 'tickets', 'appointments', 'cases', 'ratings', 'webhooks'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A route as data: router and OpenAPI document are both made from it. */
export interface ApiRouteShape {
  method: 'get' | 'post' | 'delete';
  /** Below /api/v1, with `{name}` for each of `params`. */
  path: string;
  /** Null: whoever has the address. */
  scope: ApiScope | null;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** `csv`: the text of a table. */
  body?: z.ZodType | 'csv';
  answer: z.ZodType | 'csv';
  status: 200 | 201;
}

const named = {
  ticket: z.strictObject({ ticket: TicketRef }),
  appointment: z.strictObject({ appointment: CancelAppointment.shape.appointment }),
  webhook: z.strictObject({ webhook: Id }),
  case: z.strictObject({ case: z.string().regex(/^B\d{8}-\d{3,5}$/, '不是案件编号') }),
};

/** What another system says of a case; who takes it in is the hall's own affair unless it is named. */
const CaseOrder = OpenCase.omit({ id: true, type: true, ticket: true, counter: true }).partial({ as: true });

const OfDay = z.strictObject({
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '须为日期，例如 2026-11-24')
    .optional()
    .describe('Today or later; absent: today'),
});

const CheckInBody = z
  .strictObject({
    code: CheckIn.shape.code,
    person: CheckIn.shape.person,
    language: CheckIn.shape.language,
  })
  .refine((asked) => asked.code !== undefined || asked.person !== undefined, {
    path: ['code'],
    message: '须有预约码或证件号码',
  });

const Anything = z.looseObject({});
/** The same said again changes nothing, and is answered alike. */
const Visited = z.object({ visit: z.string() });

/** The routes of API v1. */
export const API_ROUTES = {
  listServices: {
    ...{ method: 'get', path: '/services', scope: 'read', status: 200 },
    summary: 'Services with their queues',
    answer: z.object({ services: z.array(ServiceAnswer) }),
  },
  listCounters: {
    ...{ method: 'get', path: '/counters', scope: 'read', status: 200 },
    summary: 'Counters and whom they serve',
    answer: z.object({ counters: z.array(CounterAnswer) }),
  },
  readStatistics: {
    ...{ method: 'get', path: '/statistics', scope: 'read', status: 200 },
    summary: 'The open business day in figures',
    answer: StatisticsAnswer,
  },
  issueTicket: {
    ...{ method: 'post', path: '/tickets', scope: 'tickets', status: 201 },
    summary: 'Take a number',
    body: IssueTicket.omit({ id: true, type: true, kiosk: true }),
    answer: TicketAnswer,
  },
  exportTickets: {
    ...{ method: 'get', path: '/tickets.csv', scope: 'read', status: 200 },
    summary: "Today's numbers as a table",
    answer: 'csv',
  },
  readTicket: {
    ...{ method: 'get', path: '/tickets/{ticket}', scope: 'read', status: 200 },
    summary: "One of today's numbers",
    params: named.ticket,
    answer: TicketAnswer,
  },
  cancelTicket: {
    ...{ method: 'post', path: '/tickets/{ticket}/cancel', scope: 'tickets', status: 200 },
    summary: 'The applicant leaves',
    params: named.ticket,
    body: z.strictObject({ reason: CancelTicket.shape.reason }),
    answer: TicketAnswer,
  },
  listAppointments: {
    ...{ method: 'get', path: '/appointments', scope: 'appointments', status: 200 },
    summary: 'Appointments of a day',
    query: OfDay,
    answer: z.object({ day: z.string(), appointments: z.array(AppointmentAnswer) }),
  },
  exportAppointments: {
    ...{ method: 'get', path: '/appointments.csv', scope: 'appointments', status: 200 },
    summary: 'Appointments of a day as a table',
    query: OfDay,
    answer: 'csv',
  },
  bookAppointment: {
    ...{ method: 'post', path: '/appointments', scope: 'appointments', status: 201 },
    summary: 'Book an appointment',
    body: BookAppointment.omit({ id: true, type: true }),
    answer: AppointmentAnswer,
  },
  importAppointments: {
    ...{ method: 'post', path: '/appointments/import', scope: 'appointments', status: 201 },
    summary: 'Book the appointments of a table, all or none: service, date, time and, optional, code, person',
    body: 'csv',
    answer: z.object({ booked: z.int() }),
  },
  checkIn: {
    ...{ method: 'post', path: '/appointments/check-in', scope: 'appointments', status: 201 },
    summary: 'The applicant of an appointment is here: the number to wait with',
    body: CheckInBody,
    answer: TicketAnswer,
  },
  cancelAppointment: {
    ...{ method: 'post', path: '/appointments/{appointment}/cancel', scope: 'appointments', status: 200 },
    summary: 'Cancel an appointment',
    params: named.appointment,
    answer: AppointmentAnswer,
  },
  openCase: {
    ...{ method: 'post', path: '/cases', scope: 'cases', status: 201 },
    summary: 'Open a case; an order of the same intake and foreignNumber is answered with the case it has',
    body: CaseOrder,
    answer: z.object({ known: z.boolean().describe('It was there before'), case: CaseAnswer }),
  },
  importCases: {
    ...{ method: 'post', path: '/cases/import', scope: 'cases', status: 201 },
    summary:
      'Open the cases of a table, all or none: type, intake, number and, optional, service, unit, fields',
    body: 'csv',
    answer: z.object({
      opened: z.int(),
      known: z.int(),
      cases: z.array(z.object({ line: z.int(), case: z.string(), foreignNumber: z.string() })),
    }),
  },
  readCase: {
    ...{ method: 'get', path: '/cases/{case}', scope: 'cases', status: 200 },
    summary: 'How a case stands: state and due time, no texts',
    params: named.case,
    answer: CaseAnswer,
  },
  giveRating: {
    ...{ method: 'post', path: '/ratings', scope: 'ratings', status: 201 },
    summary: 'What an applicant answered to a message, on a web page or to the hotline',
    body: PassedRating,
    answer: Visited.extend({ known: z.boolean().describe('It was there before') }),
  },
  receiptSms: {
    ...{ method: 'post', path: '/ratings/receipts', scope: 'ratings', status: 200 },
    summary: 'What became of the message that a visit was invited to rate with',
    body: ReceiptSms.omit({ id: true, type: true }),
    answer: Visited,
  },
  numberVisit: {
    ...{ method: 'post', path: '/visits/{visit}/project', scope: 'ratings', status: 200 },
    summary:
      "The case number of a visit in the business system, without which no province takes the visit's rating",
    params: z.strictObject({ visit: NumberVisit.shape.visit }),
    body: NumberVisit.omit({ id: true, type: true, visit: true }),
    answer: Visited,
  },
  listWebhooks: {
    ...{ method: 'get', path: '/webhooks', scope: 'webhooks', status: 200 },
    summary: 'Webhooks and how they stand',
    answer: z.object({ webhooks: z.array(WebhookAnswer) }),
  },
  createWebhook: {
    ...{ method: 'post', path: '/webhooks', scope: 'webhooks', status: 201 },
    summary: 'Have events posted to an address',
    body: NewWebhook,
    answer: z.object({ webhook: Id, secret: z.string() }),
  },
  removeWebhook: {
    ...{ method: 'delete', path: '/webhooks/{webhook}', scope: 'webhooks', status: 200 },
    summary: 'Remove a webhook and what waits for it',
    params: named.webhook,
    answer: z.object({ webhook: Id }),
  },
  listProblems: {
    ...{ method: 'get', path: '/problems', scope: null, status: 200 },
    summary: 'Every problem this API answers',
    answer: z.object({
      problems: z.array(z.object({ word: z.string(), status: z.int(), zh: z.string(), en: z.string() })),
    }),
  },
  readOpenApi: {
    ...{ method: 'get', path: '/openapi.json', scope: null, status: 200 },
    summary: 'This document',
    answer: Anything,
  },
  readMessages: {
    ...{ method: 'get', path: '/messages.json', scope: null, status: 200 },
    summary: 'The socket.io messages of screens and agents, as JSON Schema',
    answer: Anything,
  },
} as const satisfies Record<string, ApiRouteShape>;

export type ApiRoutes = typeof API_ROUTES;
export type ApiRouteName = keyof ApiRoutes;

type Output<S> = S extends z.ZodType ? z.output<S> : S extends 'csv' ? string : undefined;
type Part<R, P extends string> = R extends Record<P, infer S> ? Output<S> : undefined;

/** What a route is asked, parsed. */
export interface ApiInput<N extends ApiRouteName> {
  params: Part<ApiRoutes[N], 'params'>;
  query: Part<ApiRoutes[N], 'query'>;
  body: Part<ApiRoutes[N], 'body'>;
}
/** What a route answers. */
export type ApiOutput<N extends ApiRouteName> = Part<ApiRoutes[N], 'answer'>;
