import { CLIPS } from '@bandecheng/kiosk-ui/voice/clip-names';
import { callClips } from '@bandecheng/kiosk-ui/voice/phrase';
import { describe, expect, it } from 'vitest';

const words = (number: string, counterNumber: number) => callClips({ number, counterNumber }).join(' ');

describe('the voice', () => {
  it('reads a number digit by digit and the counter as a number', () => {
    expect(words('A012', 3)).toBe('chime qing A 0 1 2 hao dao 3 haochuangkou banli');
  });

  it.each([
    [1, '1'],
    [10, 'shi'],
    [12, 'shi 2'],
    [20, '2 shi'],
    [99, '9 shi 9'],
  ])('says counter %i as %s', (counter, spoken) => {
    expect(words('B7', counter)).toBe(`chime qing B 7 hao dao ${spoken} haochuangkou banli`);
  });

  it('reads two letters and more than three digits', () => {
    expect(words('AB1000', 2)).toBe('chime qing A B 1 0 0 0 hao dao 2 haochuangkou banli');
  });

  it.each([
    ['甲12', 3],
    ['', 3],
    ['a12', 3],
    ['A12', 0],
    ['A12', 100],
    ['A12', 1.5],
    ['A12', Number.NaN],
  ])('only chimes for %j at counter %d, which cannot be said', (number, counter) => {
    expect(words(number, counter)).toBe('chime');
  });

  it('needs no clip that the pack does not have', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      for (const clip of callClips({ number: `${letter}0123456789`, counterNumber: 34 }))
        expect(CLIPS).toContain(clip);
  });
});
