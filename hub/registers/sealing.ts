import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** 96 random bits, of which one key may take 2^32 (NIST SP 800-38D, 8.3): the vault key seals one key a record. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes a sealed text is longer than the text. */
const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;
/** Length of a sealed key. */
export const SEALED_KEY_BYTES = KEY_BYTES + SEAL_BYTES;

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Nonce, ciphertext and tag of AES-256-GCM. `place` says what is sealed and where it belongs: put anywhere else, it
 * does not open.
 */
export function seal(key: Buffer, plain: Uint8Array, place: readonly string[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(JSON.stringify(place)));
  const ciphertext = cipher.update(plain);
  // Of GCM nothing is left for the end.
  cipher.final();
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
}

/** Null when a bit was changed, the key is another or the place is another. */
export function unseal(key: Buffer, sealed: Buffer, place: readonly string[]): Buffer | null {
  if (sealed.length < SEAL_BYTES) return null;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
