import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ledger } from '@bandecheng/hub/province/ledger';
import { understood } from '@bandecheng/hub/province/post-record';
import { builtInConnectors, readSetup } from '@bandecheng/hub/province/read-setup';
import type { Connector } from '@bandecheng/shared/province/connector';
import { readRecord, WORDS_HERE, type FiledRecord } from '@bandecheng/hub/province/filed-record';
import { openRecordFiles } from '@bandecheng/hub/province/record-files';
import { Sender, type Handed } from '@bandecheng/hub/province/sender';
import { openSigner } from '@bandecheng/hub/province/sign';
import type { Row } from '@bandecheng/hub/province/row';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../fakes/temporary-folder.ts';
import { NINE, t, TODAY } from '../../../given.ts';

const connector = (await builtInConnectors()).get('provincial-5-best')!;
const soon = { timeout: 20_000 };
const VISIT = `${t('A001')}.1`;

/** A sender whose province answers as it is told, and whose pauses end when the test says. */
async function sending() {
  const path = join(await temporaryFolder(), 'ledger.jsonl');
  const ledger = new Ledger(path, { lines: [], torn: false }, connector, { testDevices: [] });
  ledger.put({
    ...{ kind: 'service', visit: VISIT, day: TODAY, service: 'social', counter: 'c1', clerk: 'li' },
    ...{ startedAt: NINE, finishedAt: NINE, project: 'SB1', serviceNumber: 1 },
  });
  ledger.put({
    ...{ kind: 'rating', seq: 7, visit: VISIT, day: TODAY, level: 'satisfied', channel: 'qr', times: 1 },
    ...{ ratedAt: NINE, reasons: [], named: false, notBefore: NINE + 10_000 },
  });
  const test = { now: NINE, answers: [] as Handed[], handed: [] as Row['kind'][], pauses: [] as number[] };
  let resume = (): void => undefined;
  const sender = new Sender({
    ...{ ledger, clock: () => test.now, onNotice: () => undefined },
    handOver: async ({ kind }) => {
      test.handed.push(kind);
      return test.answers.shift() ?? { accepted: true };
    },
    after: (ms, run) => {
      test.pauses.push(ms);
      resume = run;
      return () => undefined;
    },
  });
  return { test, sender, ledger, resume: () => resume() };
}

describe('what waits for the province', () => {
  it('is tried again after longer and longer pauses, whatever comes in meanwhile', async () => {
    const { test, sender, resume } = await sending();
    test.answers = [{ failed: 'ECONNREFUSED' }, { failed: 'status 503' }];
    sender.wake();
    await expect.poll(() => test.pauses, soon).toEqual([1_000]);
    sender.wake();
    expect(test.handed).toEqual(['service']);
    resume();
    await expect.poll(() => test.pauses, soon).toEqual([1_000, 2_000]);
    expect([sender.failures, sender.failure]).toEqual([2, 'status 503']);
    resume();
    await expect.poll(() => test.pauses, soon).toEqual([1_000, 2_000, 10_000]);
    expect([sender.failures, sender.failure]).toEqual([0, null]);
    await sender.stop();
  });

  it('leaves once its giver can no longer change their mind, and keeps a refusal with its words', async () => {
    const { test, sender, ledger, resume } = await sending();
    sender.wake();
    await expect.poll(() => test.pauses, soon).toEqual([10_000]);
    expect(test.handed).toEqual(['service']);
    test.now += 10_000;
    test.answers = [{ refused: '重复评价' }];
    resume();
    await expect.poll(() => test.handed, soon).toEqual(['service', 'rating']);
    await sender.stop();
    expect(ledger.standingOf(ledger.ratings.get(7)!)).toEqual({ state: 'refused', reason: '重复评价' });
  });
});

describe('an answer of the province', () => {
  it('is understood as the connector says, a record it has already as accepted', () => {
    const read = (answer: unknown) => understood(JSON.stringify(answer), connector.answer);
    expect(read({ success: true })).toEqual({ accepted: true });
    expect(read({ success: false, message: '本次服务已存在评价，请勿重复评价！' })).toEqual({
      accepted: true,
    });
    expect(read({ success: false, message: '没有对应的服务数据' })).toEqual({
      refused: '没有对应的服务数据',
    });
    expect(read({ error: 'not found' })).toBeNull();
    expect(understood('<html>', connector.answer)).toBeNull();
  });
});

