import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestHub } from '../fakes/test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await TestHub.start();
});
afterAll(() => hub.stop());

it('whom a case may be given to is said to the desk by account and name: who works on cases and may sign in', async () => {
  const [desk, clerk] = [await hub.as('desk'), await hub.as('clerk')];
  await hub.as('auditor');
  const gone = { id: 'gone', name: '已离职', role: 'clerk', password: 'password-1' };
  await hub.api('POST', '/api/accounts', gone, await hub.asAdmin());
  expect((await hub.api('PUT', '/api/accounts/gone', { locked: true }, await hub.asAdmin())).status).toBe(
    200,
  );
  const staff = (cookie = '') => hub.api('GET', '/api/case-staff', undefined, cookie);
  expect((await staff(desk)).body['staff']).toEqual([
    { account: 'a-clerk', name: '某人' },
    { account: 'a-desk', name: '某人' },
    expect.objectContaining({ account: 'admin' }),
  ]);
  expect((await staff(clerk)).status).toBe(403);
  expect((await staff()).status).toBe(401);
});
