import * as z from 'zod';
import { Id } from './hall.ts';
import { APPOINTMENT_STATES } from './vocabulary.ts';

/** One appointment, as answers and lists show it: nothing of the person. */
export const AppointmentView = z.strictObject({
  appointment: z.string().describe('Day and code, 2026-11-24-K7QP3M'),
  code: z.string().describe('What the applicant types or shows at check-in'),
  service: Id,
  startsAt: z.number(),
  state: z.enum(APPOINTMENT_STATES),
  ticket: z.string().optional().describe('The number it was checked in with'),
  reason: z.string().optional().describe('Why it was cancelled, where somebody said so'),
});
export type AppointmentView = z.output<typeof AppointmentView>;
