import type { Problem } from '@bandecheng/shared/parse';
import { profileZh } from '../locales/zh/profile.ts';

/** The first byte, counted from 1, in which a vector differs from what the codec makes; empty: none does. */
export function differences(path: string, made: Uint8Array, written: readonly number[]): Problem[] {
  const length = Math.max(made.length, written.length);
  for (let i = 0; i < length; i++)
    if (made[i] !== written[i]) return [byteDiffers(path, i, hexByte(made[i]), written)];
  return [];
}

/** That the byte at this place, counted from 0, is not what it should be. */
export function byteDiffers(path: string, at: number, wanted: string, written: readonly number[]): Problem {
  return { path, reason: profileZh.byteDiffers(at + 1, wanted, hexByte(written[at])) };
}

/** `0A`; a word where there is no byte. */
export function hexByte(byte: number | undefined): string {
  return byte === undefined ? profileZh.noByte : byte.toString(16).toUpperCase().padStart(2, '0');
}
