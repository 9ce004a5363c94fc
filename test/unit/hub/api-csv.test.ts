import { readAppointments } from '@bandecheng/hub/gateway/v1/appointment-csv';
import { csvTextOf, readCsv } from '@bandecheng/hub/gateway/v1/read-csv';
import { writeCsv } from '@bandecheng/hub/gateway/v1/write-csv';
import { describe, expect, it } from 'vitest';
import { NINE, SMALL_HALL } from '../../given.ts';

const cells = (text: string): unknown => {
  const rows = readCsv(text);
  return 'openQuoteAt' in rows ? rows : rows.map((row) => row.cells);
};

describe('a table that comes in', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\ufeffa,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['"a ""b""","c,d"\r', [['a "b"', 'c,d']]],
    ['"two\r\nlines",x', [['two\r\nlines', 'x']]],
    [
      'a,\r\n,b\r\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['\r\n\r\na\r\n , \r\n', [['a']]],
    ['', []],
    ['a\n"open', { openQuoteAt: 2 }],
    ['a"b,c', { openQuoteAt: 1 }],
  ])('%j is read cell by cell', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('counts lines as an editor does, line breaks in cells included', () => {
    const rows = readCsv('a\r\n"x\ny"\r\n\r\nb\n');
    expect('openQuoteAt' in rows ? [] : rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });

  it('is read as GB18030 where it is no UTF-8', () => {
    expect(csvTextOf(Uint8Array.of(0xd2, 0xb5, 0xce, 0xf1))).toBe('业务');
    expect(csvTextOf(new TextEncoder().encode('业务'))).toBe('业务');
  });
});

describe('a table of appointments', () => {
  it('is read with its columns in any order and language', () => {
    const text = '时间,业务,日期,证件号码\n9:30,社会保险,2026/11/23,11010119900307123X\n';
    expect(readAppointments(text, SMALL_HALL, 'zh')).toEqual({
      problems: [],
      bookings: [
        {
          line: 2,
          booking: { service: 'social', startsAt: NINE + 30 * 60_000, person: '11010119900307123X' },
        },
      ],
    });
  });

  it.each([
    ['', '没有内容'],
    ['service,date,time\n', '没有内容'],
    ['service,date\nsocial,2026-11-24\n', '缺少 time 列'],
    ['service,date,time,phone\nsocial,2026-11-24,09:00,1\n', '不认识的列'],
    ['service,date,time,time\nsocial,2026-11-24,09:00,1\n', '列重复'],
    ['service,date,time\n"social', '引号没有闭合'],
    ['service,date,time\nsocial,2026-11-24,9:00:30\n', '没有这个日期或时间，须为 2026-11-24 和 09:30 的样子'],
    [`service,date,time\n${'social,2026-11-24,09:00\n'.repeat(2_001)}`, '一次最多 2000 行'],
  ])('%#: what is wrong with it is said', (text, reason) => {
    const { problems, bookings } = readAppointments(text, SMALL_HALL, 'zh');
    expect(problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(bookings).toEqual([]);
  });
});

describe('a table that goes out', () => {
  it('begins with the byte order mark, ends its lines as Excel does and defuses formulas', () => {
    const text = writeCsv([
      ['号码', '备注'],
      ['A001', '=HYPERLINK("http://x")'],
      ['+86', '-1'],
      ['@x', 'a,b'],
      [-5, '\tx'],
    ]);
    expect(text).toBe(
      '\ufeff号码,备注\r\nA001,"\'=HYPERLINK(""http://x"")"\r\n\'+86,\'-1\r\n\'@x,"a,b"\r\n-5,\'\tx\r\n',
    );
  });

  it.each(['=1', ' =1', '＝1+1', '＋1', '－1', '＠SUM(A1)', '\n=1', '\r=1', '\u00a0=1'])(
    'has no cell that a spreadsheet works out: %j',
    (formula) => expect(writeCsv([[formula]]).replace('"', '')).toMatch(/^\ufeff'/),
  );
});
