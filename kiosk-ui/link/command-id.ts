/** Bytes of chance in a command id: two of a business day's million ids meet with a chance below 1e-17. */
const BYTES = 15;

/**
 * A new command id, `ui-` and 30 hexadecimal digits. Uses getRandomValues because a hall's page on plain http
 * is no secure context and has no randomUUID.
 */
export function newCommandId(fill: (bytes: Uint8Array<ArrayBuffer>) => void = fillByChance): string {
  const bytes = new Uint8Array(BYTES);
  fill(bytes);
  return `ui-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function fillByChance(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes);
}
