/** Where an account's portrait is; `mark` changes with it, so that no old one is shown. */
export function photoAddress(account: string, mark: string): string {
  return `/api/accounts/${encodeURIComponent(account)}/photo?mark=${mark}`;
}
