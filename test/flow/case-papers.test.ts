import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent, type Agent } from '@bandecheng/device-agent/agent';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { paperText } from '@bandecheng/device-agent/virtual/paper';
import { startVirtualPrinter, type VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Answer } from '@bandecheng/shared/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { hallOfCity, outcome, TestHub } from '../fakes/test-hub.ts';
import { recorded } from './journal-lines.ts';

const SOON = { timeout: 15_000, interval: 50 };
const profiles = await readProfiles();
const model = profiles.get('escpos-80mm') as PrinterProfile;

/** How a city comes to tell somebody once. */
interface Notice {
  title: string;
  open: object;
  steps: object[];
  /** The lines of the paper, unbroken. */
  told: string[];
}
const BOOK = '户口簿原件';
const LETTER = '授权委托书（两人签字），复印件加盖公章，注明与原件一致';
const NOTICES: Record<string, Notice> = {
  anshan: {
    title: '一次性告知（书面）',
    open: { caseType: 'item', intake: 'counter', as: 'counter', service: 'tax' },
    steps: [
      { step: 'i1', as: 'counter' },
      {
        ...{ step: 'i2', as: 'counter' },
        fields: {
          ...{ conditions: '有固定的经营场所', materials: '租赁合同原件、营业执照副本复印件各一份' },
          ...{ procedure: '受理、审核、发证', limit: '5 个工作日' },
        },
      },
    ],
    told: [
      ...['法定条件：有固定的经营场所', '申请材料：租赁合同原件、营业执照副本复印件各一份'],
      ...['法定程序：受理、审核、发证', '承诺时限：5 个工作日'],
    ],
  },
  huancui: {
    title: '一次性书面告知',
    open: { caseType: 'veto', intake: 'counter', as: 'clerk' },
    steps: [{ step: 'v7', as: 'clerk', fields: { materials: `${BOOK}\n${LETTER}` } }],
    told: [`所需补正的手续和材料：${BOOK}`, LETTER],
  },
};
let hub: TestHub;
let printer: VirtualPrinter;
let agent: Agent;
let folder: string;
let cookie: string;
let sent = 0;

async function open(city: string): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'case-papers-'));
  hub = await TestHub.start(false, await hallOfCity(city, folder, { desk: { kiosk: 'k1' } }));
  printer = await startVirtualPrinter({ id: 'printer-k1', profile: model });
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port } as const;
  agent = await startAgent(
    {
      ...{ agent: 'hall-1', hub: hub.url, key: await hub.agentKey('hall-1') },
      dataFolder: join(folder, 'agent'),
      devices: [{ id: 'printer-k1', profile: model.id, kiosk: 'k1', transport }],
    },
    { profiles, raster: () => null, logOf: () => () => undefined },
  );
  cookie = await hub.as('desk');
  await expect.poll(() => agent.connected, SOON).toBe(true);
}
afterEach(async () => {
  await agent?.stop();
  await printer?.stop();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A command of the desk, from its page of cases. */
async function desk(command: object): Promise<Answer> {
  const screen = hub.screen('cases', undefined, cookie);
  expect(await outcome(screen)).toBe('connected');
  const answer: unknown = await screen.emitWithAck('command:send', { id: `papers-${++sent}-0`, ...command });
  screen.disconnect();
  return answer as Answer;
}

/** A case in which somebody has just been told once what is missing. */
async function toldOnce(city: string): Promise<string> {
  const { open: opening, steps } = NOTICES[city]!;
  const opened = await desk({ type: 'OpenCase', attributes: {}, fields: {}, ...opening });
  const id = opened.ok ? (opened.case ?? '') : '';
  for (const step of steps)
    expect(await desk({ type: 'TakeStep', case: id, attributes: {}, fields: {}, ...step })).toMatchObject({
      ok: true,
    });
  return id;
}

const slips = () => printer.slips().map(({ lines }) => paperText(lines));
const detail = async (id: string) =>
  (await hub.api('GET', `/api/cases/${id}`, undefined, cookie)).body as unknown as CaseDetail;

describe('a one-time notice on the ticket printer', () => {
  it.each(Object.entries(NOTICES))(
    'of %s says every line that was written, and is kept nowhere',
    async (city, { title, told }) => {
      await open(city);
      const id = await toldOnce(city);
      await expect
        .poll(async () => (await detail(id)).papersAt, SOON)
        .toEqual({ kiosk: '一楼取号机', printer: true });
      expect((await detail(id)).mayPrint?.forms).toContain('onceNotice');

      const order = { type: 'PrintPaper', case: id, kind: 'form', form: 'onceNotice' };
      expect(await desk(order)).toMatchObject({ ok: true });
      await expect.poll(slips, SOON).toHaveLength(1);
      await expect
        .poll(() => recorded(hub.folder, 'PrintChanged').at(-1), SOON)
        .toMatchObject({ state: 'printed' });

      const [paper = ''] = slips();
      const joined = paper.replaceAll('\n', '');
      for (const line of [title, `编号：${id}`, '打印时间：2026-11-23 09:30']) expect(paper).toContain(line);
      for (const line of told) expect(joined).toContain(line);
      expect(paper).not.toMatch(/补打|□|不予许可/);
      // What it said is in no file but the vault: not in the record, nor with the agent once the paper is out.
      const kept = JSON.stringify(recorded(hub.folder, 'PaperRequested'));
      const ledger = await readFile(join(folder, 'agent', 'jobs.json'), 'utf8');
      expect(JSON.parse(kept)).toMatchObject([{ case: id, kind: 'form', form: 'onceNotice', copy: 0 }]);
      for (const line of told) expect(kept + ledger).not.toContain(line.slice(-6));
      expect(ledger).toContain(`${id}/form-onceNotice/0`);
      expect((await detail(id)).timeline.at(-1)?.zh).toBe(`打印${title}（小票机）`);

      expect(await desk(order)).toMatchObject({ ok: true });
      await expect.poll(slips, SOON).toHaveLength(2);
      expect(slips()[1]).toContain('补打');
    },
  );

  it('is refused in words while the printer has no paper, and where the case has no such form', async () => {
    await open('huancui');
    const id = await toldOnce('huancui');
    const order = { type: 'PrintPaper', case: id, kind: 'form', form: 'onceNotice' };
    printer.fault('paper-out');
    await expect.poll(async () => (await detail(id)).papersAt?.problem, SOON).toBe('paper-out');
    expect(await desk(order)).toMatchObject({
      refused: 'printer-not-ready',
      about: { problem: 'paper-out' },
    });
    expect(await desk({ ...order, form: 'tucaoSheet' })).toMatchObject({ refused: 'form-unknown' });
  });
});
