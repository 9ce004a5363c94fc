import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Conversation } from '@bandecheng/device-agent/technician/conversation';
import { RemoteSession } from '@bandecheng/device-agent/technician/remote-session';
import { terminal } from '@bandecheng/device-agent/technician/terminal';

const WITHIN = { timeout: 10_000 };
const CHOICES = [
  { value: 'again', text: '再学一遍' },
  { value: 'stop', text: '不学了' },
];

/** Whoever leads a conversation, at the terminal or on a page far away. */
interface Leader {
  talk: Conversation;
  /** All that has been said and asked, as whoever leads reads it. */
  read(): Promise<string>;
  /** Takes the choice at this place of the question that stands, from 1; a place beyond them is a mistake. */
  take(place: number): Promise<void>;
  /** Has had enough. */
  stop(): void;
}

function atTheTerminal(): Leader {
  const input = new PassThrough();
  const output = new PassThrough();
  const stopping = new AbortController();
  let text = '';
  output.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return {
    talk: terminal({ input, output, interactive: true, stopped: stopping.signal }),
    read: async () => text,
    take: async (place) => void input.write(`${place}\n`),
    stop: () => stopping.abort(),
  };
}

function onAPage(): Leader {
  const talk = new RemoteSession({ newsMs: 50, silenceMs: 60_000 });
  onTestFinished(() => talk.end({ done: true }));
  return {
    talk,
    read: async () => {
      const { lines, question } = await talk.follow(0);
      const asked = question === null ? [] : question.choices.map(({ text }) => text);
      return [...lines.map(({ text }) => text), ...asked].join('\n');
    },
    take: async (place) => {
      const { question } = await talk.follow(0);
      talk.choose(question?.question ?? 0, question?.choices[place - 1]?.value ?? 'no-such-choice');
    },
    stop: () => talk.stop(),
  };
}

describe.each([
  ['at the terminal', atTheTerminal],
  ['on a page far away', onAPage],
])('a conversation %s', (_, begin) => {
  test('says its lines in order', async () => {
    const { talk, read } = begin();
    talk.say('一');
    talk.say('二\n三');
    await expect.poll(read, WITHIN).toBe(talk instanceof RemoteSession ? '一\n二\n三' : '一\n二\n三\n');
  });

  test('asks with its choices, and goes on with the one that was taken', async () => {
    const { talk, read, take } = begin();
    talk.say('按键发来的数据一样');
    const answer = talk.ask('要不要再学一遍？', CHOICES);
    await expect.poll(read, WITHIN).toMatch(/数据一样\n要不要再学一遍？\n.*再学一遍\n.*不学了/);
    await take(1);
    expect(await answer).toBe('again');
  });

  test('waits on when a choice is taken that the question does not have', async () => {
    const { talk, read, take } = begin();
    const answer = talk.ask('要不要再学一遍？', CHOICES);
    await expect.poll(read, WITHIN).toContain('不学了');
    await take(9);
    await take(2);
    expect(await answer).toBe('stop');
  });

  test('asks one question after another', async () => {
    const { talk, read, take } = begin();
    const first = talk.ask('第一问', CHOICES);
    await expect.poll(read, WITHIN).toContain('第一问');
    await take(1);
    expect(await first).toBe('again');
    const second = talk.ask('第二问', CHOICES);
    await expect.poll(read, WITHIN).toContain('第二问');
    await take(2);
    expect(await second).toBe('stop');
  });

  test('has no answer once whoever leads has had enough, and asks nothing more', async () => {
    const { talk, read, stop } = begin();
    const answer = talk.ask('要不要再学一遍？', CHOICES);
    await expect.poll(read, WITHIN).toContain('不学了');
    stop();
    expect(await answer).toBeNull();
    expect(talk.stopped.aborted).toBe(true);
    expect(await talk.ask('还要吗？', CHOICES)).toBeNull();
    expect(await read()).not.toContain('还要吗');
  });
});

describe('a terminal at which nobody types', () => {
  test('asks nothing, so that a script never hangs', async () => {
    const output = new PassThrough();
    const stopped = new AbortController().signal;
    const talk = terminal({ input: new PassThrough(), output, interactive: false, stopped });
    expect(await talk.ask('要不要再学一遍？', CHOICES)).toBeNull();
    expect(output.read()).toBeNull();
  });

  test('that is closed in a question has no answer', async () => {
    const input = new PassThrough();
    const stopped = new AbortController().signal;
    const talk = terminal({ input, output: new PassThrough(), interactive: true, stopped });
    const answer = talk.ask('要不要再学一遍？', CHOICES);
    input.end();
    expect(await answer).toBeNull();
  });
});
