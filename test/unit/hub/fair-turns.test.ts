import type { IncomingMessage, ServerResponse } from 'node:http';
import { byTurns } from '@bandecheng/hub/gateway/fair-turns';
import { describe, expect, it } from 'vitest';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a flood of requests from one address', () => {
  const handled: string[] = [];
  const take = byTurns(({ url = '' }) => void handled.push(url));
  const ask = (remoteAddress: string, url: string): void =>
    take({ socket: { remoteAddress }, url } as unknown as IncomingMessage, {} as ServerResponse);

  it('waits for itself: whoever asks from elsewhere comes next, and other work between', async () => {
    for (let n = 1; n <= 9; n += 1) ask('10.0.0.66', `flood ${n}`);
    ask('10.0.0.7', 'a visitor');
    ask('10.0.0.8', 'another');
    await turn();
    expect(handled).toEqual(['flood 1', 'a visitor', 'another', 'flood 2']);
    await turn();
    expect(handled.slice(4)).toEqual(['flood 3', 'flood 4', 'flood 5', 'flood 6']);
    await turn();
    await turn();
    expect(handled.slice(8)).toEqual(['flood 7', 'flood 8', 'flood 9']);
  });

  it('is forgotten when it is over', async () => {
    ask('10.0.0.7', 'the next morning');
    await turn();
    expect(handled.at(-1)).toBe('the next morning');
  });
});
