import { describe, expect, test } from 'vitest';
import { quietLog, REPEATED_EVERY_MS } from '@bandecheng/device-agent/quiet-log';

describe('the log of a device', () => {
  function open(): { log: ReturnType<typeof quietLog>; lines: string[]; clock: { now: number } } {
    const lines: string[] = [];
    const clock = { now: 0 };
    const write = (level: string, fact: string, figures: object = {}): void =>
      void lines.push(`${level} ${fact} ${JSON.stringify(figures)}`);
    return { log: quietLog(write, () => clock.now), lines, clock };
  }

  test('a day of the same trouble is a few lines with a count', () => {
    const { log, lines, clock } = open();
    for (; clock.now < 24 * 3_600_000; clock.now += 1_000)
      log('warn', 'frame not sent', { reason: 'port-lost' });
    expect(lines).toHaveLength(144);
    expect(lines[0]).toBe('warn frame not sent {"reason":"port-lost"}');
    expect(lines[1]).toBe(`warn frame not sent {"reason":"port-lost","times":${REPEATED_EVERY_MS / 1_000}}`);
  });

  test('another trouble, and another reason, have lines of their own', () => {
    const { log, lines } = open();
    log('warn', 'frame not sent', { reason: 'port-lost' });
    log('warn', 'frame not sent', { reason: 'no-answer' });
    log('error', 'press not kept', { dropped: 1 });
    log('error', 'press not kept', { dropped: 2 });
    expect(lines).toHaveLength(3);
  });

  test('plain information always passes', () => {
    const { log, lines } = open();
    log('info', 'job over', { job: 'a' });
    log('info', 'job over', { job: 'a' });
    expect(lines).toHaveLength(2);
  });
});
