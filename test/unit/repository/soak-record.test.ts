import type { RecordedEvent } from '@bandecheng/shared/events';
import { describe, expect, test } from 'vitest';
import { judgePresses, recordedPresses } from '../../soak/judge-record.ts';
import type { MadePress } from '../../soak/work-line.ts';

const NOON = Date.UTC(2026, 10, 23, 4);
const key = (afterMs: number): MadePress => ({
  ...{ device: 'keypad-c1', mark: 'pause', at: NOON + afterMs, under: null, mustBeRecorded: true },
});
const recorded = (...afterMs: number[]): RecordedEvent[] =>
  afterMs.map((ms, i) => ({
    ...{ seq: i + 1, at: NOON + ms, type: i % 2 === 0 ? 'CounterPaused' : 'CounterResumed' },
    data: { counter: 'c1', reason: '' },
  })) as unknown as RecordedEvent[];
const judge = (made: MadePress[], events: RecordedEvent[]): ReturnType<typeof judgePresses> =>
  judgePresses(
    made,
    recordedPresses(events, () => 'keypad-c1'),
  );

describe('the soak run, of keys on record', () => {
  test('one keypad press is not called twice on record because a busy hub told the one before it late', () => {
    const told = recorded(1_375, 1_500);
    expect(judge([key(0), key(1_300)], told)).toEqual({ missing: [], twice: [], nobodys: [] });
  });

  test('a press that is there twice, missing, or nobody’s is told', () => {
    expect(judge([key(0), key(5_000)], recorded(100, 5_100, 5_225)).twice).toHaveLength(1);
    expect(judge([key(0), key(5_000)], recorded(100)).missing).toHaveLength(1);
    expect(judge([], recorded(100)).nobodys).toEqual(['keypad-c1 pause']);
  });
});
