import type { DisplayView } from '@bandecheng/shared/views';
import type { Level } from '@bandecheng/shared/vocabulary';
import type { Clip } from './clip-names.ts';
import { isLetterClip } from './clip-names.ts';
import { clipAddress, type SiteVoices } from './voice-files.ts';

const DIGITS: readonly Clip[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** What a call says: which number, and the counter it is to go to. */
export interface Spoken {
  number: string;
  counterNumber: number;
}

/** How a display is heard. */
export type Hearing = Pick<DisplayView, 'sound' | 'voices'>;

/**
 * The files of one call: the chime, then the sentence in each of the display's voices. A word that a voice lacks is
 * left out.
 */
export function callFiles(call: Spoken, { sound, voices }: Hearing, site: SiteVoices): string[] {
  const spoken = sound === 'speech' ? voices.flatMap((voice) => sentence(call, voice, site)) : [];
  return [...chimeFiles({ sound, voices }, site), ...spoken];
}

/** What makes people look up, before every call: the hall's own chime, or the built-in one. */
export function chimeFiles({ sound, voices }: Hearing, site: SiteVoices): string[] {
  if (sound === 'off') return [];
  const chimes = [...voices, 'zh-CN'].flatMap((voice) => clipAddress('chime', voice, site) ?? []);
  return chimes.slice(0, 1);
}

function sentence({ number, counterNumber }: Spoken, voice: string, site: SiteVoices): string[] {
  const whole: Clip = `counter-${counterNumber}`;
  const isWhole = clipAddress(whole, voice, site) !== null;
  const clips = callClips({ number, counterNumber }, isWhole ? [whole] : undefined);
  return clips.flatMap((clip) => clipAddress(clip, voice, site) ?? []);
}

/**
 * The clips of 请A零一二号到十二号窗口办理: the ticket's digits one by one, the counter as a number. None for a number or
 * counter that can't be spoken (counters are 1 to 99): the chime alone makes people look up.
 * @param place said for the counter in place of number and 号窗口
 */
export function callClips({ number, counterNumber }: Spoken, place?: readonly Clip[]): Clip[] {
  const ticket = ticketClips(number);
  const counter = cardinalClips(counterNumber);
  if (ticket.length === 0 || counter.length === 0) return [];
  const at: readonly Clip[] = place ?? [...counter, 'haochuangkou'];
  return ['qing', ...ticket, 'hao', 'dao', ...at, 'banli'];
}

function ticketClips(number: string): Clip[] {
  const clips = Array.from(number, (sign): Clip | undefined => (isLetterClip(sign) ? sign : digitClip(sign)));
  return clips.every((clip) => clip !== undefined) ? clips : [];
}

function cardinalClips(n: number): Clip[] {
  if (!Number.isInteger(n) || n < 1 || n > 99) return [];
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const clips: (Clip | undefined)[] = [];
  if (tens > 1) clips.push(DIGITS[tens]);
  if (tens > 0) clips.push('shi');
  if (ones > 0) clips.push(DIGITS[ones]);
  return clips.filter((clip) => clip !== undefined);
}

function digitClip(sign: string): Clip | undefined {
  return DIGITS.find((digit) => digit === sign);
}

/** The files of the question to whoever rates, then of the levels in their order; none where the voice lacks one. */
export function ratingFiles(levels: readonly Level[], voice: string, site: SiteVoices): string[] {
  const clips: Clip[] = ['qingpingjia', ...levels];
  const files = clips.flatMap((clip) => clipAddress(clip, voice, site) ?? []);
  return files.length === clips.length ? files : [];
}
