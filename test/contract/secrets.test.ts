import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { outcome, TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.start();
});
afterAll(() => hub.stop());

/** Every file below a folder of the data folder, as one text. */
async function allOf(folder: string): Promise<string> {
  const names = await readdir(join(hub.folder, folder), { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '',
  );
}

const valueOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1).split(';', 1)[0] ?? '';

describe('a secret', () => {
  it('of any kind, right or wrong, stands in no log line, no journal and, but for what must be kept, on no disk', async () => {
    const admin = await hub.asAdmin();
    const ask = (method: string, path: string, body?: object) => hub.api(method, path, body, admin);
    const secrets = new Map<string, string>();
    secrets.set('one-time password', hub.running.firstPassword ?? '');
    secrets.set('session', valueOf(admin));
    secrets.set('wrong password', 'a-password-mistyped');
    secrets.set('account mistaken for the password', 'hunter2hunter2');
    await hub.api('POST', '/api/session', { account: 'admin', password: 'a-password-mistyped' });
    await hub.api('POST', '/api/session', { account: 'hunter2hunter2', password: 'x' });
    await hub.api('POST', '/api/session', {
      account: ['hunter2hunter2'],
      password: { a: 'a-password-mistyped' },
    });
    secrets.set('chosen password', 'a-password-of-li');
    await ask('POST', '/api/accounts', { id: 'li', name: '李', role: 'desk', password: 'a-password-of-li' });
    const reset = await ask('POST', '/api/accounts/li/password', {});
    secrets.set('reset password', String(reset.body['password']));
    const key = await hub.agentKey('hall-1');
    secrets.set('agent key', key);
    secrets.set('wrong agent key', 'an-agent-key-that-is-wrong');
    expect(await outcome(hub.agent('hall-1', 'an-agent-key-that-is-wrong'))).toBe('not-allowed');
    expect(await outcome(hub.agent('hall-1', key, { protocol: 99 }))).toBe('version-differs');
    expect(await outcome(hub.agent('hall-1', key))).toBe('connected');
    const app = await ApiClient.of(hub, 'city-app', ['read', 'webhooks']);
    secrets.set('token of the API', app.token);
    await app.get('/services');
    await app.post('/webhooks', { secret: app.token });
    await ApiClient.stranger(hub, 'a-token-that-is-wrong-').get('/services');
    secrets.set('wrong token', 'a-token-that-is-wrong-');
    const enrolment = await ask('POST', '/api/enrolments', { agent: 'hall-2' });
    secrets.set('enrolment code', String(enrolment.body['code']));
    secrets.set('pairing', valueOf(await hub.paired('kiosk', 'k1')));
    // A fault in the middle of a request: what breaks is logged, what was asked is not.
    await hub.api('POST', '/api/session', '{"account":"admin","password":"a-password-mistyped"');

    const { key: vaultKey } = JSON.parse(await readVaultKey()) as {
      key: string;
    };
    secrets.set('vault key', vaultKey);
    const [logged, journal, registers] = [
      JSON.stringify(hub.logged),
      await allOf('journal'),
      await allOf('registers'),
    ];
    expect([...secrets.values()].every((secret) => secret.length >= 8)).toBe(true);
    for (const [kind, secret] of secrets) {
      expect(logged.includes(secret), `${kind} in the log`).toBe(false);
      expect(journal.includes(secret), `${kind} in the journal`).toBe(false);
      // The vault key lies there by design where the hall keeps it nowhere else.
      if (kind !== 'vault key') expect(registers.includes(secret), `${kind} on disk`).toBe(false);
    }
  });
});

const readVaultKey = () => readFile(join(hub.folder, 'registers', 'vault-key.json'), 'utf8');
