import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backup } from '@bandecheng/hub/backup';
import { readArchiveKey } from '@bandecheng/hub/backup/archive-key';
import { failureText } from '@bandecheng/hub/backup/failure-text';
import { keptFiles } from '@bandecheng/hub/backup/kept-files';
import { writeSealed } from '@bandecheng/hub/backup/sealed-archive';
import { packed } from '@bandecheng/hub/backup/tar-archive';
import { readHall } from '@bandecheng/hub/config';
import { readTls } from '@bandecheng/hub/read-tls';
import { readState } from '@bandecheng/hub/read-state';
import { openVault } from '@bandecheng/hub/registers/vault';
import { restore } from '@bandecheng/hub/restore';
import { isSealed } from '@bandecheng/hub/state/case-sealed';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { filesBelow } from '../fakes/data-folder.ts';
import { hallOfCity, MONDAY, outcome, TestHub } from '../fakes/test-hub.ts';

const PEM = fileURLToPath(new URL('../fixtures/tls/', import.meta.url));

let folder: string;
let hallFile: string;
let keyFile: string;
let hub: TestHub;
let desk: Socket;
let asked = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  await mkdir(join(folder, 'site', 'forms'), { recursive: true });
  await writeFile(join(folder, 'site', 'forms', '意见表.html'), '<p>{{content}}</p>');
  hallFile = await hallOfCity('wushen', folder, { policiesFolder: 'site' });
  keyFile = join(folder, 'backup.key');
  await writeFile(keyFile, `${'5a'.repeat(32)}\n`);
  hub = await TestHub.start(false, hallFile);
  vi.stubEnv('DATA_DIR', hub.folder);
  desk = hub.screen('desk', undefined, await hub.as('desk'));
  expect(await outcome(desk)).toBe('connected');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await hub.stop();
  await rm(folder, { recursive: true });
});

