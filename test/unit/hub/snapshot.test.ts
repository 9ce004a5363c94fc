import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '@bandecheng/hub/journal/journal';
import { pack, packedParts, unpack } from '@bandecheng/hub/state/pack-state';
import { readSnapshot, writeSnapshot } from '@bandecheng/hub/state/snapshot';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const POSITION: Position = { seq: 7, hash: 'a'.repeat(64), file: '2026-11-23.jsonl', offset: 1234 };
const onDisk = () => Promise.resolve();

interface SmallState {
  seq: number;
  hall: null;
  lines: Map<string, string[]>;
  invited: Set<string>;
  tickets: Map<string, { number: string; reason?: string; visits: Map<number, Set<string>> }>;
}

function smallState(): SmallState {
  return {
    seq: 7,
    hall: null,
    lines: new Map([['social', ['A001', 'A002']]]),
    invited: new Set(['v1']),
    tickets: new Map([['A001', { number: 'A001', visits: new Map([[1, new Set(['x', '中'])]]) }]]),
  };
}

async function readAll(folder: string, version = 1): Promise<{ found: unknown; reasons: string[] }> {
  const reasons: string[] = [];
  const found = await readSnapshot(folder, version, (reason) => reasons.push(reason));
  return { found, reasons };
}

describe('the snapshot', () => {
  it('gives back the state and its place, Maps and Sets inside one another included', async () => {
    const folder = await temporaryFolder();

    await writeSnapshot(folder, { version: 1, state: smallState(), position: POSITION }, onDisk);

    expect(await readAll(folder)).toEqual({
      found: { state: smallState(), position: POSITION },
      reasons: [],
    });
    expect(await readdir(folder)).toEqual(['snapshot.json']);
  });

  it('holds the state of the moment it was asked for, and is not written before that is on disk', async () => {
    const folder = await temporaryFolder();
    const state = smallState();
    let durable = () => {};
    const flushed = new Promise<void>((resolve) => (durable = resolve));

    const written = writeSnapshot(folder, { version: 1, state, position: POSITION }, () => flushed);
    state.lines.get('social')?.push('A003');
    state.invited.add('v2');
    expect(await readAll(folder)).toEqual({ found: null, reasons: [] });
    durable();
    await written;

    expect((await readAll(folder)).found).toEqual({ state: smallState(), position: POSITION });
  });

  it('is not written when the journal fails', async () => {
    const folder = await temporaryFolder();
    const failed = () => Promise.reject(new Error('EIO'));

    await expect(
      writeSnapshot(folder, { version: 1, state: {}, position: POSITION }, failed),
    ).rejects.toThrow('EIO');

    expect(await readdir(folder)).toEqual([]);
  });

  it('that is missing is nothing to speak of', async () => {
    expect(await readAll(await temporaryFolder())).toEqual({ found: null, reasons: [] });
  });

  it('of another version of the state is set aside', async () => {
    const folder = await temporaryFolder();
    await writeSnapshot(folder, { version: 1, state: smallState(), position: POSITION }, onDisk);

    expect(await readAll(folder, 2)).toEqual({ found: null, reasons: [expect.stringContaining('版本')] });
  });

  it('cut off at any byte is set aside', async () => {
    const folder = await temporaryFolder();
    await writeSnapshot(folder, { version: 1, state: smallState(), position: POSITION }, onDisk);
    const whole = await readFile(join(folder, 'snapshot.json'));

    for (let end = 0; end < whole.length; end += 1) {
      await writeFile(join(folder, 'snapshot.json'), whole.subarray(0, end));
      const { found, reasons } = await readAll(folder);

      expect(found).toBeNull();
      expect(reasons).toHaveLength(1);
    }
  });

  it.each([
    'null',
    '7',
    '[]',
    '{}',
    '{"version":1,"position":{"seq":1,"hash":"a","file":"f","offset":1},"state":null}',
    '{"version":1,"position":{"seq":"1","hash":"a","file":"f","offset":1},"state":{}}',
  ])('that holds %s is set aside', async (text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'snapshot.json'), text);

    expect((await readAll(folder)).found).toBeNull();
  });

  it('that is a folder, or may not be read, is set aside', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'snapshot.json'));

    expect((await readAll(folder)).reasons).toHaveLength(1);
  });
});

describe('packing', () => {
  it('leaves out what is undefined and refuses the names it uses itself', () => {
    expect(pack({ a: undefined, b: [1, null, 'x', false] })).toEqual({ b: [1, null, 'x', false] });
    expect(() => pack({ $map: [] })).toThrow(TypeError);
  });

  it('says in parts what it says in one', () => {
    const state = {
      ...{
        seq: 3,
        hall: null,
        absent: undefined,
        none: {},
        empty: new Map(),
        list: [1, { a: new Set(['x']) }],
      },
      tickets: new Map(Array.from({ length: 9_000 }, (_, i) => [`A${i}`, { number: i, words: '办不成事' }])),
      desk: { cases: new Map([['c1', { steps: new Map([[1, ['w1']]]), text: undefined }]]) },
    };

    const parts = [...packedParts(state)];

    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join('')).toBe(JSON.stringify(pack(state)));
    expect([...packedParts({})].join('')).toBe('{}');
    expect(() => [...packedParts({ deep: { $set: [] } })]).toThrow(TypeError);
  });

  it('keeps keys that are numbers or texts apart', () => {
    const map = new Map<unknown, unknown>([
      [1, 'number'],
      ['1', 'text'],
    ]);

    expect(unpack(JSON.parse(JSON.stringify(pack(map))))).toEqual(map);
  });
});
