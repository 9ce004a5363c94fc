import { CLIPS } from '@bandecheng/kiosk-ui/voice/clip-names';
import { callClips, callFiles, ratingFiles, type Hearing } from '@bandecheng/kiosk-ui/voice/phrase';
import { allFiles, type SiteVoices } from '@bandecheng/kiosk-ui/voice/voice-files';
import { describe, expect, it } from 'vitest';

const words = (number: string, counterNumber: number) => callClips({ number, counterNumber }).join(' ');

describe('the voice', () => {
  it('reads a number digit by digit and the counter as a number', () => {
    expect(words('A012', 3)).toBe('qing A 0 1 2 hao dao 3 haochuangkou banli');
  });

  it.each([
    [1, '1'],
    [10, 'shi'],
    [12, 'shi 2'],
    [20, '2 shi'],
    [99, '9 shi 9'],
  ])('says counter %i as %s', (counter, spoken) => {
    expect(words('B7', counter)).toBe(`qing B 7 hao dao ${spoken} haochuangkou banli`);
  });

  it('reads two letters and more than three digits', () => {
    expect(words('AB1000', 2)).toBe('qing A B 1 0 0 0 hao dao 2 haochuangkou banli');
  });

  it.each([
    ['甲12', 3],
    ['', 3],
    ['a12', 3],
    ['A12', 0],
    ['A12', 100],
    ['A12', 1.5],
    ['A12', Number.NaN],
  ])('has no words for %j at counter %d', (number, counter) => {
    expect(words(number, counter)).toBe('');
  });

  it('needs no clip that the pack does not have', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      for (const clip of callClips({ number: `${letter}0123456789`, counterNumber: 34 }))
        expect(CLIPS).toContain(clip);
  });
});

describe('a call on a display', () => {
  const A012 = { number: 'A012', counterNumber: 12 };
  const heard = (sound: Hearing['sound'], voices: string[], site: SiteVoices = {}): string[] =>
    callFiles(A012, { sound, voices }, site);

  it('is a chime and a sentence, a chime alone, or silence', () => {
    expect(heard('speech', ['zh-CN'])).toEqual(
      [...['chime', 'qing', 'A', '0', '1', '2', 'hao', 'dao'], ...['shi', '2', 'haochuangkou', 'banli']].map(
        (clip) => `/voice/zh-CN/${clip}.wav`,
      ),
    );
    expect(heard('chime', ['zh-CN'])).toEqual(['/voice/zh-CN/chime.wav']);
    expect(heard('off', ['zh-CN'])).toEqual([]);
  });

  it('chimes where the number cannot be said', () => {
    const files = callFiles({ number: '甲1', counterNumber: 3 }, { sound: 'speech', voices: ['zh-CN'] }, {});
    expect(files).toEqual(['/voice/zh-CN/chime.wav']);
  });

  it('is heard in the hall’s own recordings where there are some', () => {
    const files = heard('speech', ['zh-CN'], { 'zh-CN': ['qing.mp3', 'chime.wav'] });
    expect(files.slice(0, 3)).toEqual([
      ...['/voice/site/zh-CN/chime.wav', '/voice/site/zh-CN/qing.mp3', '/voice/zh-CN/A.wav'],
    ]);
  });

  it('is read out in one language after another, each with the words it has', () => {
    const mn = ['A.wav', '0.wav', '1.wav', '2.wav', 'dao.wav', 'counter-12.ogg'];
    const files = heard('speech', ['zh-CN', 'mn'], { mn });
    expect(files.filter((file) => file.includes('chime'))).toEqual(['/voice/zh-CN/chime.wav']);
    expect(files.slice(-6)).toEqual(mn.map((file) => `/voice/site/mn/${file}`));
  });

  it('needs no file but those made ready before', () => {
    const site = { mn: ['qing.wav', 'counter-12.ogg'] };
    const ready = allFiles(['zh-CN', 'mn'], site);
    for (const file of heard('speech', ['zh-CN', 'mn'], site)) expect(ready).toContain(file);
  });
});

describe('the question to whoever rates', () => {
  it('is followed by the levels as they stand on the screen, best first', () => {
    expect(ratingFiles(['satisfied', 'dissatisfied'], 'zh-CN', {})).toEqual(
      ['qingpingjia', 'satisfied', 'dissatisfied'].map((clip) => `/voice/zh-CN/${clip}.wav`),
    );
  });

  it('is silent in a language whose recordings lack a level, rather than leave one out', () => {
    const en = ['qingpingjia.mp3', 'satisfied.mp3'];
    expect(ratingFiles(['satisfied', 'dissatisfied'], 'en', { en })).toEqual([]);
    expect(ratingFiles(['satisfied'], 'en', { en })).toEqual(en.map((file) => `/voice/site/en/${file}`));
  });
});