async function told(command: object): Promise<Extract<Answer, { ok: true }>> {
  const full = { id: `backup-${(asked += 1)}`, ...command };
  const answer = (await desk.timeout(10_000).emitWithAck('command:send', full)) as Answer;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** A new case with a name, a telephone and words in the vault; its id once that is acknowledged. */
async function openCase(): Promise<string> {
  const { case: id = '' } = await told({ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk' });
  const fields = { name: '欧阳正德', phone: '13987654321', content: `第 ${asked} 次来办` };
  await told({ type: 'TakeStep', case: id, step: 'w1', as: 'desk', fields });
  return id;
}

let made = 0;
async function saved(of = hallFile): Promise<string> {
  const to = join(folder, `saved-${(made += 1)}`);
  const said: string[] = [];
  const code = await backup(['--hall', of, '--to', to, '--key-file', keyFile], say(said), say(said));
  expect([code, said]).toEqual([0, [expect.stringContaining('已备份到')]]);
  return join(to, (await readdir(to))[0] ?? '');
}
const say = (said: string[]) => (line: string) => void said.push(line);

async function restored(from: string, key = keyFile, to = join(folder, `restored-${(made += 1)}`)) {
  const said: string[] = [];
  const code = await restore(['--from', from, '--to', to, '--key-file', key], say(said), say(said));
  return { code, to, said: said.join('\n') };
}

const journalIn = async (data: string): Promise<string> => {
  const files = [...(await filesBelow(join(data, 'journal')))];
  return files.map(([, bytes]) => bytes.toString()).join('');
};

/** Everything sealed that the lines of a journal name. */
function sealedIn(value: unknown): Sealed[] {
  if (isSealed(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sealedIn) : [];
}
const sealedBy = (journal: string): Sealed[] =>
  journal
    .trimEnd()
    .split('\n')
    .flatMap((line) => sealedIn(JSON.parse(line)));

describe('a backup taken while the hub works', () => {
  it('holds every command acknowledged before it, whole, with every text its lines name', async () => {
    const before = [await openCase(), await openCase()];
    let saving = true;
    const during = (async () => {
      while (saving) await openCase();
    })();
    const archive = await saved();
    saving = false;
    await during;

    const { code, to, said } = await restored(archive);

    expect([code, said]).toEqual([0, expect.stringContaining('全部校验通过')]);
    const journal = await journalIn(join(to, 'data'));
    expect((await journalIn(hub.folder)).startsWith(journal)).toBe(true);
    for (const id of before) expect(journal).toContain(`"case":"${id}"`);
    const vault = await openVault(join(to, 'data'), { clock: () => MONDAY });
    const texts = await Promise.all(sealedBy(journal).map((sealed) => vault.open(sealed)));
    expect(texts.length).toBeGreaterThanOrEqual(6);
    expect(texts).not.toContain(null);
  });

  it('lacks no text that its lines name, however writes and copying interleave', async () => {
    const kept = new Map<string, string>();
    const hall = { dataFolder: hub.folder, hallFile, named: ['site'] };
    for await (const { path, content } of keptFiles(hall, () => undefined)) {
      if (kept.size < 12) await openCase();
      let text = '';
      for await (const part of content) text += part.toString();
      kept.set(path, text);
    }

    const journal = [...kept].filter(([path]) => path.startsWith('data/journal/')).map(([, text]) => text);
    const records = new Set(sealedBy(journal.join('')).map(({ record }) => record));
    expect(records.size).toBeGreaterThan(0);
    for (const record of records)
      expect([...kept.keys()].some((path) => path.endsWith(`/${record}.json`))).toBe(true);
    expect([...kept.keys()]).toContain('site/forms/意见表.html');
    expect([...kept.keys()].some((path) => /snapshot|hub\.lock|\.tmp$/.test(path))).toBe(false);
  });

  it('has told nobody of what it does not hold itself: the restored hub would never tell it', async () => {
    const app = await ApiClient.of(hub, 'city-app', ['webhooks']);
    const nobody = { url: 'http://127.0.0.1:9/', events: ['ticket-issued'], secret: 'a-secret-of-the-city' };
    const { body } = await app.post('/webhooks', nobody);
    const issue = () => told({ type: 'IssueTicket', service: 'social' });
    await issue();
    const hall = { dataFolder: hub.folder, hallFile, named: [] };
    let end = 0;
    let taken: number[] = [];
    for await (const { path, content } of keptFiles(hall, ({ seq }) => (end = seq))) {
      let text = '';
      for await (const part of content) text += part.toString();
      if (path === `data/webhooks/${String(body['webhook'])}.jsonl`)
        taken = [...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));
      if (!path.startsWith('data/vault/')) await issue();
    }

    expect(taken.length).toBeGreaterThan(0);
    expect(end).toBeGreaterThanOrEqual(Math.max(...taken));
  });

  it('holds once what hall.json names twice, and whatever a hall needs to start on another machine', async () => {
    const home = join(folder, 'whole');
    await mkdir(join(home, 'site', 'voice', 'zh-CN'), { recursive: true });
    await writeFile(join(home, 'site', 'voice', 'zh-CN', 'chime.mp3'), 'ding');
    for (const part of ['cert', 'key']) await cp(`${PEM}hall-${part}.pem`, join(home, `hall.${part}`));
    await writeFile(join(home, 'metrics.token'), 'a-token-for-prometheus\n');
    await writeFile(join(home, 'signer.mjs'), 'export default () => ({});');
    const connector = { connector: 'generic-file', transport: { kind: 'file' }, module: 'signer.mjs' };
    await writeFile(join(home, 'province.json'), JSON.stringify({ connectors: [connector] }));
    const path = await hallOfCity('wushen', home, {
      ...{ policiesFolder: 'site', voiceFolder: 'site/voice', provinceFile: 'province.json' },
      ...{ tls: { cert: 'hall.cert', key: 'hall.key' }, metrics: { tokenFile: 'metrics.token' } },
    });
    const { code, to } = await restored(await saved(path));

    expect(code).toBe(0);
    for (const name of ['hall.cert', 'hall.key', 'metrics.token', 'province.json', 'signer.mjs'])
      expect(await readFile(join(to, name))).toEqual(await readFile(join(home, name)));
    const { hall } = await readHall(join(to, 'hall.json'), {});
    await readTls(to, hall.tls!);
    expect(await readFile(join(to, 'site', 'voice', 'zh-CN', 'chime.mp3'), 'utf8')).toBe('ding');
  });

  it('becomes a hub elsewhere with the same state, accounts and texts', async () => {
    const id = await openCase();
    const { to } = await restored(await saved());
    expect(await readState(join(to, 'data'))).toEqual(await readState(hub.folder));
    expect(await readFile(join(to, 'site', 'forms', '意见表.html'), 'utf8')).toBe('<p>{{content}}</p>');

    const from = { data: join(to, 'data'), now: MONDAY };
    const other = await TestHub.start(false, join(to, 'hall.json'), undefined, from);
    try {
      const shown = async (of: TestHub) => {
        const cookie = await of.signIn('a-desk', 'password-1');
        return (await of.api('GET', `/api/cases/${id}`, undefined, cookie)).body;
      };
      expect(await shown(other)).toMatchObject({ fields: (await shown(hub))['fields'] });
      expect(await other.seen('HallConfigured')).toBe(1);
    } finally {
      await other.stop();
    }
  });
});

describe('a restore refuses', () => {
  let archive: string;
  beforeAll(async () => {
    archive = await saved();
  });

  it('to show anything of a person to whoever has the file without the key', async () => {
    const bytes = await readFile(archive);

    for (const text of ['journal', 'accounts', 'vault', 'hall.json', '乌审旗'])
      expect(bytes.includes(text)).toBe(false);
  });

  it('another key, a short one, and one that is not there, each in a clear sentence', async () => {
    const other = join(folder, 'other.key');
    await writeFile(other, 'a5'.repeat(32));
    const short = join(folder, 'short.key');
    await writeFile(short, '123456');

    expect((await restored(archive, other)).said).toContain('密钥不对：这份备份是用另一把密钥加密的');
    expect((await restored(archive, short)).said).toContain('至少 16 个字的口令');
    expect((await restored(archive, join(folder, 'none.key'))).said).toContain('读不到密钥文件');
  });

  it('a folder in which something lies, and leaves it as it is', async () => {
    const to = join(folder, 'occupied');
    await mkdir(to);
    await writeFile(join(to, 'mine.txt'), 'mine');

    const { code, said } = await restored(archive, keyFile, to);

    expect([code, said]).toEqual([1, expect.stringContaining('这个文件夹不是空的')]);
    expect(await readdir(to)).toEqual(['mine.txt']);
  });

  it('an archive with one bit changed or its end cut off, and writes nothing of it', async () => {
    const whole = await readFile(archive);
    for (const at of [200, 1_000, whole.length >> 1, whole.length - 1]) {
      const bent = Buffer.from(whole);
      bent[at]! ^= 1;
      await writeFile(archive, bent);
      const { code, to, said } = await restored(archive);
      expect([code, said]).toEqual([1, expect.stringMatching(/备份已损坏|不是备份|密钥不对/)]);
      await expect(readdir(to)).rejects.toThrow('ENOENT');
    }
    await writeFile(archive, whole);
    await truncate(archive, whole.length - 100);
    expect((await restored(archive)).said).toContain('备份已损坏或不完整');
    expect((await restored(hallFile)).said).toContain('这个文件不是备份');
  });

  it('what the disk does not take to its end, and leaves nothing of it', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `data/part-${i}/file`);
    async function* files() {
      for (const path of ['data/part-0/file', 'data/part-0/file/below', ...names.slice(1)])
        yield { path, bytes: 4_096, content: only(Buffer.alloc(4_096)) };
    }
    async function* only(bytes: Buffer) {
      yield bytes;
    }
    const broken = join(folder, 'broken.backup');
    await writeSealed(broken, await readArchiveKey(keyFile), packed(files()));

    const { code, to, said } = await restored(broken);

    expect([code, said]).toEqual([1, expect.stringContaining('没有恢复')]);
    expect(said).not.toContain('ENOTEMPTY');
    expect(await readdir(to)).toEqual([]);
    expect(failureText(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))).toBe('磁盘已满');
  });

  it('nothing of an archive made with a passphrase, which opens it again', async () => {
    const phrase = join(folder, 'phrase.key');
    await writeFile(phrase, '清河县政务大厅备份口令二〇二六年十一月');
    const to = join(folder, 'by-phrase');
    await backup(['--hall', hallFile, '--to', to, '--key-file', phrase], () => undefined, console.error);
    const [name = ''] = await readdir(to);

    expect((await restored(join(to, name), phrase)).code).toBe(0);
    expect((await restored(join(to, name))).said).toContain('密钥不对');
  });
});
