import type { AskAgent } from '@bandecheng/kiosk-ui/screens/devices/ask-technician';
import { liveSession } from '@bandecheng/kiosk-ui/screens/devices/live-session';
import type { SessionNews } from '@bandecheng/shared/technician-session';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ID = 'a'.repeat(24);
const WORK = { verb: 'wizard', subject: 'evaluator-c1', levels: 5 } as const;
const QUESTION = {
  question: 1,
  text: '要不要再学一遍？',
  choices: [
    { value: 'again', text: '再学一遍' },
    { value: 'stop', text: '不学了' },
  ],
};
const news = (from: number, texts: string[], more: Partial<SessionNews> = {}): SessionNews => ({
  ...{ lines: texts.map((text, i) => ({ line: from + i, text })), question: null, ended: null },
  ...more,
});
const BEGUN = { answer: { state: 'begun', session: ID } };

/** An agent that answers each kind of question with the next of the answers given; without one it keeps silent. */
function agent(answers: Record<string, unknown[]>) {
  const asked: { ask: string; after?: number }[] = [];
  const ask = vi.fn(async (question: { ask: string; after?: number }) => {
    asked.push(question);
    const answer = answers[question.ask]?.shift();
    return answer ?? new Promise(() => undefined);
  });
  return { ask: ask as unknown as AskAgent, calls: ask, asked };
}

describe('a session led from the page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

  it('shows each line once, asks on from the last one, and ends with what came of it', async () => {
    const { ask, asked } = agent({
      begin: [BEGUN],
      follow: [
        { answer: news(1, ['一', '二']) },
        { answer: news(3, ['三'], { ended: { done: true, recording: 'a.jsonl' } }) },
      ],
    });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();

    expect(session.lines.value).toEqual(['一', '二', '三']);
    expect(asked.map(({ after }) => after)).toEqual([undefined, 0, 2]);
    expect([session.state.value, session.ended.value]).toEqual([
      'over',
      { done: true, recording: 'a.jsonl' },
    ]);
  });

  it('goes on after an answer that did not come, with the reason beside it until it does', async () => {
    const { ask, asked } = agent({
      begin: [BEGUN],
      follow: [
        { answer: news(1, ['一']) },
        { problem: '设备代理离线，问不到它' },
        { answer: news(2, ['二']) },
      ],
    });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();
    expect(session.problem.value).toBe('设备代理离线，问不到它');
    expect(session.state.value).toBe('on');

    await settle(2_000);
    expect(session.problem.value).toBe('');
    expect(session.lines.value).toEqual(['一', '二']);
    expect(asked.map(({ after }) => after)).toEqual([undefined, 0, 1, 1, 2]);
  });

  it('says so when the agent knows of no such session any more', async () => {
    const { ask } = agent({ begin: [BEGUN], follow: [{ answer: null }] });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();
    expect(session.problem.value).toContain('已经结束');
    expect(session.state.value).toBe('over');
  });

  it('tells a second administrator who is there before him', async () => {
    const { ask } = agent({ begin: [{ answer: { state: 'busy', by: 'admin', subject: 'evaluator-c2' } }] });
    const session = liveSession(ask);
    await session.begin(WORK);
    expect(session.problem.value).toContain('账号 admin 正在检修 evaluator-c2');
    expect(session.state.value).toBe('none');
  });

  it.each([
    [
      { problem: '请改正标红的地方', fields: [{ path: 'question.work.levels', reason: '不能大于 5' }] },
      { path: 'levels', reason: '不能大于 5' },
    ],
    [{ answer: { state: 'refused', field: 'id', reason: '已有文件' } }, { path: 'id', reason: '已有文件' }],
  ])('names the field that is wrong and why: %o', async (answer, field) => {
    const session = liveSession(agent({ begin: [answer] }).ask);
    await session.begin(WORK);
    expect(session.fields.value).toEqual([field]);
    expect(session.state.value).toBe('none');
  });

  it('sends the choice taken, and says so when the question was gone', async () => {
    const { ask, calls } = agent({
      begin: [BEGUN],
      follow: [{ answer: news(1, [], { question: QUESTION }) }],
      choose: [{ answer: { taken: false } }],
    });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();
    expect(session.question.value).toEqual(QUESTION);

    await session.choose('again');
    expect(calls).toHaveBeenCalledWith({ ask: 'choose', session: ID, question: 1, choice: 'again' });
    expect(session.question.value).toBeNull();
    expect(session.problem.value).toContain('已经过去了');
  });

  it('puts the question back when the choice did not get through', async () => {
    const { ask } = agent({
      begin: [BEGUN],
      follow: [{ answer: news(1, [], { question: QUESTION }) }],
      choose: [{ problem: '没有连上中枢，请稍后再试' }],
    });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();
    await session.choose('again');
    expect(session.question.value).toEqual(QUESTION);
  });

  it('that is left is stopped at the agent, also while the page goes, and asks nothing more', async () => {
    const { ask, calls } = agent({ begin: [BEGUN], follow: [{ problem: '设备代理没有回答' }] });
    const session = liveSession(ask);
    void session.begin(WORK);
    await settle();
    session.leave();
    expect(calls).toHaveBeenLastCalledWith({ ask: 'stop', session: ID }, true);
    const before = calls.mock.calls.length;
    await settle(60_000);
    expect(calls.mock.calls).toHaveLength(before);
  });

  it('closed before it has begun is stopped as soon as it has', async () => {
    let answer = (_: unknown): void => undefined;
    const calls = vi.fn((question: { ask: string }) =>
      question.ask === 'begin' ? new Promise((resolve) => (answer = resolve)) : new Promise(() => undefined),
    );
    const session = liveSession(calls as unknown as AskAgent);
    void session.begin(WORK);
    session.leave();
    answer(BEGUN);
    await settle();
    expect(calls).toHaveBeenLastCalledWith({ ask: 'stop', session: ID }, true);
    expect(session.state.value).toBe('none');
  });
});
