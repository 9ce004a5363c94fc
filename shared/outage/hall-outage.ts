import * as z from 'zod';

/** How a hall goes on without its hub. */
export const Outage = z.strictObject({
  /** Numbers a service that an agent alone gives while no hub can be reached; absent: 50. 0: none. */
  block: z.int().min(0).max(500).optional(),
});
