/** What the hub finds wrong with itself and its machine, the gravest first. */
export const SELF_WARNINGS = [
  'disk-full',
  'certificate-ended',
  'clock-behind',
  'identity-copied',
  'disk-low',
  'certificate-ends',
  'address-unreachable',
  'plain-network',
] as const;
export type SelfWarningWord = (typeof SELF_WARNINGS)[number];

export interface SelfWarning {
  word: SelfWarningWord;
  /** Work stops, or the record goes wrong, unless somebody acts now. */
  grave: boolean;
  /** What the sentence shown names: megabytes, days, minutes; `since` is an instant. */
  about?: Record<string, string | number>;
}
