import { describe, expect, it } from 'vitest';
import { encodeAck, encodeFrame, frameDecoder, hasFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import type { Frame } from '@bandecheng/device-agent/codecs/frame';
import { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { bytes, hex } from '../hex.ts';

const profiles = await readProfiles();
const evaluator = frameProfile('ff68-evaluator-5');
const keypad = frameProfile('ff68-keypad');

function frameProfile(id: string): FrameProfile {
  const profile = profiles.get(id);
  if (profile === undefined || !('layout' in profile)) throw new Error(id);
  return profile;
}

const SATISFIED = 'FF 68 03 03 68 85 11 03 99 16';
const WORST = 'FF 68 03 03 68 85 11 00 96 16';
const NEXT = 'FF 68 03 03 68 05 01 0C 12 16';

const levels = (frames: Frame[]) =>
  frames.map(({ means }) => (means.event === 'rating' ? means.level : means.event));

describe('what an evaluator sends', () => {
  it('becomes a rating with its address', () => {
    const decoder = frameDecoder(evaluator, 'host');

    const frames = decoder.push(bytes(SATISFIED));

    expect(frames).toEqual([
      { name: 'rating', address: 0x85, means: { event: 'rating', level: 'satisfied' }, data: bytes('03') },
    ]);
    expect(decoder.counters).toEqual({ frames: 1, discardedBytes: 0, badChecksums: 0, unknownFrames: 0 });
  });

  it('is read whole when cut into single bytes', () => {
    const decoder = frameDecoder(evaluator, 'host');

    const frames = [...bytes(`${SATISFIED} ${WORST}`)].flatMap((byte) => decoder.push(Uint8Array.of(byte)));

    expect(levels(frames)).toEqual(['satisfied', 'very-dissatisfied']);
    expect(decoder.counters.discardedBytes).toBe(0);
  });

  it.each(Array.from({ length: 9 }, (_, i) => i + 1))('is read whole when cut behind byte %i', (cut) => {
    const decoder = frameDecoder(evaluator, 'host');
    const whole = bytes(SATISFIED);

    expect(decoder.push(whole.slice(0, cut))).toEqual([]);
    expect(levels(decoder.push(whole.slice(cut)))).toEqual(['satisfied']);
  });

  it('is read twice when it comes twice: what a repetition is worth is not for the codec', () => {
    expect(levels(frameDecoder(evaluator, 'host').push(bytes(`${WORST} ${WORST}`)))).toHaveLength(2);
  });

  it.each([
    ['noise before and behind', `00 68 FF ${SATISFIED} 16 68`, 5],
    ['a second FF before it', `FF ${SATISFIED}`, 1],
    ['a whole false start before it', `FF 68 03 ${SATISFIED}`, 3],
    ['a frame cut short before it', `FF 68 03 03 68 85 11 ${SATISFIED}`, 7],
    ['a frame with a wrong checksum before it', `FF 68 03 03 68 85 11 03 98 16 ${SATISFIED}`, 10],
    ['a frame with a wrong last byte before it', `FF 68 03 03 68 85 11 03 99 17 ${SATISFIED}`, 10],
    ['two lengths that differ before it', `FF 68 03 04 68 85 11 03 99 16 ${SATISFIED}`, 10],
    ['a length beyond all frames before it', `FF 68 FF FF 68 ${SATISFIED}`, 5],
    ['a length too short for address and command', `FF 68 01 01 68 ${SATISFIED}`, 5],
  ])('is found behind %s', (_, line, discarded) => {
    const decoder = frameDecoder(evaluator, 'host');

    const frames = [...decoder.push(bytes(line)), ...decoder.drop()];

    expect(levels(frames)).toEqual(['satisfied']);
    expect(decoder.counters.discardedBytes).toBe(discarded);
  });

  it('is found behind a header that claims its bytes, once enough have come', () => {
    const decoder = frameDecoder(evaluator, 'host');

    const frames = decoder.push(bytes(`FF 68 12 12 68 ${SATISFIED} ${WORST} ${WORST}`));

    expect(levels(frames)).toEqual(['satisfied', 'very-dissatisfied', 'very-dissatisfied']);
    expect(decoder.counters.discardedBytes).toBe(5);
  });

  it('is found behind a header that claims its bytes, once the line falls silent', () => {
    const decoder = frameDecoder(evaluator, 'host');

    expect(decoder.push(bytes(`FF 68 12 12 68 ${SATISFIED}`))).toEqual([]);
    expect(levels(decoder.drop())).toEqual(['satisfied']);
    expect(decoder.counters.discardedBytes).toBe(5);
  });

  it('is no rating when its checksum is wrong, and that is counted', () => {
    const decoder = frameDecoder(evaluator, 'host');

    expect(decoder.push(bytes('FF 68 03 03 68 85 11 03 9A 16'))).toEqual([]);
    expect(decoder.counters).toMatchObject({ frames: 0, badChecksums: 1, discardedBytes: 10 });
  });

  it.each([
    ['value', 'FF 68 03 03 68 85 11 05 9B 16'],
    ['command', 'FF 68 03 03 68 85 12 03 9A 16'],
    ['number of data bytes', 'FF 68 04 04 68 85 11 03 03 9C 16'],
  ])('is no rating when the profile does not know its %s, and no noise either', (_, frame) => {
    const decoder = frameDecoder(evaluator, 'host');

    expect(levels(decoder.push(bytes(`${frame} ${SATISFIED}`)))).toEqual(['satisfied']);
    expect(decoder.counters).toEqual({ frames: 1, discardedBytes: 0, badChecksums: 0, unknownFrames: 1 });
  });

  it('is found inside an unknown frame whose checksum happens to be right', () => {
    const inner = bytes(SATISFIED);
    const data = [0x85, 0x77, ...inner];
    const sum = data.reduce((all, byte) => (all + byte) & 0xff, 0);
    const decoder = frameDecoder(evaluator, 'host');

    const frames = decoder.push(Uint8Array.of(0xff, 0x68, 0x0c, 0x0c, 0x68, ...data, sum, 0x16));

    expect(levels(frames)).toEqual(['satisfied']);
  });

  it('leaves nothing behind that a flood of noise could grow', () => {
    const decoder = frameDecoder(evaluator, 'host');

    for (let i = 0; i < 2_000; i++) decoder.push(bytes('FF 68 12 12 68'));
    const frames = [...decoder.push(bytes(SATISFIED)), ...decoder.drop()];

    expect(levels(frames)).toEqual(['satisfied']);
    expect(decoder.counters.discardedBytes).toBe(10_000);
  });

  it('needs its leading FF at the host', () => {
    expect(frameDecoder(evaluator, 'host').push(bytes(SATISFIED.slice(3)))).toEqual([]);
  });
});

describe('what a keypad sends', () => {
  it.each([
    ['0C', 'next'],
    ['0D', 'recall'],
    ['0A', 'start'],
    ['0B', 'finish'],
    ['05 0F', 'no-show'],
    ['00 0B', 'requeue'],
    ['12', 'pause'],
  ] as const)('with the data %s is the key %s', (data, key) => {
    const frame = encodeFrame(keypad, 'key', { address: 5, key });

    const [read] = frameDecoder(keypad, 'host').push(frame);

    expect(read).toEqual({ name: 'key', address: 5, means: { event: 'key', key }, data: bytes(data) });
  });

  it('with a typed number before it is not the bare key', () => {
    const decoder = frameDecoder(keypad, 'host');

    expect(decoder.push(bytes('FF 68 05 05 68 05 01 01 02 0D 16 16'))).toEqual([]);
    expect(decoder.counters.unknownFrames).toBe(1);
  });

  it('carries typed digits where the profile takes them', () => {
    const counting = FrameProfile.parse({
      ...JSON.parse(JSON.stringify(raw(keypad))),
      inbound: [{ name: 'key', cmd: '01', event: 'key', values: { 'n 0C': 'next', '05 0C': 'recall' } }],
    });
    const decoder = frameDecoder(counting, 'host');
    const typed = encodeFrame(counting, 'key', { address: 5, key: 'next', digits: '012' });

    expect(decoder.push(typed)[0]?.means).toEqual({ event: 'key', key: 'next', digits: '012' });
    expect(decoder.push(bytes('FF 68 04 04 68 05 01 05 0C 17 16'))[0]?.means).toEqual({
      event: 'key',
      key: 'recall',
    });
  });
});

/** A profile as its file has it: bytes as text. */
function raw(profile: FrameProfile): object {
  const text = (value: unknown): unknown => {
    if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number'))
      return hex(Uint8Array.from(value));
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)]));
  };
  return text(profile) as object;
}

