import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1 << 20;
/** Far above any line this hub writes: a message from outside ends at 256 KB. */
export const LONGEST_LINE_BYTES = 8 << 20;
const NEWLINE = 0x0a;

/**
 * Every whole line of a file from a byte offset, in order, in constant memory. `bytes` is valid only during the
 * call. Resolves with the end of the last whole line and how many bytes follow it; stops early, counting
 * everything that is left, at a line longer than LONGEST_LINE_BYTES.
 */
export async function readLines(
  handle: FileHandle,
  start: number,
  onLine: (bytes: Buffer, offset: number) => void,
): Promise<{ end: number; tailBytes: number }> {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let carried = Buffer.alloc(0);
  let end = start;
  while (carried.length <= LONGEST_LINE_BYTES) {
    const { bytesRead } = await handle.read(block, 0, BLOCK_BYTES, end + carried.length);
    if (bytesRead === 0) return { end, tailBytes: carried.length };
    const bytes = Buffer.concat([carried, block.subarray(0, bytesRead)]);
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
      onLine(bytes.subarray(from, to), end + from);
      from = to + 1;
    }
    carried = bytes.subarray(from);
    end += from;
  }
  return { end, tailBytes: (await handle.stat()).size - end };
}

/** Line number, counted from 1, of the line that begins at a byte offset. */
export async function lineNumberAt(handle: FileHandle, offset: number): Promise<number> {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let newlines = 0;
  for (let at = 0; at < offset;) {
    const { bytesRead } = await handle.read(block, 0, Math.min(BLOCK_BYTES, offset - at), at);
    if (bytesRead === 0) break;
    const bytes = block.subarray(0, bytesRead);
    for (let i = bytes.indexOf(NEWLINE); i !== -1; i = bytes.indexOf(NEWLINE, i + 1)) newlines += 1;
    at += bytesRead;
  }
  return newlines + 1;
}

/** The line that ends, newline included, at a byte offset; null when none does. */
export async function lineEndingAt(handle: FileHandle, offset: number): Promise<Buffer | null> {
  for (let want = 4096; ; want *= 4) {
    const start = Math.max(0, offset - want);
    const bytes = Buffer.alloc(offset - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    if (bytesRead < bytes.length || bytes.at(-1) !== NEWLINE) return null;
    const before = bytes.lastIndexOf(NEWLINE, -2);
    if (before !== -1 || start === 0) return bytes.subarray(before + 1, -1);
    if (want > LONGEST_LINE_BYTES) return null;
  }
}
