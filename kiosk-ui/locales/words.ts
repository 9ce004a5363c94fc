import type { Answer } from '@bandecheng/shared/protocol';
import { REFUSAL_WORDS, type RefusalWord } from '@bandecheng/shared/refusals';
import type { CounterState } from '@bandecheng/shared/views';
import {
  DEVICE_PROBLEMS,
  TICKET_ACTIONS,
  TICKET_STATUSES,
  type DeviceKind,
  type DeviceProblem,
  type JobState,
  type Level,
  type TicketClass,
  type TicketStatus,
} from '@bandecheng/shared/vocabulary';
import { notDone as notDoneEn } from './en/not-done.ts';
import { refusals as refusalsEn } from './en/refusals.ts';
import { vocabulary as vocabularyEn } from './en/vocabulary.ts';
import { fill, lang, makeT } from './locale.ts';
import { openingText } from './opening-text.ts';
import { deviceKinds, deviceProblems } from './zh/devices-words.ts';
import { notDone as notDoneZh } from './zh/not-done.ts';
import { refusals as refusalsZh } from './zh/refusals.ts';
import { vocabulary as vocabularyZh } from './zh/vocabulary.ts';

const tv = makeT(vocabularyZh, { en: vocabularyEn });
const tn = makeT(notDoneZh, { en: notDoneEn });

export const statusWord = (status: TicketStatus): string => tv(`status.${status}`);
export const classWord = (ticketClass: TicketClass): string => tv(`class.${ticketClass}`);
export const levelWord = (level: Level): string => tv(`level.${level}`);
export const counterStateWord = (state: CounterState): string => tv(`counter.${state}`);
export const jobStateWord = (state: JobState): string => tv(`job.${state}`);
export const deviceKindWord = (kind: DeviceKind): string => deviceKinds[kind];
/** What is wrong with a device and what a person does about it (Chinese, for staff). */
export const deviceProblem = (problem: DeviceProblem): { word: string; todo: string } =>
  deviceProblems[problem];

type NotDone = Extract<Answer, { ok: false }>;

/** The sentence for an answer that is not "done": refusal, malformed input or fault. */
export function notDoneText(answer: NotDone): string {
  if ('refused' in answer) return refusalText(answer.refused, answer.about);
  if ('fault' in answer) return faultText(answer.fault);
  return tn('problems', { reasons: answer.problems.map((problem) => problem.reason).join('；') });
}

export function faultText(fault: string): string {
  if (fault === 'stopping') return tn('fault.stopping');
  return fault === 'unavailable' ? tn('fault.unavailable') : tn('fault.other');
}

/** The sentence for a refusal; `about` fills in what it names. A word from a newer hub is shown as it is. */
export function refusalText(
  word: RefusalWord,
  about: Readonly<Record<string, string | number>> = {},
): string {
  const plain = REFUSAL_WORDS.find((known) => known === word);
  if (plain !== undefined) {
    const sentence = (lang.value === 'en' ? refusalsEn : refusalsZh)[plain];
    return fill(sentence, spoken(about)).trim();
  }
  return illegalStepText(word, about) ?? tn('refused.other', { word });
}

/** The hub names opening times in Chinese. */
function spoken(about: Readonly<Record<string, string | number>>): Record<string, string | number> {
  const { opensAt, problem } = about;
  const known = DEVICE_PROBLEMS.find((one) => one === problem);
  return {
    ...about,
    ...(typeof opensAt === 'string' ? { opensAt: openingText(opensAt) } : {}),
    ...(known === undefined ? {} : { problem: deviceProblem(known).word }),
  };
}

function illegalStepText(word: string, about: Readonly<Record<string, string | number>>): string | undefined {
  for (const action of TICKET_ACTIONS) {
    const status = TICKET_STATUSES.find((known) => word === `cannot-${action}-${known}`);
    if (status === undefined) continue;
    const number = about['number'] ?? '';
    return tn('refused.illegal', {
      number,
      status: tv(`status.${status}`),
      action: tv(`action.${action}`),
    }).trim();
  }
  return undefined;
}
