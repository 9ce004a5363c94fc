import { describe, expect, it } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { idCardData, readIdCard, type IdCard } from '@bandecheng/device-agent/codecs/id-card';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';

const reader = (await readProfiles()).get('sam-card-reader') as FrameProfile;

/** Nobody's: the number is the example of GB 11643-1999. */
const CARD: IdCard = {
  name: '张三',
  sex: 'female',
  nation: '01',
  birth: '1949-12-31',
  address: '某省某市某区示例路1号',
  number: '11010519491231002X',
  issuer: '某市公安局某分局',
  validFrom: '2016-03-01',
  validTo: '2036-03-01',
};

/** The data with other bytes from an offset on. */
function spoilt(at: number, text: string): Uint8Array {
  const data = idCardData(CARD);
  data.set(Buffer.from(text, 'utf16le'), at);
  return data;
}

describe('an identity card', () => {
  it('is read field by field from the 1295 bytes of a reader’s answer', () => {
    const frame = encodeFrame(reader, 'card', { address: 0, data: idCardData(CARD) });

    const [read] = frameDecoder(reader, 'host').push(frame);

    expect(frame.length).toBe(1_295);
    expect(read).toMatchObject({ name: 'card', means: { event: 'card' } });
    expect(readIdCard(read!.data)).toEqual({ ok: true, card: CARD });
  });

  it('whose bytes were laid out by hand as UTF-16LE is read the same', () => {
    const text = [
      '张三'.padEnd(15),
      '2',
      '01',
      '19491231',
      '某省某市某区示例路1号'.padEnd(35),
      '11010519491231002X',
      '某市公安局某分局'.padEnd(15),
      '20160301',
      '20360301',
    ].join('');
    const data = Buffer.concat([
      Buffer.from([0x01, 0x00, 0x04, 0x00]),
      Buffer.from(text.padEnd(128), 'utf16le'),
      Buffer.alloc(1_024),
    ]);

    expect(readIdCard(data)).toEqual({ ok: true, card: CARD });
  });

  it('without an end is long-term', () => {
    const forLife = { ...CARD, validTo: 'long-term' };

    expect(readIdCard(idCardData(forLife))).toEqual({ ok: true, card: forLife });
  });

  it('of a Hong Kong, Macao or Taiwan resident has no nation', () => {
    const data = idCardData({ ...CARD, nation: '', number: '810000199408230021' });
    data.set(Buffer.from('J', 'utf16le'), 4 + 248);

    expect(readIdCard(data)).toMatchObject({ ok: true, card: { nation: '', number: '810000199408230021' } });
  });

  it.each([
    ['cut short', idCardData(CARD).subarray(0, 259), 'too-short'],
    ['empty', new Uint8Array(0), 'too-short'],
    ['of another length of text', Uint8Array.of(0x00, 0x80, 0, 0), 'unknown-kind'],
    ['of a foreigner’s permit', spoilt(4 + 248, 'I'), 'unknown-kind'],
    ['with a wrong check character', spoilt(4 + 122 + 34, '1'), 'damaged'],
    ['with a birthday that no calendar has', spoilt(4 + 36, '19490231'), 'damaged'],
    ['with a sex that is none', spoilt(4 + 30, '5'), 'damaged'],
    ['without a name', spoilt(4, ' '.repeat(15)), 'damaged'],
    ['with half a character in the name', spoilt(4, '\ud842'), 'damaged'],
    ['with an end before all days', spoilt(4 + 204, '20361301'), 'damaged'],
  ])('%s is refused with the reason', (_, data, reason) => {
    expect(readIdCard(data)).toEqual({ ok: false, reason });
  });

  it('that is refused leaves nothing of itself in the refusal', () => {
    expect(JSON.stringify(readIdCard(spoilt(4 + 36, '19490231')))).not.toMatch(/张|1949|1101/);
  });
});
