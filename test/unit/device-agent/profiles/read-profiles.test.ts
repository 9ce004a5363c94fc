import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { isFault } from '@bandecheng/shared/errors';

interface Written {
  id: string;
  title: string;
  vectors: { hex: string; text?: string; means?: Record<string, unknown> }[];
  [field: string]: unknown;
}

const builtIn = fileURLToPath(new URL('../../../../device-agent/profiles/', import.meta.url));
let site: string;

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'profiles-'));
});
afterEach(() => rm(site, { recursive: true }));

async function copyOf(id: string): Promise<Written> {
  return JSON.parse(await readFile(join(builtIn, `${id}.json`), 'utf8')) as Written;
}

async function refusal(): Promise<string> {
  const error: unknown = await readProfiles(site).catch((thrown: unknown) => thrown);
  if (!isFault(error, 'profile-invalid')) throw new Error('not refused', { cause: error });
  return `${error.place.slice(site.length + 1)}: ${error.message}`;
}

describe('the device profiles', () => {
  it('built in all hold their own vectors', async () => {
    const profiles = await readProfiles();

    expect([...profiles].map(([id, { kind }]) => `${id} ${kind}`)).toEqual([
      '80c0-window-display window-display',
      '95h-keypad keypad',
      'a090-window-display window-display',
      'aa-panel-display window-display',
      'aa-window-display window-display',
      'escpos-58mm-plain printer',
      'escpos-58mm printer',
      'escpos-80mm-plain printer',
      'escpos-80mm printer',
      'ff68-evaluator-2 evaluator',
      'ff68-evaluator-3 evaluator',
      'ff68-evaluator-5-screen evaluator',
      'ff68-evaluator-5 evaluator',
      'ff68-keypad keypad',
      'hid-button-box-5 evaluator',
      'hid-keypad keypad',
      'modbus-evaluator-5 evaluator',
      'modbus-keypad keypad',
      'sam-card-reader id-card-reader',
      'xkeys-style-24 keypad',
    ]);
  });

  it('of the site add to the built-in ones and go before them', async () => {
    const evaluator = await copyOf('ff68-evaluator-5');
    await writeFile(join(site, 'ours.json'), JSON.stringify({ ...evaluator, title: '本厅评价器' }));
    await writeFile(join(site, 'new.json'), JSON.stringify({ ...evaluator, id: 'new-evaluator' }));
    await writeFile(join(site, 'README.md'), 'not a profile');

    const profiles = await readProfiles(site);

    expect(profiles.size).toBe((await readProfiles()).size + 1);
    expect(profiles.get('ff68-evaluator-5')?.title).toBe('本厅评价器');
    expect(profiles.get('new-evaluator')?.kind).toBe('evaluator');
  });

  it('may begin with the byte order mark of a Windows editor', async () => {
    const text = JSON.stringify({ ...(await copyOf('ff68-keypad')), id: 'from-windows' });
    await writeFile(join(site, 'a.json'), `\ufeff${text}`);

    expect((await readProfiles(site)).has('from-windows')).toBe(true);
  });

  it('with a wrong byte in a vector are refused, the byte named', async () => {
    const evaluator = await copyOf('ff68-evaluator-5');
    evaluator.vectors[1]!.hex = 'FF 68 03 03 68 81 11 00 93 16';
    await writeFile(join(site, 'bad.json'), JSON.stringify(evaluator));

    expect(await refusal()).toContain('bad.json: vectors[1].hex: 第 9 个字节应为 92，写的是 93');
  });

  it('with a byte too many in a vector are refused, the byte named', async () => {
    const keypad = await copyOf('ff68-keypad');
    keypad.vectors[0]!.hex += ' 00';
    await writeFile(join(site, 'bad.json'), JSON.stringify(keypad));

    expect(await refusal()).toContain('vectors[0].hex: 第 11 个字节应为 （无），写的是 00');
  });

  it('with a vector that means something else are refused', async () => {
    const evaluator = await copyOf('ff68-evaluator-5');
    evaluator.vectors[0]!.means = { name: 'rating', address: 133, level: 'dissatisfied' };
    await writeFile(join(site, 'bad.json'), JSON.stringify(evaluator));

    expect(await refusal()).toContain('vectors[0].hex: 第 8 个字节应为 01，写的是 03');
  });

  it('of a printer with a wrong code are refused, the byte named', async () => {
    const printer = await copyOf('escpos-80mm');
    printer.vectors[0]!.hex = 'B0 EC B5 C3 B3 C9 20 41 30 31 33';
    await writeFile(join(site, 'bad.json'), JSON.stringify(printer));

    expect(await refusal()).toContain('vectors[0].hex: 第 11 个字节应为 32，写的是 33');
  });

  it('of a printer with a character outside its font are refused', async () => {
    const printer = await copyOf('escpos-80mm');
    printer.vectors[0] = { text: '𠮷', hex: 'A1 F5' };
    await writeFile(join(site, 'bad.json'), JSON.stringify(printer));

    expect(await refusal()).toContain('vectors[0].text: 打印机字库没有：𠮷');
  });

  it.each([
    ['two vectors', (p: Written) => ({ ...p, vectors: p.vectors.slice(0, 2) }), 'vectors: 至少三个测试向量'],
    [
      'a level that is none',
      (p: Written) => ({
        ...p,
        inbound: [{ name: 'rating', cmd: '11', event: 'rating', values: { '00': 'good' } }],
      }),
      'inbound[0].values.00',
    ],
    ['an unknown field', (p: Written) => ({ ...p, colour: 'red' }), 'colour: 不认识的字段'],
    [
      'an acknowledgement by a frame it has not',
      (p: Written) => ({ ...p, ack: { when: 'rating', reply: { outbound: 'thanks' }, withinMs: 80 } }),
      'ack.reply: 没有这个 outbound：thanks',
    ],
    [
      'a checksum over a field it has not',
      (p: Written) => ({ ...p, layout: [{ f: 'data' }, { f: 'ck', kind: 'sum8', covers: ['a', 'b'] }] }),
      'layout[1].covers',
    ],
    [
      'neither length field nor fixed length',
      (p: Written) => ({ ...p, layout: [{ f: 'cmd' }, { f: 'data' }] }),
      'layout: 没有 len 字段时须写明 fixedLength',
    ],
  ])('with %s are refused with the path', async (_, change, reason) => {
    await writeFile(join(site, 'bad.json'), JSON.stringify(change(await copyOf('ff68-evaluator-5'))));

    expect(await refusal()).toContain(reason);
  });

  it('that are no JSON are refused with the file', async () => {
    await writeFile(join(site, 'half.json'), '{"id": "half"');

    expect(await refusal()).toContain('half.json: 不是 JSON');
  });

  it('of one folder may not share an id: which one counts would hang on the file name', async () => {
    const keypad = JSON.stringify(await copyOf('ff68-keypad'));
    await writeFile(join(site, 'a.json'), keypad);
    await writeFile(join(site, 'b.json'), keypad);

    expect(await refusal()).toContain('b.json: 同一文件夹中 id 重复：ff68-keypad');
  });

  it('from a folder that is not there are refused', async () => {
    const error: unknown = await readProfiles(join(site, 'nowhere')).catch((thrown: unknown) => thrown);

    expect(isFault(error, 'profile-invalid')).toBe(true);
  });
});
