import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';

/**
 * The words of the voice, a WAV file each; also the list a hall reads out to record its own voice.
 * `make-voice.mjs` renders the same names.
 */
const WORDS = ['chime', 'qing', 'hao', 'dao', 'haochuangkou', 'banli', 'shi'] as const;
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A letter is a clip of its own name. */
type LetterClip = string & { readonly letter: true };
/** Number and counter in one, for a language that does not count as Chinese does: `counter-12`. Not built in. */
export type CounterClip = `counter-${number}`;
type RatingClip = 'qingpingjia' | Level;
export type Clip = (typeof WORDS)[number] | (typeof DIGITS)[number] | LetterClip | CounterClip | RatingClip;

export function isLetterClip(sign: string): sign is LetterClip {
  return LETTERS.includes(sign);
}

/** The question to whoever rates, and the words of the levels. */
export const RATING_CLIPS: readonly Clip[] = ['qingpingjia', ...LEVELS];

/** Every clip of a call that is built in. */
export const CLIPS: readonly Clip[] = [...WORDS, ...DIGITS, ...LETTERS.filter(isLetterClip)];
