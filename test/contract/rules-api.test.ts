import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErasureCertificate } from '@bandecheng/shared/case/erasure';
import type { RulesShown } from '@bandecheng/shared/case/rules-shown';
import type { Answer } from '@bandecheng/shared/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hallOfCity, outcome, TestHub, type ApiAnswer } from '../fakes/test-hub.ts';

let hub: TestHub;
let folder: string;
let supervisor: string;
let admin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-api-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
  [supervisor, admin] = [await hub.as('supervisor'), await hub.asAdmin()];
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

const rules = async (cookie: string): Promise<RulesShown> =>
  (await hub.api('GET', '/api/rules', undefined, cookie)).body as unknown as RulesShown;
const sign = (assumption: string, cookie: string): Promise<ApiAnswer> =>
  hub.api('POST', '/api/rules/signatures', { assumption }, cookie);

describe('the rules and who signs them', () => {
  it('are shown to the staff with what awaits a signature, and to nobody else', async () => {
    expect((await hub.api('GET', '/api/rules')).status).toBe(401);
    const shown = await rules(await hub.as('auditor'));
    expect(shown).toMatchObject({ policy: { place: expect.stringContaining('乌审') as string }, signed: [] });
    expect(shown.policy?.assumptions.map(({ id }) => id)).toContain('WS-A1');
    expect([shown.maySign, (await rules(supervisor)).maySign]).toEqual([false, true]);
  });

  it('are signed one by one, by name and once, by a supervisor or an administrator', async () => {
    expect((await sign('WS-A1', await hub.as('shift-leader'))).body['refused']).toBe('not-allowed');
    const signed = await sign('WS-A1', supervisor);
    expect(signed.body['signed']).toEqual([
      { assumption: 'WS-A1', by: 'a-supervisor', name: '某人', at: hub.now },
    ]);
    expect((await sign('WS-A1', admin)).body['refused']).toBe('nothing-new');
    expect((await sign('WS-A99', admin)).body['refused']).toBe('assumption-unknown');
    await hub.restart();
    expect((await rules(admin)).signed).toHaveLength(1);
  });
});

/** A case that is over, of a person who is named in it. */
async function closedCase(confidential: boolean): Promise<string> {
  const screen = hub.screen('desk', undefined, await hub.as('desk'));
  expect(await outcome(screen)).toBe('connected');
  const send = async (command: object): Promise<Answer> =>
    (await screen.emitWithAck('command:send', { id: `erase-${Math.random()}`, ...command })) as Answer;
  const open = { type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', confidential };
  const answer = await send({ ...open, fields: { name: '欧阳正德', content: '排队等号' } });
  const id = (answer.ok ? answer.case : undefined) ?? '';
  await send({ type: 'NoteCase', case: id, as: 'desk', text: '本人来过三次' });
  const step = { type: 'TakeStep', case: id, as: 'desk', step: 'w0', exclusion: 0 };
  expect(await send(step)).toMatchObject({ ok: true });
  return id;
}

describe('forgetting a person', () => {
  it('is an administrator’s, of closed cases alone, once, with a certificate that names the line of the journal', async () => {
    const id = await closedCase(false);
    const erase = (cookie: string) =>
      hub.api('POST', `/api/cases/${id}/erase`, { reason: 'request' }, cookie);
    expect((await hub.api('GET', `/api/cases/${id}/erasure`, undefined, admin)).body['refused']).toBe(
      'not-erased',
    );
    expect((await erase(supervisor)).body['refused']).toBe('not-allowed');
    const before = (await readdir(join(hub.folder, 'vault'), { recursive: true })).length;
    const { body } = await erase(admin);
    const certificate = body['certificate'] as ErasureCertificate;
    expect(certificate).toMatchObject({
      ...{ case: id, at: hub.now, by: { account: 'admin' }, reason: 'request', materials: 0 },
      fields: ['反映人姓名', expect.any(String) as string],
    });
    // Gone when it is certified, not later.
    const after = (await readdir(join(hub.folder, 'vault'), { recursive: true })).length;
    expect(before - after).toBe(certificate.records);
    const lines = (await readFile(join(hub.folder, 'journal', '2026-11-23.jsonl'), 'utf8')).split('\n');
    const line = lines.find((one) => one.startsWith(`{"seq":${certificate.seq},`));
    expect(line).toContain('"type":"PersonErased"');
    expect(line).toMatch(new RegExp(`"hash":"${certificate.hash}"}$`));
    expect((await erase(admin)).body['refused']).toBe('person-erased');
    await hub.restart();
    const again = await hub.api('GET', `/api/cases/${id}/erasure`, undefined, supervisor);
    expect(again.body['certificate']).toEqual(certificate);
    expect((await hub.api('GET', `/api/cases/${id}/erasure`, undefined, await hub.as('desk'))).status).toBe(
      403,
    );
  });

  it('reaches a confidential case too, whose content the administrator never sees', async () => {
    const id = await closedCase(true);
    const { body } = await hub.api('POST', `/api/cases/${id}/erase`, { reason: 'rule' }, admin);
    expect(body['certificate']).toMatchObject({ case: id, reason: 'rule' });
  });

  it('is refused of a case that nobody knows', async () => {
    const unknown = await hub.api('POST', '/api/cases/B20261123-999/erase', { reason: 'rule' }, admin);
    expect(unknown.body['refused']).toBe('case-unknown');
  });
});
