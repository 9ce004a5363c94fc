import { describe, expect, it } from 'vitest';
import { checkProfile } from '@bandecheng/device-agent/codecs/check-profile';
import { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';

const START = { f: 'const', id: 'start', bytes: '02' };
const END = { f: 'const', id: 'end', bytes: '03' };
const DATA = { f: 'data' };
const CHECK = { f: 'ck', kind: 'xor8', covers: ['data', 'data'] };
const LENGTH = { f: 'len', id: 'length', w: 1, covers: ['data', 'data'] };
const SHOW = { name: 'show', data: [{ arg: 'text', encoding: 'gbk', width: 8, forbid: '03' }] };
const VECTOR = { dir: 'out', hex: '02 41 03', means: { name: 'show', text: 'A' } };

const display = (change: object): unknown => ({
  id: 'display',
  title: '测试屏',
  kind: 'window-display',
  source: { reference: 'the test', verifiedOn: 'nothing' },
  serial: { baudRate: 9600 },
  interByteTimeoutMs: 50,
  layout: [START, DATA, END],
  maxData: 16,
  inbound: [],
  outbound: [SHOW],
  vectors: [VECTOR, VECTOR, VECTOR],
  ...change,
});

/** Every refusal as `path: reason`. */
function refusals(change: object): string[] {
  const parsed = FrameProfile.safeParse(display(change));
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a profile of frames', () => {
  it('that ends its data at a mark holds its vectors', () => {
    expect(refusals({})).toEqual([]);
    expect(checkProfile(FrameProfile.parse(display({})))).toEqual([]);
  });

  it('with a text that its bytes do not say is refused, the byte named', () => {
    const vectors = [VECTOR, VECTOR, { ...VECTOR, hex: '02 42 03' }];

    expect(checkProfile(FrameProfile.parse(display({ vectors })))).toEqual([
      { path: 'vectors[2].hex', reason: '第 2 个字节应为 41，写的是 42' },
    ]);
  });

  it('with values of which one hides another is refused: its bytes are right and read as something else', () => {
    const means = { name: 'rating', level: 'dissatisfied' };
    const vector = { dir: 'in', hex: '02 01 03', means };
    const inbound = [
      { name: 'rating', event: 'rating', values: { '..': 'satisfied', '01': 'dissatisfied' } },
    ];
    const change = { kind: 'evaluator', inbound, vectors: [vector, vector, vector] };

    expect(checkProfile(FrameProfile.parse(display(change)))[0]).toEqual({
      path: 'vectors[0].means',
      reason: '读出的是 {"name":"rating","level":"satisfied","address":0}',
    });
  });

  const escape = { kind: 'prefix-xor', prefix: '10', xor: '20', bytes: '03', scope: ['data', 'data'] };
  it.each([
    ['nothing that ends the data', { layout: [START, DATA] }, 'layout: 没有 len 字段时须写明 fixedLength'],
    [
      'an end mark in no list of forbidden bytes',
      { outbound: [{ ...SHOW, data: [{ ...SHOW.data[0], forbid: '04' }] }] },
      'outbound.0.data.0.forbid: 须包含结束字节',
    ],
    [
      'an unescaped checksum before the mark',
      { layout: [START, DATA, CHECK, END] },
      'layout.3: 结束字节须紧接 data',
    ],
    [
      'an end mark that is escaped itself',
      { escape: { ...escape, scope: ['data', 'end'] } },
      'layout.2: 结束字节不能转义',
    ],
    ['escapes that leave the mark out', { escape: { ...escape, bytes: '04' } }, 'escape: 须包含结束字节'],
    [
      'escapes that mix up two bytes',
      { escape: { kind: 'prefix-low-nibble', prefix: '13', bytes: '03', scope: ['data', 'data'] } },
      'escape: 两个字节的转义码相同',
    ],
    [
      'escapes without their own prefix',
      { escape: { kind: 'prefix-map', prefix: '10', map: { '03': '01' }, scope: ['data', 'data'] } },
      'escape.map: 须包含 prefix 自身',
    ],
    [
      'a split address in one byte',
      { layout: [START, { f: 'addr', transform: 'split64' }, DATA, END] },
      'layout.1.w: split64 须为 2 个字节',
    ],
    [
      'a checksum over itself',
      { layout: [START, LENGTH, DATA, { ...CHECK, covers: ['data', 'ck'] }] },
      'layout.3.covers: 校验不能覆盖它自己',
    ],
    [
      'a frame of a layout it has not',
      { outbound: [{ ...SHOW, layout: 'request' }] },
      'outbound.0.layout: 没有这个 layouts：request',
    ],
    [
      'a further layout that is wrong',
      { layouts: { request: { layout: [START, DATA], maxData: 4 } } },
      'layouts.request.layout: 没有 len 字段时',
    ],
    [
      'an answer it has not',
      { outbound: [{ ...SHOW, expect: { frames: ['thanks'], withinMs: 100, retries: 1 } }] },
      'outbound.0.expect.frames: 没有这个 inbound：thanks',
    ],
    [
      'a poll it has not',
      { poll: { outbound: 'poll', everyMs: 100, missesBeforeOffline: 3 } },
      'poll.outbound: 没有这个 outbound：poll',
    ],
    [
      'a poll that needs a text',
      { poll: { outbound: 'show', everyMs: 100, missesBeforeOffline: 3 } },
      'poll.outbound: 轮询帧不能有参数',
    ],
    ['nothing to show', { outbound: [] }, 'outbound: window-display 须有 show'],
    [
      'a text in front of other data',
      { outbound: [{ ...SHOW, data: [...SHOW.data, '01'] }] },
      'outbound.0.data.0: 只有最后一部分的长度可变',
    ],
    [
      'a rating on a display',
      { inbound: [{ name: 'rating', event: 'rating', values: { '01': 'satisfied' } }] },
      'inbound.0.event: window-display 没有 rating',
    ],
    ['an evaluator that rates nothing', { kind: 'evaluator' }, 'inbound: evaluator 须有 rating'],
    [
      'a card reader that cannot read',
      { kind: 'id-card-reader', inbound: [] },
      'outbound: id-card-reader 须有 read',
    ],
    [
      'colours and filling at once',
      { outbound: [{ ...SHOW, data: [{ ...SHOW.data[0], pad: '20', colours: { red: '00' } }] }] },
      'pad 与 colours 不能同时写',
    ],
  ])('with %s is refused with the path', (_, change, reason) => {
    expect(refusals(change).join('\n')).toContain(reason);
  });
});