describe('what the host sends', () => {
  it.each([
    ['the prompt', evaluator, 'start', { address: 0x85 }, 'FF 68 03 03 68 85 01 0B 91 16'],
    [
      'a number to show',
      keypad,
      'show',
      { address: 5, digits: '003' },
      'FF 68 08 08 68 05 02 0A 0A 0A 00 00 03 28 16',
    ],
    [
      'number and waiting count',
      keypad,
      'show',
      { address: 5, digits: '12 7' },
      'FF 68 08 08 68 05 02 0A 0A 01 02 0A 07 2F 16',
    ],
    ['a beep', keypad, 'beep', { address: 5 }, 'FF 68 02 02 68 05 03 08 16'],
  ])('has the published bytes: %s', (_, profile, name, args, wanted) => {
    expect(hex(encodeFrame(profile, name, args))).toBe(wanted);
  });

  it('is read by the device under its own name', () => {
    const device = frameDecoder(evaluator, 'device');

    const frames = device.push(bytes('FF 68 03 03 68 85 01 0B 91 16 FF 68 03 03 68 85 01 03 89 16'));

    expect(frames.map(({ name, means }) => [name, means.event])).toEqual([
      ['start', 'other'],
      ['ack', 'ack'],
    ]);
  });

  it('acknowledges a rating with its value, a key with its echo', () => {
    const [rating] = frameDecoder(evaluator, 'host').push(bytes(SATISFIED));
    const [key] = frameDecoder(keypad, 'host').push(bytes(NEXT));

    expect(rating && hex(encodeAck(evaluator, rating)!)).toBe('FF 68 03 03 68 85 01 03 89 16');
    expect(key && hex(encodeAck(keypad, key)!)).toBe(NEXT);
  });

  it('acknowledges nothing that the profile does not ask it to', () => {
    const [prompt] = frameDecoder(evaluator, 'device').push(bytes('FF 68 03 03 68 85 01 0B 91 16'));

    expect(prompt && encodeAck(evaluator, prompt)).toBeNull();
  });

  it('is an acknowledgement to the keypad when it is the echo', () => {
    expect(frameDecoder(keypad, 'device').push(bytes(NEXT))).toMatchObject([
      { name: 'ack', address: 5, means: { event: 'ack' } },
    ]);
  });

  it('is an acknowledgement also without FF and value, as one program sends it', () => {
    expect(frameDecoder(evaluator, 'device').push(bytes('68 02 02 68 85 01 86 16'))).toMatchObject([
      { name: 'ack-plain', address: 0x85, means: { event: 'ack' } },
    ]);
  });

  it.each([
    ['a frame the profile has not', 'stop', { address: 5 }],
    ['letters on a display of digits', 'show', { address: 5, digits: 'A012' }],
    ['more digits than the display has', 'show', { address: 5, digits: '1234567890123' }],
    ['an address that does not fit', 'beep', { address: 256 }],
    ['digits before a key that takes none', 'key', { address: 5, key: 'recall', digits: '1' } as const],
  ])('is refused for %s', (_, name, args) => {
    expect(() => encodeFrame(keypad, name, args)).toThrow('[profile-invalid]');
  });

  it('can be asked for before it is needed', () => {
    expect([hasFrame(evaluator, 'start'), hasFrame(evaluator, 'stop')]).toEqual([true, false]);
  });
});

