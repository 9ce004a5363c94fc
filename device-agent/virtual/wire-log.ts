import type { WireEntry } from '@bandecheng/shared/virtual-hall';

const KEPT = 50;
const SHOWN_BYTES = 64;

/** What passed a device's plug lately. */
export class WireLog {
  private kept: WireEntry[] = [];

  /** Newest first. */
  get entries(): WireEntry[] {
    return this.kept;
  }

  add(direction: WireEntry['direction'], bytes: Uint8Array): void {
    const shown = [...bytes.subarray(0, SHOWN_BYTES)];
    const hex = shown.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
    this.kept = [{ at: Date.now(), direction, hex, bytes: bytes.length }, ...this.kept].slice(0, KEPT);
  }
}
