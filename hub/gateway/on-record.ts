import { randomUUID } from 'node:crypto';
import type { Actor } from '@bandecheng/shared/commands';
import type { SecurityEvent } from '@bandecheng/shared/security-events';
import type { Hub } from '../handle-command.ts';
import type { Staff } from './identity.ts';

/** What somebody signed in does stands in the journal under this. */
export function staffActor({ account, role }: Staff): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', account, role };
}

/**
 * Puts on record that somebody came in or changed who may; resolves once it is on disk, and only then is the asker
 * answered. Rejects when the journal fails.
 */
export async function onRecord(
  hub: Pick<Hub, 'handle'>,
  happened: SecurityEvent,
  by: Actor = { kind: 'hub' },
): Promise<void> {
  await hub.handle({ id: `hub:security-${randomUUID()}`, type: 'RecordSecurity', happened }, by);
}
