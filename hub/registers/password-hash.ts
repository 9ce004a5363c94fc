import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** A hash carries its parameters, so that they can be raised while old passwords still work. */
export const PasswordHash = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Cost, block size and parallelism of scrypt (RFC 7914). */
  n: z
    .int()
    .min(1024)
    .max(1 << 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
});
export type PasswordHash = z.output<typeof PasswordHash>;

/** OWASP Password Storage Cheat Sheet, scrypt: N=2^14, r=8, p=5; 16 MB while it runs. */
const PARAMETERS = { n: 1 << 14, r: 8, p: 5 };
const HASH_BYTES = 32;
/**
 * scrypt runs on the four threads that also flush the journal (libuv's pool): a morning's sign-ins must leave
 * threads to the tickets.
 */
const AT_ONCE = 2;

let running = 0;
const queue: (() => void)[] = [];

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: (await derive(password, salt, PARAMETERS)).toString('hex'), ...PARAMETERS };
}

/** Takes the same time whether the password is right or wrong. */
export async function isPassword(password: string, kept: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, kept.salt, kept), Buffer.from(kept.hash, 'hex'));
}

/** A hash no password answers to, to spend the same time on an account that does not exist. */
export const NOBODYS_HASH: PasswordHash = { salt: '0'.repeat(32), hash: '0'.repeat(64), ...PARAMETERS };

async function derive(
  password: string,
  salt: string,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) => {
      const options = { N: n, r, p, maxmem: 256 * n * r };
      scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
        error === null ? resolve(key) : reject(error),
      );
    });
  } finally {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
