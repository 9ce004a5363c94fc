import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RemoteSession, SESSION_TIMES } from '@bandecheng/device-agent/technician/remote-session';

const CHOICES = [{ value: 'again', text: '再学一遍' }];

describe('a session that a page follows', () => {
  let session: RemoteSession;
  beforeEach(() => {
    vi.useFakeTimers();
    session = new RemoteSession();
  });
  afterEach(() => {
    session.end({ done: false });
    vi.useRealTimers();
  });

  it('is stopped when nobody has followed it for half a minute, with its question unanswered', async () => {
    const answer = session.ask('再学一遍吗？', CHOICES);
    await vi.advanceTimersByTimeAsync(SESSION_TIMES.silenceMs - 1);
    expect(session.stopped.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.stopped.aborted).toBe(true);
    expect(await answer).toBeNull();
    expect(session.choose(1, 'again')).toBe(false);
  });

  it('goes on for as long as somebody looks, however little there is to say', async () => {
    for (let look = 0; look < 20; look++) {
      const news = session.follow(0);
      await vi.advanceTimersByTimeAsync(SESSION_TIMES.newsMs);
      expect((await news).lines).toEqual([]);
    }
    expect(session.stopped.aborted).toBe(false);
  });

  it('answers a look at once with what is new, and otherwise as soon as something is', async () => {
    session.say('一');
    expect((await session.follow(0)).lines).toEqual([{ line: 1, text: '一' }]);
    const waiting = session.follow(1);
    session.say('二');
    expect((await waiting).lines).toEqual([{ line: 2, text: '二' }]);
  });

  it('shows a question at once also to a page that looks again after it was asked', async () => {
    session.say('一');
    void session.ask('再学一遍吗？', CHOICES);
    const news = await session.follow(1);
    expect(news.lines).toEqual([{ line: 2, text: '再学一遍吗？' }]);
    expect(news.question).toMatchObject({ question: 1, text: '再学一遍吗？', choices: CHOICES });
  });

  it('keeps the last five hundred lines, each under its own number', async () => {
    for (let line = 1; line <= 600; line++) session.say(`第 ${line} 行`);
    const { lines } = await session.follow(0);
    expect([lines.length, lines[0], lines.at(-1)?.line]).toEqual([
      500,
      { line: 101, text: '第 101 行' },
      600,
    ]);
  });

  it('that has ended can still be read to its end', async () => {
    session.say('做完了');
    session.end({ done: true, recording: 'a.jsonl' });
    expect(await session.follow(0)).toEqual({
      lines: [{ line: 1, text: '做完了' }],
      question: null,
      ended: { done: true, recording: 'a.jsonl' },
    });
    await vi.advanceTimersByTimeAsync(10 * SESSION_TIMES.silenceMs);
    expect(session.stopped.aborted).toBe(false);
  });
});
