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
export type Clip = (typeof WORDS)[number] | (typeof DIGITS)[number] | LetterClip | CounterClip;

export function isLetterClip(sign: string): sign is LetterClip {
  return LETTERS.includes(sign);
}

/** Every clip that is built in. */
export const CLIPS: readonly Clip[] = [...WORDS, ...DIGITS, ...LETTERS.filter(isLetterClip)];
