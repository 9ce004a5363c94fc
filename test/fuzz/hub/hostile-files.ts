import { gzipSync } from 'node:zlib';
import { FORMULAS, PATH_TRICKS } from './spoil.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** Files that are not what they say, by what they are; `keeps`: of a kind that may be kept, as bytes and no more. */
export const PICTURES: Readonly<Record<string, { bytes: Buffer; keeps: boolean }>> = {
  'a picture with a script behind it': { bytes: Buffer.concat([PNG, Buffer.from(SCRIPT)]), keeps: true },
  'a picture that is a zip file too': {
    bytes: Buffer.concat([JPEG, Buffer.from('PK\x03\x04')]),
    keeps: true,
  },
  'a drawing with a script': { bytes: Buffer.from(SCRIPT), keeps: false },
  'a page': { bytes: Buffer.from(`<!doctype html>${SCRIPT}`), keeps: false },
  'a page behind a byte order mark': { bytes: Buffer.from(`\ufeff<html>${SCRIPT}`), keeps: false },
  'the first bytes of a picture, later': { bytes: Buffer.concat([Buffer.from(' '), PNG]), keeps: false },
  'half of the first bytes': { bytes: PNG.subarray(0, 4), keeps: false },
  'a program': { bytes: Buffer.from('\x7fELF', 'latin1'), keeps: false },
  'a packed bomb': { bytes: gzipSync(Buffer.alloc(50_000_000)), keeps: false },
};

/** Tables that are none, for every import of a table. */
export function tables(): readonly string[] {
  const head = 'service,date,time,code,person\r\n';
  return [
    '',
    '\ufeff',
    ',',
    '\r\n'.repeat(10_000),
    `${head}${'"'.repeat(20_001)}`,
    `${head}"${'a'.repeat(200_000)}`,
    `${head}${'""'.repeat(100_000)}`,
    `${head}${','.repeat(100_000)}`,
    `${head}${'social,2026-11-24,09:30,,\r\n'.repeat(2_001)}`,
    `__proto__,constructor,service,date,time\r\n1,2,social,2026-11-24,09:30`,
    `type,intake,number,__proto__\r\ntucao,desk,X1,{}`,
    ...FORMULAS.map((formula) => `${head}${formula},2026-11-24,09:30,,\r\n`),
    ...PATH_TRICKS.map((trick) => `${head}social,${trick},${trick},${trick},\r\n`),
    `type,intake,number,fields.person\r\ntucao,desk,F-1,"=HYPERLINK(""http://x"")"\r\n`,
    `${head}social,9999999-99-99,99:99:99,AAAA,\r\n`,
    `${head}social,2026-11-24,09:30,\u202eABCD,\u0000\r\n`,
  ];
}
