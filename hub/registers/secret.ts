import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 letters, digits, `-` and `_`: fit for a header, a cookie and an environment variable. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept in place of a secret: its SHA-256 in 64 hexadecimal digits. Only for secrets of 256 random bits;
 * a password a person chose needs `password-hash.ts`.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes of one length in constant time. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `count` signs drawn evenly from `alphabet`. */
export function randomText(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
