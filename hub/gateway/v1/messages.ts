import { AppointmentAnswer, TicketAnswer } from '@bandecheng/shared/api-schemas';
import { AgentCommand, ScreenCommand } from '@bandecheng/shared/commands';
import {
  AgentHandshake,
  PrintJob,
  PROTOCOL_VERSION,
  ReportMessage,
  ScreenHandshake,
} from '@bandecheng/shared/protocol';
import { SCREEN_VIEWS } from '@bandecheng/shared/views';
import * as z from 'zod';
import { schemaOf } from './openapi.ts';

const Problems = z.array(z.strictObject({ path: z.string(), reason: z.string() }));

/** The answer to `command:send`. */
const CommandAnswer = z.union([
  z.strictObject({
    ok: z.literal(true),
    seq: z.int().describe('Journal number at which it is on disk'),
    ticket: TicketAnswer.optional(),
    appointment: AppointmentAnswer.optional(),
  }),
  z.strictObject({
    ok: z.literal(false),
    refused: z.string(),
    about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  z.strictObject({ ok: z.literal(false), problems: Problems }),
  z.strictObject({ ok: z.literal(false), fault: z.enum(['stopping', 'unavailable']) }),
]);

const At = z.strictObject({ at: z.number() });
const DeviceVisit = z.strictObject({ device: z.string(), visit: z.string() });

/** Messages of /screen and /agent by their names, with the JSON Schema of what each carries and is answered. */
export function messagesDocument(): Record<string, unknown> {
  return {
    protocol: PROTOCOL_VERSION,
    namespaces: {
      '/screen': {
        handshake: schemaOf(ScreenHandshake, 'input'),
        toHub: {
          'command:send': {
            message: schemaOf(ScreenCommand, 'input'),
            answer: schemaOf(CommandAnswer, 'output'),
          },
          'view:ask': { summary: 'The hub sends the views again' },
        },
        fromHub: {
          'view:published': {
            summary: 'A view in `data`, computed at journal number `seq`; which screen is sent which',
            views: SCREEN_VIEWS,
          },
          'hub:beat': { message: schemaOf(At.extend({ seqs: z.record(z.string(), z.int()) }), 'output') },
        },
      },
      '/agent': {
        handshake: schemaOf(AgentHandshake, 'input'),
        toHub: {
          'report:send': {
            message: schemaOf(ReportMessage, 'input'),
            report: schemaOf(AgentCommand, 'input'),
            answer: schemaOf(
              z.union([z.strictObject({ accepted: z.int() }), z.strictObject({ refused: z.string() })]),
              'output',
            ),
          },
        },
        fromHub: {
          'hub:beat': { message: schemaOf(At, 'output') },
          'print:requested': {
            message: schemaOf(PrintJob, 'output'),
            answer: schemaOf(z.boolean(), 'output'),
          },
          'rating:invited': {
            message: schemaOf(DeviceVisit.extend({ openedAt: z.number(), closesAt: z.number() }), 'output'),
          },
          'rating:closed': { message: schemaOf(DeviceVisit, 'output') },
          'keypad:show': {
            message: schemaOf(
              z.strictObject({ device: z.string(), number: z.string().nullable(), waiting: z.int() }),
              'output',
            ),
          },
        },
      },
    },
  };
}
