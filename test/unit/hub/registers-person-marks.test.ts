import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPersonMarks } from '@bandecheng/hub/registers/person-marks';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

/** A data folder whose key is known, as one of an earlier version would be. */
async function folderWithKey(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'registers'));
  await writeFile(join(folder, 'registers', 'person-key.json'), '{"key":"a key of an earlier version"}');
  return folder;
}

describe('marks of persons', () => {
  it('of an identity number are those that stand in journals already', async () => {
    const { markIdentity } = await openPersonMarks(await folderWithKey());

    // HMAC-SHA-256 of the number alone: printf %s 11010119900307123X | openssl dgst -sha256 -hmac '<the key>'
    expect(markIdentity('11010119900307123X')).toBe('bce608c29a7ccdee4a150ddf5a83c5bb');
    expect(markIdentity(' １１０１０１ 19900307 123x')).toBe('bce608c29a7ccdee4a150ddf5a83c5bb');
  });

  it('of a telephone and a name stay the same from version to version', async () => {
    const { markTelephone, markName } = await openPersonMarks(await folderWithKey());

    expect(markTelephone('13812345678')).toBe('c05e114a783a74c99e201e3920ac4d7f');
    expect(markName('张三')).toBe('ff67faa177dc9bdc68e1dba3030f804a');
  });

  it.each([
    [
      '13812345678',
      ['138 1234 5678', '138-1234-5678', '+86 13812345678', '008613812345678', '１３８１２３４５６７８'],
    ],
    ['010-12345678', ['(010) 12345678', '+86 10 1234 5678', '0086-10-12345678', '＋８６ (0)10 12345678']],
  ])('find the telephone %s however it was typed', async (telephone, typed) => {
    const { markTelephone } = await openPersonMarks(await temporaryFolder());

    expect(typed.map(markTelephone)).toEqual(typed.map(() => markTelephone(telephone)));
    expect(markTelephone('13812345679')).not.toBe(markTelephone(telephone));
  });

  it.each([
    ['张三', ['张 三', '张　三', ' 张三 ']],
    ['阿卜杜·热合曼', ['阿卜杜•热合曼', '阿卜杜・热合曼', '阿卜杜热合曼']],
    ['John Smith', ['JOHN SMITH', 'ｊｏｈｎ ｓｍｉｔｈ']],
  ])('find the name %s however it was typed', async (name, typed) => {
    const { markName } = await openPersonMarks(await temporaryFolder());

    expect(typed.map(markName)).toEqual(typed.map(() => markName(name)));
    expect(markName('张四')).not.toBe(markName(name));
  });

  it('of two kinds are never the same, whatever is typed', async () => {
    const { markIdentity, markTelephone, markName } = await openPersonMarks(await temporaryFolder());

    const marks = [
      markIdentity('13812345678'),
      markTelephone('13812345678'),
      markName('13812345678'),
      markIdentity('telephone 13812345678'),
      markIdentity('name 13812345678'),
    ];

    expect(new Set(marks).size).toBe(marks.length);
  });

  it('of nothing are none, so that two without a telephone are not one person', async () => {
    const { markTelephone, markName } = await openPersonMarks(await temporaryFolder());

    expect([markTelephone(''), markTelephone('无'), markName(' 　')]).toEqual([null, null, null]);
  });

  it('stay the same after a restart and differ from hall to hall', async () => {
    const [here, there] = [await temporaryFolder(), await temporaryFolder()];
    const mark = (await openPersonMarks(here)).markTelephone('13812345678');

    expect(mark).toMatch(/^[0-9a-f]{32}$/);
    expect((await openPersonMarks(here)).markTelephone('13812345678')).toBe(mark);
    expect((await openPersonMarks(there)).markTelephone('13812345678')).not.toBe(mark);
  });
});
