import type { Instant, Level } from '@bandecheng/shared/vocabulary';
import { makeT } from '../../locales/locale.ts';
import { timeOfDay } from '../../locales/time-text.ts';
import { levelWord } from '../../locales/words.ts';
import { virtual } from '../../locales/zh/virtual.ts';

/** Lookup of the virtual devices' texts (Chinese alone). */
export const t = makeT(virtual);

/** The bench knows no hall; with the usual hall's zone its times agree with those on the slips. */
const TIME_ZONE = 'Asia/Shanghai';

/** `HH:MM:SS`. */
export const clockTime = (at: Instant): string => timeOfDay(at, TIME_ZONE);

/** `HH:MM:SS.mmm`: on a wire the milliseconds count. */
export const wireTime = (at: Instant): string => `${clockTime(at)}.${String(at % 1_000).padStart(3, '0')}`;

/** A level's word in the pieces it may be broken into: 非常, 不满意. */
export const levelPieces = (level: Level): string[] =>
  levelWord(level)
    .split(/^(非常|基本)/)
    .filter((piece) => piece !== '');
