import type { Problem } from '@bandecheng/shared/parse';
import type { SessionNews, SessionWork } from '@bandecheng/shared/technician-session';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { AskAgent } from './ask-technician.ts';
import { t } from './texts.ts';

/** After a look that had no answer, ms: the agent waits half a minute for the next one. */
const AGAIN_MS = 2_000;

export interface LiveSession {
  /** `none`: before the first; `over`: what was said still stands. */
  state: Ref<'none' | 'beginning' | 'on' | 'stopping' | 'over'>;
  lines: ShallowRef<readonly string[]>;
  question: ShallowRef<SessionNews['question']>;
  ended: ShallowRef<SessionNews['ended']>;
  /** Why something was not done; empty while all is well. */
  problem: Ref<string>;
  /** What was wrong with the work, by its field. */
  fields: ShallowRef<readonly Problem[]>;
  begin(work: SessionWork): Promise<void>;
  choose(choice: string): Promise<void>;
  stop(): Promise<void>;
  /** Nobody looks any more: what goes on is stopped, also while the page is going. */
  leave(): void;
}

/** A session at an agent, led from here: begun, followed from answer to answer, answered and stopped. */
export function liveSession(ask: AskAgent): LiveSession {
  const state: LiveSession['state'] = ref('none');
  const lines = shallowRef<readonly string[]>([]);
  const question = shallowRef<SessionNews['question']>(null);
  const ended = shallowRef<SessionNews['ended']>(null);
  const problem = ref('');
  const fields = shallowRef<readonly Problem[]>([]);
  let session = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function begin(work: SessionWork): Promise<void> {
    state.value = 'beginning';
    problem.value = '';
    [lines.value, fields.value, question.value, ended.value] = [[], [], null, null];
    const got = await ask({ ask: 'begin', work });
    const begun = 'answer' in got && got.answer.state === 'begun' ? got.answer.session : null;
    // Closed meanwhile.
    if (state.value !== 'beginning') return begun === null ? undefined : end(begun);
    if (begun !== null) {
      session = begun;
      state.value = 'on';
      return follow(begun, 0);
    }
    state.value = 'none';
    if (!('answer' in got)) {
      problem.value = got.problem;
      fields.value = (got.fields ?? []).map(({ path, reason }) => ({ path: fieldOf(path), reason }));
    } else if (got.answer.state === 'busy') problem.value = t('session.busy', got.answer);
    else if (got.answer.state === 'refused') {
      const { field, reason } = got.answer;
      if (field === 'subject') problem.value = reason;
      else fields.value = [{ path: field, reason }];
    }
  }

  async function follow(followed: string, after: number): Promise<void> {
    const got = await ask({ ask: 'follow', session: followed, after });
    if (session !== followed) return;
    if (!('answer' in got)) {
      problem.value = got.problem;
      timer = setTimeout(() => void follow(followed, after), AGAIN_MS);
      return;
    }
    if (got.answer === null) {
      problem.value = t('session.gone');
      return over();
    }
    problem.value = '';
    const { lines: news, question: asked, ended: end } = got.answer;
    lines.value = [...lines.value, ...news.map(({ text }) => text)];
    question.value = asked;
    ended.value = end;
    if (end !== null) return over();
    return follow(followed, news[news.length - 1]?.line ?? after);
  }

  function over(): void {
    clearTimeout(timer);
    session = '';
    question.value = null;
    state.value = 'over';
  }

  async function choose(choice: string): Promise<void> {
    const asked = question.value;
    if (asked === null) return;
    question.value = null;
    const got = await ask({ ask: 'choose', session, question: asked.question, choice });
    if ('problem' in got) {
      problem.value = got.problem;
      question.value = asked;
    } else if (!got.answer.taken) problem.value = t('session.late');
  }

  async function stop(): Promise<void> {
    if (state.value !== 'on') return;
    state.value = 'stopping';
    const got = await ask({ ask: 'stop', session });
    if (!('problem' in got)) return;
    problem.value = got.problem;
    if (session !== '') state.value = 'on';
  }

  function leave(): void {
    clearTimeout(timer);
    if (session !== '') end(session);
    session = '';
    state.value = 'none';
  }

  function end(left: string): void {
    void ask({ ask: 'stop', session: left }, true);
  }

  return { state, lines, question, ended, problem, fields, begin, choose, stop, leave };
}

/** `question.work.levels` as the form calls it. */
function fieldOf(path: string): string {
  return path.replace(/^question\.work\.?/, '');
}
