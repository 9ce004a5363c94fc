import { setInterval } from 'node:timers';
import type { Hall } from '@bandecheng/shared/hall';
import { readTls, type Tls } from './read-tls.ts';

/** A certificate is renewed some days before its end: minutes do not matter. */
const LOOK_EVERY_MS = 60_000;

export interface KeptTls {
  /** The certificate in use; null: the hub speaks plain http. */
  now(): Tls | null;
  /** Reads the files again; a pair that can't be used is told of, and the one in use stays. */
  renew(): Promise<void>;
  stop(): void;
}

/**
 * Keeps the hub's certificate in step with its files.
 * @param onNew the files hold another pair, which fits
 * @param onMisfit why the files can't be used now
 * Throws HallError `config-invalid` where they can't be used at all.
 */
export async function keepTls(
  { tls }: Pick<Hall, 'tls'>,
  folder: string,
  onNew: (tls: Tls) => void,
  onMisfit: (error: unknown) => void,
): Promise<KeptTls> {
  if (tls === undefined) return { now: () => null, renew: async () => undefined, stop: () => undefined };
  let current = await readTls(folder, tls);

  async function renew(): Promise<void> {
    try {
      const read = await readTls(folder, tls as NonNullable<Hall['tls']>);
      if (read.cert.equals(current.cert) && read.key.equals(current.key)) return;
      current = read;
      onNew(read);
    } catch (error) {
      onMisfit(error);
    }
  }

  const timer = setInterval(() => void renew(), LOOK_EVERY_MS);
  timer.unref();
  return { now: () => current, renew, stop: () => clearInterval(timer) };
}
