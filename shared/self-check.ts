/** What the hub finds wrong with itself and its machine, the gravest first. */
export const SELF_WARNINGS = [
  'disk-full',
  'certificate-ended',
  'clock-behind',
  'identity-copied',
  'font-missing',
  'disk-low',
  'certificate-ends',
  'address-unreachable',
  'screen-away',
  'plain-network',
] as const;
export type SelfWarningWord = (typeof SELF_WARNINGS)[number];

export interface SelfWarning {
  word: SelfWarningWord;
  /** Work stops, or the record goes wrong, unless somebody acts now. */
  grave: boolean;
  /** What the sentence shown names: megabytes, days, minutes; `since` is an instant, `places` are screens: `kiosk:k1,display`. */
  about?: Record<string, string | number>;
}
