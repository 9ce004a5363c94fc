import * as z from 'zod';
import { command, CommandId } from '../command-shape.ts';
import { Id } from '../hall.ts';
import { At, Count, Minutes } from '../view-parts.ts';
import { LANGUAGES, TICKET_CLASSES } from '../vocabulary.ts';

/** The service's letters and the digits, as on the slip. */
const TicketNumber = z.string().regex(/^[A-Z]{1,2}\d{2,6}$/, '须为号码，例如 A901');
const atCounter = { counter: Id, number: TicketNumber };

/** What an agent did by itself while no hub could be reached. */
export const OutageStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('issued'),
    /** Out of a block that was leased to this agent. */
    number: TicketNumber,
    service: Id,
    class: z.enum(TICKET_CLASSES),
    language: z.enum(LANGUAGES),
    kiosk: Id,
    /** Unguessable part of the follow-up address, which is on the slip already. */
    key: z.string().regex(/^[A-Za-z0-9_-]{16,40}$/),
    ahead: Count,
    estimateMinutes: Minutes,
    /** The printer it went to; absent: the kiosk had none that works. */
    printer: Id.optional(),
    /** Past it the printer never begins. */
    deadlineAt: At.optional(),
  }),
  z.strictObject({ kind: z.literal('called'), ...atCounter }),
  z.strictObject({ kind: z.literal('recalled'), ...atCounter }),
  z.strictObject({ kind: z.literal('started'), ...atCounter }),
  z.strictObject({ kind: z.literal('finished'), ...atCounter }),
  z.strictObject({ kind: z.literal('no-show'), ...atCounter }),
  z.strictObject({ kind: z.literal('requeued'), ...atCounter }),
  /** Somebody signed in at a closed counter; whether this is a clerk only the hub can tell. */
  z.strictObject({ kind: z.literal('opened'), counter: Id, clerk: Id }),
  z.strictObject({ kind: z.literal('closed'), counter: Id }),
  z.strictObject({ kind: z.literal('paused'), counter: Id, reason: z.string().max(60) }),
  z.strictObject({ kind: z.literal('resumed'), counter: Id }),
]);
export type OutageStep = z.output<typeof OutageStep>;
export const OUTAGE_STEPS = OutageStep.options.map(({ shape }) => shape.kind.value);

/**
 * A step taken without the hub; `at`: when, on the hub's clock as the agent knew it. `command`: the id of the screen's
 * command it was taken for, so that the hub, asked the same again, changes nothing.
 */
export const RecordOutageStep = command('RecordOutageStep', {
  at: At,
  step: OutageStep,
  command: CommandId.optional(),
});
/** The hub is back: the agent was by itself from the one instant to the other, and all its steps were told before. */
export const EndOutage = command('EndOutage', { from: At, to: At });
