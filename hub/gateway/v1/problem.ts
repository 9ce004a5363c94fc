import type { ProblemDetails } from '@bandecheng/shared/api-schemas';
import type { NotDone } from '@bandecheng/shared/refusals';
import * as en from '../../locales/en/api-v1.ts';
import * as zh from '../../locales/zh-CN/api-v1.ts';

export type ApiLanguage = 'zh' | 'en';
export type ProblemWord = keyof typeof zh.apiProblems;
type Status = keyof typeof zh.apiTitles;

/** Why a request is not done, before it is put into words. */
export interface ApiProblem {
  word: ProblemWord;
  about?: Record<string, string | number>;
  problems?: ProblemDetails['problems'];
}

/** Of the words that have another status than 409, which says that the hall's state stands against it. */
const STATUS: Partial<Record<ProblemWord, Status>> = {
  'key-missing': 401,
  'key-unknown': 401,
  'scope-missing': 403,
  'not-allowed': 403,
  'too-many-requests': 429,
  'route-unknown': 404,
  'webhook-unknown': 404,
  'ticket-unknown': 404,
  'appointment-unknown': 404,
  'case-unknown': 404,
  'visit-unknown': 404,
  'rating-time-impossible': 422,
  'reasons-not-asked': 422,
  'reason-unknown': 422,
  'body-too-large': 413,
  'body-not-json': 400,
  'type-unsupported': 415,
  malformed: 400,
  'idempotency-key-malformed': 400,
  'idempotency-key-reused': 422,
  'service-unknown': 422,
  'department-not-service': 422,
  'person-needed': 422,
  'times-impossible': 422,
  'case-type-unknown': 422,
  'intake-unknown': 422,
  'role-unknown': 422,
  'scope-unknown': 422,
  'attribute-unknown': 422,
  'field-unknown': 422,
  'field-malformed': 422,
  'field-missing': 422,
  stopping: 503,
  unavailable: 503,
};

function statusOf(word: ProblemWord): Status {
  return STATUS[word] ?? 409;
}

/** The sentences of a language. */
export function wordsOf(language: ApiLanguage): typeof en {
  return language === 'en' ? en : zh;
}

/** A problem as RFC 9457 has it, in the reader's language. */
export function problemDetails(problem: ApiProblem, language: ApiLanguage): ProblemDetails {
  const { word, about, problems } = problem;
  const status = statusOf(word);
  const words = wordsOf(language);
  return {
    type: `/api/v1/problems#${word}`,
    title: words.apiTitles[status],
    status,
    detail: words.saidTimes(fill(words.apiProblems[word], about)),
    word: word === 'refused' ? String(about?.['word']) : word,
    ...(about === undefined ? {} : { about }),
    ...(problems === undefined ? {} : { problems }),
  };
}

/** What the hub would not do. */
export function problemOf(answer: NotDone): ApiProblem {
  if ('problems' in answer) return { word: 'malformed', problems: answer.problems };
  if ('fault' in answer) return { word: answer.fault };
  const { refused: word, about } = answer;
  if (!isKnown(word)) return { word: 'refused', about: { ...about, word } };
  return { word, ...(about === undefined ? {} : { about }) };
}

/** Every problem with its sentences, for whoever writes a program against the API. */
export function allProblems(): { word: string; status: number; zh: string; en: string }[] {
  return (Object.keys(zh.apiProblems) as ProblemWord[]).map((word) => ({
    ...{ word, status: statusOf(word), zh: zh.apiProblems[word], en: en.apiProblems[word] },
  }));
}

/** The sentence for a refusal of one line of a table. */
export function refusalReason(answer: NotDone, language: ApiLanguage): string {
  return problemDetails(problemOf(answer), language).detail;
}

function isKnown(word: string): word is ProblemWord {
  return Object.hasOwn(zh.apiProblems, word);
}

function fill(sentence: string, about: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(about[name] ?? ''));
}
