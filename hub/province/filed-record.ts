import type { Connector } from '@bandecheng/shared/province/connector';
import type { Payload } from '@bandecheng/shared/province/payload';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Stands in a record for what the applicant wrote; nobody types a sign of the private use area. */
export const WORDS_HERE = '\u{f8ff}';

/** A record as it lies in a file. */
export interface FiledRecord {
  kind: 'service' | 'rating';
  key: string;
  at: Instant;
  record: Payload;
  /** Where the words lie that belong into the record. */
  words?: Sealed;
}

/**
 * The record as it is read: with the words as they lie in the vault now, or without them.
 * @param text null: they are forgotten
 */
export function readRecord(
  { words, record, ...line }: FiledRecord,
  text: string | null,
  { rating: { fields } }: Pick<Connector, 'rating'>,
): Omit<FiledRecord, 'words'> {
  if (words === undefined) return { ...line, record };
  const filled = { ...record };
  for (const field of fields) {
    const held = filled[field.as];
    if (!('from' in field) || field.from !== 'text' || typeof held !== 'string') continue;
    const whole = text === null ? held.replace(WITHOUT, '') : held.replace(WORDS_HERE, () => text);
    filled[field.as] = [...whole].slice(0, field.most).join('');
  }
  return { ...line, record: filled };
}

/** The words, and what parts them from the reasons before them. */
const WITHOUT = new RegExp(`；?${WORDS_HERE}`, 'u');