describe('the published frames', () => {
  /** Byte for byte from the sources that hardware.md lists in part D. */
  it.each([
    ['ff68-evaluator-5', 'FF 68 03 03 68 85 11 03 99 16'],
    ['ff68-evaluator-5', 'FF 68 03 03 68 85 01 0B 91 16'],
    ['ff68-keypad', 'FF 68 03 03 68 05 01 0C 12 16'],
    ['ff68-keypad', 'FF 68 08 08 68 05 02 0A 0A 0A 00 00 03 28 16'],
    ['ff68-keypad', 'FF 68 02 02 68 05 03 08 16'],
    ['a090-window-display', 'A0 90 03 A5 00 07 41 00 31 00 C7 EB 00 FD'],
    ['80c0-window-display', '86 C1 44 41 30 30 31 1A'],
    ['sam-card-reader', 'AA AA AA 96 69 00 03 20 01 22'],
    ['sam-card-reader', 'AA AA AA 96 69 00 03 20 02 21'],
    ['sam-card-reader', 'AA AA AA 96 69 00 03 30 01 32'],
    ['sam-card-reader', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97'],
    ['sam-card-reader', 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C'],
  ])('of %s stand among its vectors: %s', async (id, hex) => {
    const { vectors } = (await readProfiles()).get(id) as FrameProfile;
    const written = vectors.map((vector) => vector.hex.map((byte) => byte.toString(16).padStart(2, '0')));

    expect(written.map((bytes) => bytes.join(' ').toUpperCase())).toContain(hex);
  });
});
