/** A profile's data pattern, taken apart: `n 0C`, `05 0F`, `.. 03`. */
export interface DataPattern {
  digitsFirst: boolean;
  /** `null` stands for any byte. */
  bytes: (number | null)[];
}

/** Takes apart a pattern that the profile's schema has accepted. */
export function dataPattern(text: string): DataPattern {
  const words = text.split(' ');
  const digitsFirst = words[0] === 'n';
  const bytes = (digitsFirst ? words.slice(1) : words).map((word) =>
    word === '..' ? null : parseInt(word, 16),
  );
  return { digitsFirst, bytes };
}

/** The digits typed before the pattern's own bytes, empty where it takes none; null where the data does not fit. */
export function matchData(pattern: DataPattern, data: Uint8Array): { digits: string } | null {
  const typed = data.length - pattern.bytes.length;
  if (pattern.digitsFirst ? typed < 1 : typed !== 0) return null;
  const digits = data.subarray(0, typed);
  if (digits.some((digit) => digit > 9)) return null;
  const fits = pattern.bytes.every((byte, i) => byte === null || byte === data[typed + i]);
  return fits ? { digits: digits.join('') } : null;
}

/** Data that fits the pattern; any byte becomes 00. `digits` must be there exactly where the pattern takes them. */
export function fillPattern(pattern: DataPattern, digits = ''): number[] | null {
  if (pattern.digitsFirst !== digits.length > 0 || !/^\d*$/.test(digits)) return null;
  return [...[...digits].map(Number), ...pattern.bytes.map((byte) => byte ?? 0)];
}