describe('a signer', () => {
  const record = { kind: 'rating', body: '{"a":1}', at: 5 } as const;

  it('of the province’s own kit may wrap what it signs', async () => {
    const module = join(await temporaryFolder(), 'kit.mjs');
    await writeFile(
      module,
      `export const sign = async ({ body, at }) => ({ headers: { 'x-kit': String(at) }, body: JSON.stringify({ data: body }) });`,
    );
    const signer = await openSigner({ ...connector, sign: { algorithm: 'module' } }, { module });
    expect(await signer(record)).toEqual({ headers: { 'x-kit': '5' }, body: '{"data":"{\\"a\\":1}"}' });
  });

  it('without its secret, its module or a function in it does not open', async () => {
    const empty = join(await temporaryFolder(), 'kit.mjs');
    await writeFile(empty, 'export const other = 1;');
    const kit = { ...connector, sign: { algorithm: 'module' } as const };
    await expect(openSigner(connector, {})).rejects.toThrow(/secret.*config-invalid/s);
    await expect(openSigner(kit, {})).rejects.toThrow(/module.*config-invalid/s);
    await expect(openSigner(kit, { module: empty })).rejects.toThrow(/sign.*config-invalid/s);
    await expect(openSigner(kit, { module: `${empty}.gone` })).rejects.toThrow(/config-invalid/);
  });
});

describe('province.json', () => {
  it('may name a connector that lies beside it, and is refused with one that nobody knows', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'province.json');
    await writeFile(join(folder, 'ours.json'), JSON.stringify({ ...connector, id: 'ours' }));
    const naming = (name: string): Promise<void> =>
      writeFile(
        path,
        JSON.stringify({ connectors: [{ connector: name, transport: { kind: 'file' }, module: 'kit.mjs' }] }),
      );
    await naming('ours.json');
    const [used] = await readSetup(path);
    expect([used?.connector.id, used?.setup.module]).toEqual(['ours', join(folder, 'kit.mjs')]);
    await naming('nobody');
    await expect(readSetup(path)).rejects.toThrow(/provincial-5-best.*config-invalid/s);
  });
});

describe('a file of records', () => {
  it('gives back what was written on a day, a line that a power cut left half written left out', async () => {
    const folder = await temporaryFolder();
    const files = await openRecordFiles(folder, 'ours', Buffer.alloc(32, 7));
    const line = (key: string): FiledRecord => ({ kind: 'service', key, at: 1, record: { n: 1 } });
    await files.add(TODAY, line('SB1'));
    await writeFile(join(folder, 'province', 'ours', `${TODAY}.jsonl.sealed`), 'abcdef', { flag: 'a' });
    await files.add(TODAY, line('SB2'));
    expect(await files.read(TODAY)).toEqual([line('SB1'), line('SB2')]);
    expect(await files.read('2026-11-24')).toBeNull();
  });

  it('holds the place of an applicant’s words, and is read with them, or once they are forgotten without', () => {
    const text = { as: 'say', from: 'text', most: 8 } as const;
    const connector = { rating: { fields: [{ as: 'n', from: 'times' }, text] } } as unknown as Connector;
    const words = { record: 'r', field: 'text', digest: 'd' };
    const filed: FiledRecord = { kind: 'rating', key: 'SB1+1', at: 1, record: {}, words };
    const said = (say: string, now: string | null) =>
      readRecord({ ...filed, record: { n: 1, say } }, now, connector).record;
    expect(said(`服务态度；${WORDS_HERE}`, '$& 等了三个小时')).toEqual({ n: 1, say: '服务态度；$& ' });
    expect(said(WORDS_HERE, '等了')).toEqual({ n: 1, say: '等了' });
    expect(said(`服务态度；${WORDS_HERE}`, null)).toEqual({ n: 1, say: '服务态度' });
    expect(JSON.stringify(readRecord({ ...filed, record: { say: WORDS_HERE } }, null, connector))).toBe(
      '{"kind":"rating","key":"SB1+1","at":1,"record":{"say":""}}',
    );
  });
});
