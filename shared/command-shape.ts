import * as z from 'zod';

/** Made by the sender and kept for its retries: the same id never works twice in a business day. */
export const CommandId = z
  .string()
  .regex(/^[A-Za-z0-9._:#/-]{8,80}$/, '须为 8 到 80 个字母、数字或 . _ : # / -');

/** A ticket by its id alone, of whichever day. */
export const WholeTicketRef = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}-[A-Z]{1,2}\d{2,6}(-\d{1,4})?$/, '须为日期和号码，例如 2026-11-23-A012');

/** A ticket by its id, or by its number alone: the newest of today that bears it. */
export const TicketRef = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2}-[A-Z]{1,2}\d{2,6}(-\d{1,4})?|[A-Z]{1,2}\d{2,6})$/, '须为号码或号码编号')
  .describe('Id, 2026-11-23-A012, or number of today, A012');

/** The schema of one type of command: its id, its type and what it says. */
export const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id: CommandId, type: z.literal(type), ...shape });
