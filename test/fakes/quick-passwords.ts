import type * as Crypto from 'node:crypto';
import { vi } from 'vitest';

/**
 * Set up before every contract test: passwords cost two milliseconds here in place of two hundred, which the hubs of
 * these tests would pay hundreds of times. What a password costs in a hall is proved in `unit/hub/registers.test.ts`.
 */
vi.mock('node:crypto', async (actualCrypto) => {
  const actual = await actualCrypto<typeof Crypto>();
  type Done = (error: Error | null, key: Buffer) => void;
  const scrypt = (password: string, salt: string, bytes: number, _cost: object, done: Done): void =>
    actual.scrypt(password, salt, bytes, { N: 1 << 10, r: 8, p: 1 }, done);
  return { ...actual, scrypt };
});
