import { open } from 'node:fs/promises';
import { HallError } from '@bandecheng/shared/errors';
import { enrolZh } from '../locales/zh/enrol.ts';

const ANSWER_WITHIN_MS = 15_000;

export interface EnrolOptions {
  agent: string;
  /** `http://host:port` */
  hub: string;
  keyFile: string;
}

/**
 * Turns a one-time code into this agent's key, which goes into its file and nowhere else. An existing file keeps its
 * owner and rights; a new one is for its owner alone.
 * Throws HallError `transport-failed` (no hub, no such code) or `config-invalid` (a file that can't be written).
 */
export async function enrol({ agent, hub, keyFile }: EnrolOptions, code: string): Promise<void> {
  const file = await open(keyFile, 'a', 0o600).catch((cause: unknown) => {
    throw new HallError('config-invalid', keyFile, enrolZh.notWritten, cause);
  });
  try {
    const key = await keyFor(agent, hub, code);
    await file.truncate(0);
    await file.write(`${key}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function keyFor(agent: string, hub: string, code: string): Promise<string> {
  const answer = await fetch(`${hub}/api/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agent, code }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((cause: unknown) => {
    throw new HallError('transport-failed', hub, enrolZh.unreachable(hub), cause);
  });
  const body = (await answer.json().catch(() => null)) as { key?: unknown; refused?: unknown } | null;
  if (typeof body?.key === 'string') return body.key;
  const { refused } = body ?? {};
  const known = refused === 'wrong-code' || refused === 'too-many-codes';
  throw new HallError('transport-failed', hub, known ? enrolZh[refused] : enrolZh.unclear);
}
