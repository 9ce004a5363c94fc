import { describe, expect, test } from 'vitest';
import { printerReplies } from '@bandecheng/device-agent/codecs/printer-replies';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { paperText } from '@bandecheng/device-agent/virtual/paper';
import { firstText, paperBench as bench } from '../../fakes/paper-bench.ts';
import { bytes } from './hex.ts';

const plain = (await readProfiles()).get('escpos-80mm-plain') as PrinterProfile;

const CUT = '1D 56 00';
const QR_PRINT = '1D 28 6B 03 00 31 51 30';
/** GS ( k that stores `A` + 10 04 01 + `B`: a query's bytes inside the data. */
const QR_STORE_WITH_QUERY = '1D 28 6B 08 00 31 50 30 41 10 04 01 42';
/** GS v 0, one byte wide, three rows: a query's bytes as dots. */
const RASTER_OF_A_QUERY = '1D 76 30 00 01 00 03 00 10 04 01';

describe('what a printer answers', () => {
  test.each([1, 2, 3, 4])('DLE EOT %i of a well printer has no problem bit', (n) => {
    const printer = bench();
    printer.send(`10 04 0${n}`);

    expect(printer.replies).toEqual(['12']);
  });

  test('a query in the middle of text is answered at once and leaves no mark on the paper', () => {
    const printer = bench();
    printer.send('41 42 10 04 04 43 0A', CUT);

    expect(printer.replies).toEqual(['12']);
    expect(firstText(printer)[0]?.text).toBe('ABC');
  });

  test('the bytes of a query inside a picture are dots and are not answered', () => {
    const printer = bench();
    for (const byte of RASTER_OF_A_QUERY.split(' ')) printer.send(byte);
    printer.send(CUT);

    expect(printer.replies).toEqual([]);
    expect(printer.slips[0]?.lines).toEqual([
      { kind: 'raster', widthBytes: 1, rows: Buffer.from('100401', 'hex').toString('base64'), align: 'left' },
    ]);
  });

  test('the bytes of a query inside the data of a code are data and are not answered', () => {
    const printer = bench();
    printer.send(QR_STORE_WITH_QUERY, QR_PRINT, CUT);

    expect(printer.replies).toEqual([]);
    expect(printer.slips[0]?.lines).toMatchObject([{ kind: 'qr', text: 'A\u0010\u0004\u0001B' }]);
  });

  test('GS r with 1 and with 49 answers behind the print data, near end in its bits', () => {
    const printer = bench();
    printer.paper.set({ paperNearEnd: true });
    printer.send('41 0A', '1D 72 01', '1D 72 31');

    expect(printer.replies).toEqual(['03', '03']);
  });

  test('GS ( H gives the sender its four bytes back', () => {
    const printer = bench();
    printer.send('1D 28 48 06 00 30 30 30 30 31 31');

    expect(printer.replies).toEqual(['37 22 30 30 31 31 00']);
  });

  test('a printer without status answers nothing, prints no code of its own, and counts what it was asked', () => {
    const printer = bench(plain);
    printer.send(
      '10 04 01',
      '1D 61 FF',
      '1D 72 01',
      '1D 28 48 06 00 30 30 41 42 43 44',
      QR_PRINT,
      '41 0A',
      CUT,
    );

    expect(printer.replies).toEqual([]);
    expect(printer.slips[0]?.lines).toMatchObject([{ kind: 'text', text: 'A' }]);
    expect(printer.paper.unexecuted.map(({ command }) => command)).toEqual([
      'DLE EOT',
      'GS a',
      'GS r',
      'GS (',
    ]);
  });

  test('a fence left unanswered is an unknown command, until it is answered again', () => {
    const printer = bench();
    printer.paper.leaveUnanswered('gsH', true);
    printer.send('1D 28 48 06 00 30 30 41 42 43 44', '1D 72 01');
    printer.paper.leaveUnanswered('gsH', false);
    printer.send('1D 28 48 06 00 30 30 41 42 43 44');

    expect(printer.replies).toEqual(['00', '37 22 41 42 43 44 00']);
  });

  test('GS a sends the status at once and at each change, and GS a 0 ends it', () => {
    const printer = bench();
    printer.send('1D 61 FF');
    printer.paper.set({ coverOpen: true });
    printer.paper.set({ coverOpen: true });
    printer.paper.set({ coverOpen: false });
    printer.send('1D 61 00');
    printer.paper.set({ coverOpen: true });

    expect(printer.replies).toEqual(['10 00 00 00', '38 00 00 00', '10 00 00 00']);
  });

  test('every kind of answer, mixed, is taken apart by the agent', () => {
    const printer = bench();
    printer.send('1D 61 FF', '10 04 02', '1D 72 01', '1D 28 48 06 00 30 30 41 42 43 44', '1D 49 43');
    const replies = printerReplies();

    const kinds = replies.push(bytes(printer.replies.join(' '))).map((reply) => reply.kind);
    expect(kinds).toEqual(['asb', 'dle-eot', 'gs-r', 'block', 'block']);
    expect(replies.counters.discardedBytes).toBe(0);
  });
});

describe('a printer that stops', () => {
  test.each([
    ['paperOut', ['1A', '32', '12', '7E']],
    ['coverOpen', ['1A', '16', '12', '12']],
    ['cutterFault', ['1A', '52', '1A', '12']],
    ['offline', ['1A', '12', '12', '12']],
  ] as const)('with %s prints nothing, answers DLE EOT alone, and goes on behind it', (what, status) => {
    const printer = bench();
    printer.paper.set({ [what]: true });
    printer.send('41 0A', '1D 72 01', CUT, '10 04 01', '10 04 02', '10 04 03', '10 04 04');

    expect(printer.replies).toEqual(status);
    expect(printer.slips).toEqual([]);

    printer.paper.set({ [what]: false });
    expect(printer.replies.slice(4)).toEqual(['00']);
    expect(firstText(printer).map((line) => line.text)).toEqual(['A']);
  });

  test('a roll that ends inside a ticket: the rest comes out of the next roll', () => {
    const printer = bench();
    printer.paper.endRollAfter(2);
    printer.send('41 0A 42 0A 43 0A 44 0A', CUT, '1D 72 01');

    expect(printer.slips.map((slip) => [paperText(slip.lines), slip.end])).toEqual([['A\nB', 'paper-end']]);
    expect(printer.paper.state.paperOut).toBe(true);

    printer.paper.set({ paperOut: false });
    expect(printer.slips.map((slip) => [paperText(slip.lines), slip.end])).toEqual([
      ['A\nB', 'paper-end'],
      ['C\nD', 'cut'],
    ]);
    expect(printer.replies).toEqual(['00']);
  });

  test('a connection lost inside a picture leaves a printer that understands the next bytes', () => {
    const printer = bench();
    printer.send('41 0A', '1D 76 30 00 02 00 10 00 FF FF');
    printer.paper.connectionLost();
    printer.send('10 04 01', '42 0A', CUT);

    expect(printer.replies).toEqual(['12']);
    expect(firstText(printer).map((line) => line.text)).toEqual(['A', 'B']);
  });

  test('a picture as long as its header claims ends exactly there', () => {
    const printer = bench();
    printer.send('1D 76 30 00 04 00 00 90');
    const part = new Uint8Array(0x9000).fill(0x10);
    for (let i = 0; i < 4; i++) printer.paper.push(part);
    printer.send('41 0A', CUT);

    expect(firstText(printer).map((line) => line.text)).toEqual(['A']);
  });
});
