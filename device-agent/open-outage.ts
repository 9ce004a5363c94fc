import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AgentConfig } from './config.ts';
import type { Outbox } from './outbox/outbox.ts';
import { OutageFile, type Kept } from './outage/outage-file.ts';
import { OutageRecord } from './outage/outage-record.ts';
import { Outage, type OutageParts } from './outage/outage.ts';

/** Bytes of chance in a ticket's key: nobody guesses one. */
const KEY_BYTES = 12;

type Parts = Pick<OutageParts, 'devices' | 'wishes' | 'now' | 'log'> & {
  config: AgentConfig;
  outbox: Outbox;
};

/**
 * What the hub leased this agent, as it lies in `dataFolder`, and what the agent goes on with. A file that does not read
 * is as good as none: the numbers given by itself are in the hub's next lease, and until then it gives none.
 */
export async function openOutage({ config, outbox, log, ...parts }: Parts): Promise<Outage> {
  const file = new OutageFile(join(config.dataFolder, 'outage.json'));
  const kept = await file.read().catch((error: unknown): Kept | null => {
    log('error', 'what was leased does not read', { reason: String(error) });
    return null;
  });
  const failed = (error: unknown): void => log('error', 'outage not on disk', { reason: String(error) });
  return new Outage({
    ...{ ...parts, agent: config.agent, log, reports: outbox },
    record: new OutageRecord(file, outbox, failed, kept),
    makeKey: () => randomBytes(KEY_BYTES).toString('base64url'),
  });
}
