import type { Clip } from './clip-names.ts';
import { isLetterClip } from './clip-names.ts';

const DIGITS: readonly Clip[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** What a call says: which number, and the counter it is to go to. */
export interface Spoken {
  number: string;
  counterNumber: number;
}

/**
 * The clips of 请A零一二号到十二号窗口办理, behind a chime: the ticket's digits one by one, the counter as a number.
 * A number or counter that can't be spoken (counters are 1 to 99) leaves the chime alone, so that people look up.
 */
export function callClips({ number, counterNumber }: Spoken): Clip[] {
  const ticket = ticketClips(number);
  const counter = cardinalClips(counterNumber);
  if (ticket.length === 0 || counter.length === 0) return ['chime'];
  return ['chime', 'qing', ...ticket, 'hao', 'dao', ...counter, 'haochuangkou', 'banli'];
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
