import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { isFault } from '@bandecheng/shared/errors';

interface Written {
  id: string;
  inputs: { byte: number; bit?: number; value?: string; through?: number; means: string }[];
  vectors: { dir: string; hex: string; means: Record<string, unknown> }[];
  [field: string]: unknown;
}

const builtIn = fileURLToPath(new URL('../../../../device-agent/profiles/', import.meta.url));
let site: string;

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'hid-profiles-'));
});
afterEach(() => rm(site, { recursive: true }));

async function copyOf(id: string): Promise<Written> {
  return JSON.parse(await readFile(join(builtIn, `${id}.json`), 'utf8')) as Written;
}

async function refusal(profile: Written): Promise<string> {
  await writeFile(join(site, 'bad.json'), JSON.stringify(profile));
  const error: unknown = await readProfiles(site).catch((thrown: unknown) => thrown);
  if (!isFault(error, 'profile-invalid')) throw new Error('not refused', { cause: error });
  return error.message;
}

describe('a profile of HID reports', () => {
  it('from the site’s folder is read beside the built-in ones', async () => {
    await writeFile(
      join(site, 'ours.json'),
      JSON.stringify({ ...(await copyOf('hid-button-box-5')), id: 'our-box' }),
    );

    expect((await readProfiles(site)).get('our-box')).toMatchObject({
      speaks: 'hid-reports',
      usagePage: 0xff00,
    });
  });

  it.each([
    ['another button', 'hid-button-box-5', 0, '02 00 00 00 00 00 00 00', '第 1 个字节应为 00，写的是 02'],
    ['no button', 'hid-button-box-5', 1, '00 00 00 00 00 00 00 00', '第 1 个字节应为 10，写的是 00'],
    ['a byte too many', 'hid-button-box-5', 0, '01 00 00 00 00 00 00 00 00', '第 9 个字节应为 （无）'],
    ['a byte too few', 'hid-button-box-5', 0, '01 00 00 00 00 00 00', '第 8 个字节应为 （任意）'],
    [
      'another key of a list',
      'hid-keypad',
      1,
      '00 00 04 58 00 00 00 00',
      '第 4 个字节应为 （别的值），写的是 58',
    ],
    ['no key of a list', 'hid-keypad', 0, '00 00 00 00 00 00 00 00', '第 3 个字节应为 58，写的是 00'],
    [
      'too many keys held',
      'hid-keypad',
      0,
      '00 00 01 01 01 01 01 01',
      '第 3 个字节应为 （别的值），写的是 01',
    ],
    [
      'an answer to a command',
      'xkeys-style-24',
      1,
      `01 D6${' 00'.repeat(30)}`,
      '第 2 个字节应为 00/01/02/03',
    ],
    [
      'a light not its own',
      'hid-button-box-5',
      4,
      '00 02 00 00 00 00 00 00 00',
      '第 2 个字节应为 01，写的是 02',
    ],
  ])('with a vector of %s is refused, the byte named', async (_, id, vector, hex, reason) => {
    const profile = await copyOf(id);
    profile.vectors[vector]!.hex = hex;

    expect(await refusal(profile)).toContain(`vectors[${vector}].hex: ${reason}`);
  });

  it('with the id of another report in a vector is refused, the byte named', async () => {
    const profile = await copyOf('hid-button-box-5');
    profile['reportId'] = 2;
    for (const vector of profile.vectors) if (vector.dir === 'in') vector.hex = `02 ${vector.hex}`;
    profile.vectors[2]!.hex = '03 0A 00 00 00 00 00 00 00';

    const reason = await refusal(profile);
    expect(reason).toContain('vectors[2].hex: 第 1 个字节应为 02，写的是 03');
    expect(reason).not.toContain('vectors[0]');
  });

  it.each([
    ['two vectors', (p: Written) => ({ ...p, vectors: p.vectors.slice(0, 2) }), 'vectors: 至少三个测试向量'],
    ['no button', (p: Written) => ({ ...p, inputs: [] }), 'inputs'],
    [
      'a key on an evaluator',
      (p: Written) => ({ ...p, inputs: [{ byte: 0, bit: 0, means: 'next' }] }),
      'inputs[0].means: evaluator 没有这个含义：next',
    ],
    [
      'a button behind the end of the report',
      (p: Written) => ({ ...p, inputs: [{ byte: 8, bit: 0, means: 'satisfied' }] }),
      'inputs[0].byte: 超出 reportLength',
    ],
    [
      'a list that ends before it begins',
      (p: Written) => ({ ...p, inputs: [{ byte: 3, through: 2, value: '01', means: 'satisfied' }] }),
      'inputs[0].through',
    ],
    [
      'two meanings for one button',
      (p: Written) => ({ ...p, inputs: [...p.inputs, { byte: 0, bit: 0, means: 'satisfied' }] }),
      'inputs[5]: 与 inputs[0] 是同一个键',
    ],
    ['a light and no output report', (p: Written) => ({ ...p, output: undefined }), 'output: 有 outbound'],
    ['a page that is a number', (p: Written) => ({ ...p, usagePage: 65_280 }), 'usagePage'],
    ['a serial line', (p: Written) => ({ ...p, serial: { baudRate: 9600 } }), 'serial: 不认识的字段'],
  ])('with %s is refused with the path', async (_, change, reason) => {
    expect(await refusal(change(await copyOf('hid-button-box-5')) as Written)).toContain(reason);
  });
});
