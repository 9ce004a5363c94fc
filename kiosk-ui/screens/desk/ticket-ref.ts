/** A code or an identity number as somebody types it: full-width and small letters and spaces are put right. */
export function typedCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/\s/g, '');
}

/** Digits of a hall's numbers until one has been seen: the default of hall.json. */
const USUAL_DIGITS = 3;

/**
 * A number as somebody reads it from a slip or says it: full-width letters, small ones, spaces and missing zeros
 * are put right. Null for what is no number.
 */
export function readNumber(text: string, digits: number): string | null {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const [, letters, count] = /^([A-Z]{1,2})(\d{1,6})$/.exec(plain) ?? [];
  return letters === undefined || count === undefined ? null : letters + count.padStart(digits, '0');
}

/** How many digits the hall's numbers have, by those on the board: the fewest seen (they grow past 999). */
export function numberDigits(numbers: readonly string[]): number {
  const seen = numbers.map((number) => number.replace(/\D/g, '').length).filter((digits) => digits > 0);
  return seen.length === 0 ? USUAL_DIGITS : Math.min(...seen);
}
