import * as z from 'zod';
import { Id } from '../hall.ts';
import { At, Count, CounterNumber } from '../view-parts.ts';

/** Of a screen that is served by its agent alone. */
export const Alone = z.strictObject({ since: At.describe('Since when no hub can be reached') });
export type Alone = z.output<typeof Alone>;

/** What an agent did by itself today, as the desk sees it. */
export const OutageRow = z.strictObject({
  agent: Id,
  from: At,
  to: At.optional().describe('Absent: the agent is away, and what it does is not known yet'),
  issued: Count,
  numbers: z.array(z.string()).max(500).describe('Those it gave'),
  withdrawn: z
    .array(z.strictObject({ number: z.string(), kept: z.string() }))
    .max(50)
    .describe('Numbers of the hub whose answer was lost at the cut: `kept` was given for the same command'),
  called: Count,
  finished: Count,
  presses: Count,
  setAside: z
    .array(
      z.strictObject({
        at: At,
        kind: z.string(),
        number: z.string().optional(),
        counter: CounterNumber.optional(),
        why: z.string().describe('A refusal word'),
      }),
    )
    .max(50)
    .describe('Steps that did not fit what had happened at the hub meanwhile: a person looks'),
});
export type OutageRow = z.output<typeof OutageRow>;
