import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import type { AgentConfig } from '@bandecheng/device-agent/config';
import { encodeTicket } from '@bandecheng/device-agent/codecs/escpos-codec';
import { encodeFrame } from '@bandecheng/device-agent/codecs/framed-codec';
import { idCardData } from '@bandecheng/device-agent/codecs/id-card';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { diagnosticsOf } from '@bandecheng/device-agent/technician/diagnostics';
import { Diary, LINES_KEPT } from '@bandecheng/device-agent/technician/diary';
import { redact } from '@bandecheng/device-agent/technician/redact';
import { FakeDevice } from '../../../fakes/fake-transport.ts';
import { printJob } from '../../../fakes/print-job.ts';

const profiles = await readProfiles();
const KEY = 'planted-key-of-this-agent';
const NAME = '欧阳春晓';
const NUMBER = '11010519491231002X';
const PHONE = '13912345678';

const config: AgentConfig = {
  agent: 'hall-1',
  hub: 'http://127.0.0.1:3000',
  key: KEY,
  dataFolder: `${homedir()}/agent-data`,
  devices: [],
};

const card = {
  name: NAME,
  sex: 'female',
  nation: '01',
  birth: '1949-12-31',
  address: '江苏省南京市某路 1 号',
  number: NUMBER,
  issuer: '某市公安局',
  validFrom: '2010-01-01',
  validTo: 'long-term',
} as const;

/** Everything text could hide as: itself, or the bytes a device is sent or sends, in hexadecimal. */
function tracesOf(secret: string): string[] {
  const encodings = (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(secret, encoding));
  const hex = encodings.map((bytes) =>
    bytes
      .toString('hex')
      .toUpperCase()
      .replace(/(..)(?!$)/g, '$1 '),
  );
  return [secret, ...hex];
}

/** A diary into which everything personal that an agent ever holds has been put, by the ways it could come. */
async function plantedDiary(): Promise<Diary> {
  const diary = new Diary(() => 0);
  const through = async (id: string, sent: Uint8Array[], came: Uint8Array[]): Promise<void> => {
    const profile = profiles.get(id);
    if (profile === undefined) throw new Error(id);
    const device = new FakeDevice();
    const connect = diary.noting(id, profile, device.connect);
    const transport = connect({ data: () => undefined, closed: () => undefined });
    await transport.open();
    for (const bytes of sent) await transport.write(bytes);
    for (const bytes of came) device.sends(bytes);
  };
  const reader = profiles.get('sam-card-reader') as FrameProfile;
  const cardFrame = reader.inbound.find(({ event }) => event === 'card')?.name ?? '';
  const read = encodeFrame(reader, cardFrame, { address: 0, data: idCardData(card) });
  await through('sam-card-reader', [], [read.slice(0, 100), read.slice(100)]);
  // The reader plugged into the evaluator's port: a mistake in agent.json.
  await through('ff68-evaluator-5', [], [read]);
  const screen = profiles.get('ff68-evaluator-5-screen') as FrameProfile;
  await through(
    'ff68-evaluator-5-screen',
    [encodeFrame(screen, 'clerk', { address: 129, value: 5, clerk: NAME, number: '08' })],
    [],
  );
  const profile = profiles.get('escpos-80mm') as PrinterProfile;
  const { ticket } = printJob();
  const notice = [`${NAME} ${PHONE}`];
  const { bytes } = encodeTicket({ ...ticket, notice }, { profile, copy: 0, raster: () => null });
  await through('escpos-80mm', [bytes], []);
  diary.logging('agent', () => undefined)('error', 'fault', {
    reason: `refused ${NUMBER}, ${PHONE}, ${KEY}, ${homedir()}`,
  });
  return diary;
}

test('planted names, identity numbers, telephone numbers and the key are not in the bundle', async () => {
  const diary = await plantedDiary();
  const list = { at: 0, ports: [], devices: [], unseen: [] };
  const bundle = diagnosticsOf({ config, list, profiles: profiles.values(), diary: diary.page(), at: 0 });
  const text = JSON.stringify(bundle);
  expect(text).toContain('读到一张证件');
  expect(text).toContain('hall-1');
  for (const secret of [KEY, NAME, NUMBER, PHONE, homedir()])
    for (const trace of tracesOf(secret)) expect(text).not.toContain(trace);
});

test('a diary of a year keeps its last lines', () => {
  const diary = new Diary(() => 0);
  const log = diary.logging('printer-k1', () => undefined);
  for (let i = 0; i < 10 * LINES_KEPT; i++) log('info', `fact ${i}`);
  const { lines } = diary.page();
  expect(lines).toHaveLength(LINES_KEPT);
  expect(lines.at(-1)?.fact).toBe(`fact ${10 * LINES_KEPT - 1}`);
});

test.each([
  ['身份证 11010519491231002X 已读', '身份证 ［已删除］ 已读'],
  ['old 130503670401001', 'old ［已删除］'],
  ['tel:13912345678', 'tel:［已删除］'],
  ['at 1763741829000 ms', 'at 1763741829000 ms'],
  ['serial 2912345678', 'serial 2912345678'],
])('of "%s" what may be a person’s is taken out and nothing else', (text, left) => {
  expect(redact({ text: [text] }, [])).toEqual({ text: [left] });
});

test('fields that hold secrets are emptied wherever they stand', () => {
  expect(redact({ hub: { key: 'short', token: 1 } }, [])).toEqual({
    hub: { key: '［已删除］', token: '［已删除］' },
  });
});
