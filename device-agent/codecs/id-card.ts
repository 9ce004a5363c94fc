/** The text of an identity card. Personal data: in memory only, never in a log, a report or a file. */
export interface IdCard {
  name: string;
  sex: 'male' | 'female' | 'unknown';
  /** GB/T 3304 code, 01 to 58, 97 or 98; empty on a residence permit of Hong Kong, Macao and Taiwan residents. */
  nation: string;
  /** YYYY-MM-DD, as all dates here. */
  birth: string;
  address: string;
  /** 18 characters, the last one the check character of GB 11643. */
  number: string;
  issuer: string;
  validFrom: string;
  validTo: string;
}

/** `validTo` of a card without an end. */
export const LONG_TERM = 'long-term';

/** Why there is no card to hand on; no word of what was read is kept. */
export type CardRefusal = 'too-short' | 'unknown-kind' | 'damaged';
export type CardReading = { ok: true; card: IdCard } | { ok: false; reason: CardRefusal };

/**
 * Bytes of the text fields in their order, UTF-16LE, filled up with blanks: GA/T 490 as listed at
 * wiki.nfc.im 二代居民身份证. Together with the reserved field 256.
 */
const FIELD_BYTES = {
  name: 30,
  sex: 2,
  nation: 4,
  birth: 16,
  address: 70,
  number: 36,
  issuer: 30,
  validFrom: 16,
  validTo: 16,
} as const;
const TEXT_BYTES = 256;
/** Two bytes each: how many bytes of text follow, and how many of picture. The picture is left alone. */
const LENGTH_BYTES = 4;
const PICTURE_BYTES = 1024;
/**
 * Where cards other than the resident's say what they are: `I` (外国人永久居留身份证) has other fields,
 * `J` (港澳台居民居住证) the same ones but for the nation.
 */
const KIND_AT = 248;
const READABLE_KINDS = ['', 'J'];
const LONG_TERM_TEXT = '长期';

/** The text fields of a card from the data of a reader's answer. Anything but a whole, sound card is refused. */
export function readIdCard(data: Uint8Array): CardReading {
  if (data.length < LENGTH_BYTES) return { ok: false, reason: 'too-short' };
  const length = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  if (length !== TEXT_BYTES) return { ok: false, reason: 'unknown-kind' };
  if (data.length < LENGTH_BYTES + TEXT_BYTES) return { ok: false, reason: 'too-short' };
  const text = data.subarray(LENGTH_BYTES, LENGTH_BYTES + TEXT_BYTES);
  if (!READABLE_KINDS.includes(decode(text.subarray(KIND_AT, KIND_AT + 2))))
    return { ok: false, reason: 'unknown-kind' };
  const card = soundCard(fieldsOf(text));
  return card === null ? { ok: false, reason: 'damaged' } : { ok: true, card };
}

/** The data of an answer that bears this card and an empty picture, for whoever plays the reader. */
export function idCardData(card: IdCard): Uint8Array {
  const data = new Uint8Array(LENGTH_BYTES + TEXT_BYTES + PICTURE_BYTES);
  data.set([TEXT_BYTES >> 8, TEXT_BYTES & 0xff, PICTURE_BYTES >> 8, PICTURE_BYTES & 0xff]);
  const dateText = (date: string) => (date === LONG_TERM ? LONG_TERM_TEXT : date.replaceAll('-', ''));
  const written: Record<Field, string> = {
    ...card,
    sex: { male: '1', female: '2', unknown: '0' }[card.sex],
    birth: dateText(card.birth),
    validFrom: dateText(card.validFrom),
    validTo: dateText(card.validTo),
  };
  let at = LENGTH_BYTES;
  for (const field of FIELDS) {
    data.set(encode(written[field], FIELD_BYTES[field]), at);
    at += FIELD_BYTES[field];
  }
  data.set(encode('', LENGTH_BYTES + TEXT_BYTES - at), at);
  return data;
}

type Field = keyof typeof FIELD_BYTES;
const FIELDS = Object.keys(FIELD_BYTES) as Field[];

function fieldsOf(text: Uint8Array): Record<Field, string> {
  let at = 0;
  const fields = FIELDS.map((field): [Field, string] => {
    const value = decode(text.subarray(at, at + FIELD_BYTES[field]));
    at += FIELD_BYTES[field];
    return [field, value];
  });
  return Object.fromEntries(fields) as Record<Field, string>;
}

/** The card, if every field can stand on one. */
function soundCard(fields: Record<Field, string>): IdCard | null {
  const [birth, validFrom] = [dateOf(fields.birth), dateOf(fields.validFrom)];
  const validTo = fields.validTo === LONG_TERM_TEXT ? LONG_TERM : dateOf(fields.validTo);
  const sex = ({ 1: 'male', 2: 'female', 0: 'unknown', 9: 'unknown' } as const)[fields.sex];
  if (birth === null || validFrom === null || validTo === null || sex === undefined) return null;
  const { name, nation, address, number, issuer } = fields;
  const texts = [name, address, issuer];
  const sound =
    name !== '' && texts.every(isPrintable) && /^(\d\d)?$/.test(nation) && isCitizenNumber(number);
  return sound ? { name, sex, nation, birth, address, number, issuer, validFrom, validTo } : null;
}

function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\p{Cn}]/u.test(text);
}

/** GB 11643: seventeen digits and a check character, ISO 7064 MOD 11-2. */
function isCitizenNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = [...number.slice(0, 17)].reduce((all, digit) => (all + Number(digit)) * 2, 0);
  return number.endsWith('10X98765432'.charAt(sum % 11));
}

/** 20260228 to 2026-02-28; null for a day that no calendar has. */
function dateOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const days = DAYS_OF_MONTH[Number(month) - 1] ?? 0;
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const beyond = month === '02' && !isLeap ? 28 : days;
  return Number(day) >= 1 && Number(day) <= beyond ? `${year}-${month}-${day}` : null;
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function decode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  return text.replace(/[\0 ]+$/, '');
}

/** UTF-16LE, cut or filled up with blanks to so many bytes. */
function encode(text: string, width: number): number[] {
  const units = text.slice(0, width / 2).padEnd(width / 2, ' ');
  return Array.from({ length: width }, (_, i) => (units.charCodeAt(i >> 1) >> (i % 2 === 0 ? 0 : 8)) & 0xff);
}
