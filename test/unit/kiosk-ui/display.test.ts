import { currentCall, listedCalls } from '@bandecheng/kiosk-ui/screens/display/shown-calls';
import { describe, expect, it } from 'vitest';
import { call } from './calls.ts';

describe('the calls on a display', () => {
  it('are the newest eight, each number once, a recall in place of its call', () => {
    const many = Array.from({ length: 12 }, (_, i) => call({ seq: i, number: `A${100 + i}` }));
    const recall = call({ seq: 40, number: 'A105', times: 2 });

    const listed = listedCalls([...many, recall]);

    expect(listed.map((one) => one.number)).toEqual([
      'A105',
      'A111',
      'A110',
      'A109',
      'A108',
      'A107',
      'A106',
      'A104',
    ]);
    expect(listed[0]?.times).toBe(2);
  });

  it('show the call that is being announced large, though a newer one waits its turn', () => {
    const announced = call({ seq: 10 });
    const newer = call({ seq: 11, number: 'B001' });
    expect(currentCall([newer, announced], announced)).toBe(announced);
    expect(currentCall([newer, announced], null)).toBe(newer);
  });

  it('show nothing large once everyone called has come', () => {
    expect(currentCall([call({ status: 'serving' })], null)).toBeNull();
    expect(currentCall([], null)).toBeNull();
  });
});