describe('another protocol than FF 68', () => {
  const modbus = FrameProfile.parse({
    id: 'modbus-buttons',
    title: 'Modbus 按钮盒',
    kind: 'evaluator',
    source: { reference: 'Modbus over serial line 1.02', verifiedOn: 'nothing' },
    serial: { baudRate: 19200, parity: 'even' },
    interByteTimeoutMs: 20,
    layout: [
      { f: 'addr' },
      { f: 'cmd' },
      { f: 'len', id: 'count', w: 1, covers: ['data', 'data'] },
      { f: 'data' },
      { f: 'ck', kind: 'crc16-modbus', e: 'le', covers: ['addr', 'data'] },
    ],
    maxData: 8,
    inbound: [
      {
        name: 'rating',
        cmd: '03',
        event: 'rating',
        values: { '00 ..': 'satisfied', '01 ..': 'dissatisfied' },
      },
    ],
    dedupeWindowMs: 0,
    vectors: Array.from({ length: 3 }, () => ({
      dir: 'in',
      hex: '01 03 02 01 00 B9 D4',
      means: { name: 'rating', address: 1, level: 'dissatisfied' },
    })),
  });

  it('with CRC16, one length byte and no start byte needs a profile alone', () => {
    const frame = encodeFrame(modbus, 'rating', { address: 1, level: 'dissatisfied' });

    expect(hex(frame)).toBe('01 03 02 01 00 B9 D4');
    expect(levels(frameDecoder(modbus, 'host').push(Uint8Array.of(0x01, ...frame)))).toEqual([
      'dissatisfied',
    ]);
  });

  it('of a fixed length needs a profile alone', () => {
    const card = FrameProfile.parse({
      ...raw(modbus),
      id: 'card-95',
      layout: [
        { f: 'const', id: 'start', bytes: '95' },
        { f: 'addr' },
        { f: 'cmd' },
        { f: 'data' },
        { f: 'ck', kind: 'xor8', covers: ['start', 'data'] },
      ],
      fixedLength: 11,
      inbound: [
        { name: 'rating', cmd: '0C', event: 'rating', values: { '01 .. .. .. .. .. ..': 'very-satisfied' } },
      ],
    });
    const frame = encodeFrame(card, 'rating', { address: 3, level: 'very-satisfied' });

    expect(hex(frame)).toBe('95 03 0C 01 00 00 00 00 00 00 9B');
    expect(levels(frameDecoder(card, 'host').push(Uint8Array.of(0x95, ...frame)))).toEqual([
      'very-satisfied',
    ]);
    expect(() => encodeFrame(card, 'rating', { address: 3, value: 1 })).toThrow('[profile-invalid]');
  });
});
