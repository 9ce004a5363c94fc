import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { HubConfig } from './config.ts';
import { tlsText } from './locales/zh-CN/tls.ts';

const SHORTEST = 16;

/**
 * The token on the first line of the file that hall.json names; null where it names none.
 * Throws HallError `config-invalid`, naming the file and nothing of its content.
 */
export async function metricsToken({ hall, folder }: HubConfig): Promise<string | null> {
  if (hall.metrics === undefined) return null;
  const path = resolve(folder, hall.metrics.tokenFile);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HallError('config-invalid', path, tlsText.unreadable, cause);
  });
  const token = text.split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (token.length < SHORTEST) throw new HallError('config-invalid', path, tlsText.shortToken(SHORTEST));
  return token;
}
