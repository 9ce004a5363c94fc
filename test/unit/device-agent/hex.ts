/** `FF 68` to bytes. */
export function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' ').map((byte) => parseInt(byte, 16)));
}

/** Bytes to `FF 68`. */
export function hex(data: Uint8Array): string {
  return [...data].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
