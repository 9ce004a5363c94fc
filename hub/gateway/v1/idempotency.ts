import { createHash, randomBytes } from 'node:crypto';

/** Requests whose content is remembered; what the hub has done under a key it remembers by itself, all day. */
const REMEMBERED = 20_000;
const KEY = /^[\x21-\x7e]{8,128}$/;

const digest = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * Idempotency-Key to command id. The same key of the same API key gives the same command, which the hub does once a
 * business day; with another content it is refused as far back as this remembers.
 */
export class Idempotency {
  private readonly contents = new Map<string, string>();

  /**
   * The command's id: `api:<API key>/<32 digits>`; a fresh one without a header.
   * @param content method, path and body
   */
  commandId(
    apiKey: string,
    header: string | undefined,
    content: Buffer,
  ): { id: string } | { refused: 'idempotency-key-malformed' | 'idempotency-key-reused' } {
    if (header === undefined) return { id: `api:${apiKey}/${randomBytes(16).toString('hex')}` };
    if (!KEY.test(header)) return { refused: 'idempotency-key-malformed' };
    const id = `api:${apiKey}/${digest(header)}`;
    const now = digest(content);
    const before = this.contents.get(id);
    if (before !== undefined && before !== now) return { refused: 'idempotency-key-reused' };
    this.contents.set(id, now);
    const oldest = this.contents.keys().next();
    if (this.contents.size > REMEMBERED && oldest.done !== true) this.contents.delete(oldest.value);
    return { id };
  }
}
