import { describe, expect, it } from 'vitest';
import {
  automaticProblems,
  confirmPrinted,
  confirmedToken,
  dleEot,
  fenceToken,
  paperProblems,
  printerReplies,
  statusProblems,
} from '@bandecheng/device-agent/codecs/printer-replies';
import { bytes, hex } from '../hex.ts';

const kinds = (line: string) =>
  printerReplies()
    .push(bytes(line))
    .map(({ kind }) => kind);

describe('the bytes of a printer', () => {
  it('become replies of four kinds, in the order they came', () => {
    const replies = printerReplies().push(bytes('16 10 00 0C 0F 37 22 41 42 43 44 00 00'));

    expect(replies).toEqual([
      { kind: 'dle-eot', byte: 0x16 },
      { kind: 'asb', bytes: bytes('10 00 0C 0F') },
      { kind: 'block', header: 0x37, data: bytes('22 41 42 43 44') },
      { kind: 'gs-r', byte: 0x00 },
    ]);
  });

  it('may come one at a time', () => {
    const replies = printerReplies();

    const read = [...bytes('10 00 0C 0F 37 22 41 42 43 44 00')].flatMap((byte) =>
      replies.push(Uint8Array.of(byte)),
    );

    expect(read.map(({ kind }) => kind)).toEqual(['asb', 'block']);
  });

  it('interleaved, byte by byte and with XOFF inside a block, are the same replies', () => {
    const replies = printerReplies();
    const line = '12 10 00 00 00 00 37 22 41 13 42 11 43 44 00 16 00 5F 42 13 44 43 00 10 08 11 0F 00 72';

    const read = [...bytes(line)].flatMap((byte) => replies.push(Uint8Array.of(byte)));

    expect(read.map(({ kind }) => kind)).toEqual([
      'dle-eot',
      'asb',
      'gs-r',
      'block',
      'dle-eot',
      'gs-r',
      'block',
      'asb',
      'dle-eot',
    ]);
    expect(read.map(confirmedToken).filter((token) => token !== null)).toEqual(['ABCD']);
    expect(replies.counters.discardedBytes).toBe(0);
  });

  it('are understood with XOFF and XON inside a block and inside a status', () => {
    expect(kinds('37 22 13 41 11 42 43 44 00 10 13 00 11 0C 0F')).toEqual(['block', 'asb']);
  });

  it.each([
    ['noise above 80h', '81 FF 12', ['dle-eot'], 2],
    ['an automatic status cut short', '10 00 12', ['dle-eot'], 2],
    ['noise that looks like the beginning of a block', '37 12', ['dle-eot'], 1],
  ])('are understood again behind %s', (_, line, wanted, discarded) => {
    const replies = printerReplies();

    expect(replies.push(bytes(line)).map(({ kind }) => kind)).toEqual(wanted);
    expect(replies.counters.discardedBytes).toBe(discarded);
  });

  it('that begin a block without end are given up, and the rest is understood', () => {
    const replies = printerReplies();
    const flood = Uint8Array.from([0x37, ...Array<number>(127).fill(0x41), 0x12]);

    expect(replies.push(flood)).toEqual([{ kind: 'dle-eot', byte: 0x12 }]);
    expect(replies.counters.discardedBytes).toBe(128);
  });

  it('that stay unfinished when the line falls silent are thrown away and counted', () => {
    const replies = printerReplies();

    replies.push(bytes('10 00'));
    replies.drop();

    expect(replies.push(bytes('00'))).toEqual([{ kind: 'gs-r', byte: 0 }]);
    expect(replies.counters).toEqual({ replies: 1, discardedBytes: 2 });
  });
});

describe('a fence with a token', () => {
  it('asks for four bytes of its own back', () => {
    expect(hex(confirmPrinted('P001'))).toBe('1D 28 48 06 00 30 30 50 30 30 31');
  });

  it('has its answer in the block that the measured printer sends', () => {
    const [reply] = printerReplies().push(bytes('37 22 50 30 30 31 00'));

    expect(reply && confirmedToken(reply)).toBe('P001');
  });

  it('finds no token in another block, nor in a status', () => {
    const replies = printerReplies().push(bytes('5F 42 44 43 00 37 35 50 30 30 31 00 12'));

    expect(replies.map(confirmedToken)).toEqual([null, null, null]);
  });

  it('counts through every token of printable bytes before one comes again', () => {
    const tokens = [0, 1, 94, 95, 95 ** 4 - 1, 95 ** 4].map(fenceToken);

    expect(tokens).toEqual(['    ', '!   ', '~   ', ' !  ', '~~~~', '    ']);
  });
});

describe('what a status says', () => {
  it.each([
    [1, 0x12, []],
    [1, 0x1a, ['printer-offline']],
    [2, 0x16, ['cover-open']],
    [2, 0x32, ['paper-out']],
    [2, 0x52, ['printer-fault']],
    [2, 0x1a, []],
    [3, 0x1a, ['cutter-fault']],
    [3, 0x16, ['printer-fault']],
    [3, 0x32, ['printer-fault']],
    [3, 0x52, ['printer-offline']],
    [4, 0x1e, ['paper-near-end']],
    [4, 0x72, ['paper-out']],
    [4, 0x7e, ['paper-out', 'paper-near-end']],
  ] as const)('to DLE EOT %i with %i', (n, byte, problems) => {
    expect(statusProblems(n, byte)).toEqual(problems);
  });

  it.each([
    [0x00, []],
    [0x03, ['paper-near-end']],
    [0x0c, ['paper-out']],
    [0x0f, ['paper-out']],
  ] as const)('to GS r 1 with %i', (byte, problems) => {
    expect(paperProblems(byte)).toEqual(problems);
  });

  it.each([
    ['10 00 00 00', []],
    ['18 00 00 00', ['printer-offline']],
    ['38 00 00 00', ['cover-open', 'printer-offline']],
    ['10 08 00 00', ['cutter-fault']],
    ['10 04 00 00', ['printer-fault']],
    ['10 20 00 00', ['printer-fault']],
    ['10 40 00 00', ['printer-offline']],
    ['10 00 03 00', ['paper-near-end']],
    ['18 00 0F 00', ['printer-offline', 'paper-out']],
    ['14 00 00 00', []],
  ] as const)('told unasked as %s', (line, problems) => {
    expect(automaticProblems(bytes(line))).toEqual(problems);
  });

  it('is asked for by its number', () => {
    expect(hex(dleEot(4))).toBe('10 04 04');
  });
});
