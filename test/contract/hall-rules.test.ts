import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hall } from '@bandecheng/shared/hall';
import { heard, outcome, TestHub, type ApiAnswer } from '../fakes/test-hub.ts';

let hub: TestHub;
let admin: string;
beforeAll(async () => {
  hub = await TestHub.start();
  admin = await hub.asAdmin();
});
afterAll(() => hub.stop());

async function rules(): Promise<{ hall: Hall; mark: string }> {
  const { body } = await hub.api('GET', '/api/hall/rules', undefined, admin);
  return body as unknown as { hall: Hall; mark: string };
}
const put = (body: unknown, cookie = admin): Promise<ApiAnswer> => hub.api('PUT', '/api/hall', body, cookie);

/** The hall with other rules for its first service. */
const withSocial = (hall: Hall, change: object): object => ({
  ...hall,
  services: hall.services.map((service) => (service.id === 'social' ? { ...service, ...change } : service)),
});

describe('editing the hall over the API', () => {
  it('is for administrators alone', async () => {
    const { hall, mark } = await rules();
    for (const role of ['desk', 'shift-leader'] as const) {
      const cookie = await hub.as(role);
      expect((await hub.api('GET', '/api/hall/rules', undefined, cookie)).status).toBe(403);
      expect((await put({ hall, mark }, cookie)).body['refused']).toBe('not-allowed');
    }
    expect((await put({ hall, mark }, '')).status).toBe(401);
    expect(await outcome(hub.screen('hall', undefined, await hub.as('desk')))).toBe('not-allowed');
    expect(await outcome(hub.screen('hall', undefined, admin))).toBe('connected');
  });

  it('closes a service on every kiosk at once', async () => {
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    await heard(kiosk, 'view:published');
    const next = heard<{ data: { services: { giving: object }[] } }>(kiosk, 'view:published');
    const { hall, mark } = await rules();
    expect((await put({ hall: withSocial(hall, { closed: true }), mark })).status).toBe(200);
    expect((await next).data.services[0]?.giving).toEqual({ state: 'closed' });
    const after = await rules();
    await put({ hall: withSocial(after.hall, { closed: false }), mark: after.mark });
  });

  it('tells every problem with its place and changes nothing', async () => {
    const before = await rules();
    const wrong = { ...withSocial(before.hall, { dailyMost: 0, prefix: 'a' }), unknown: 1 };
    const { status, body } = await put({ hall: wrong, mark: before.mark });
    expect(status).toBe(400);
    const paths = (body['problems'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['services[0].dailyMost', 'services[0].prefix', 'unknown']));
    expect(await rules()).toEqual(before);
  });

  it('tells what hall.json may hold, for the forms that are made from it', async () => {
    const { body } = await hub.api('GET', '/api/hall/rules', undefined, admin);
    const { properties } = body['shape'] as { properties: Record<string, { properties?: object }> };
    expect(properties['hours']?.properties).toMatchObject({
      open: { type: 'string', holds: 'clock' },
      days: { items: { holds: 'weekday' } },
    });
  });

  it('says in Chinese what an empty or an impossible field wants', async () => {
    const { hall, mark } = await rules();
    const displays = [{ id: 'd1', name: { zh: '' }, voices: [] }];
    const appointments = { ...hall.appointments, lateMinutes: 90, missedMinutes: 60 };
    const { body } = await put({ hall: { ...hall, displays, appointments }, mark });
    expect(body['problems']).toEqual(
      expect.arrayContaining([
        { path: 'displays[0].name.zh', reason: '不能为空' },
        { path: 'displays[0].voices', reason: '至少 1 项' },
        { path: 'appointments.missedMinutes', reason: '不能少于迟到仍优先的分钟数' },
      ]),
    );
  });

  it.each([
    ['id', 'other'],
    ['port', 4001],
    ['listen', '0.0.0.0'],
    ['dataFolder', 'elsewhere'],
    ['publicAddress', 'http://10.0.0.1:3000'],
  ])('leaves %s as it is: the running hub stands on it', async (field, value) => {
    const { hall, mark } = await rules();
    const { status, body } = await put({ hall: { ...hall, [field]: value }, mark });
    expect(status).toBe(400);
    expect(body['problems']).toMatchObject([{ path: field }]);
  });

  it('undoes nothing that somebody else edited meanwhile', async () => {
    const { hall, mark } = await rules();
    expect((await put({ hall: withSocial(hall, { usualMinutes: 7 }), mark })).status).toBe(200);
    const late = await put({ hall: withSocial(hall, { quick: true }), mark });
    expect([late.status, late.body['refused']]).toEqual([409, 'hall-changed']);
    expect((await rules()).hall.services[0]).toMatchObject({ usualMinutes: 7, quick: false });
  });

  it('refuses to delete a service that people wait for, and says how many', async () => {
    const desk = hub.screen('desk', undefined, await hub.as('desk'));
    await outcome(desk);
    const issue = { id: 'issue-0001', type: 'IssueTicket', service: 'general' };
    await desk.timeout(3_000).emitWithAck('command:send', issue);
    const { hall, mark } = await rules();
    const without = {
      ...hall,
      services: hall.services.filter(({ id }) => id !== 'general'),
      counters: hall.counters.map((counter) => ({
        ...counter,
        services: counter.services.filter((id) => id !== 'general'),
      })),
    };
    const { status, body } = await put({ hall: without, mark });
    expect(status).toBe(409);
    expect(body).toMatchObject({ refused: 'service-has-waiting', about: { waiting: 1 } });
  });

  it('takes a hall of several hundred services', async () => {
    const { hall, mark } = await rules();
    const letters = [...'JKLMNOPQRSTUVWXYZ'].flatMap((one) =>
      [...'ABCDEFGHIJKLMNOPQR'].map((two) => one + two),
    );
    const more = letters.map((prefix) => ({ ...hall.services[0], id: `more-${prefix}`, prefix }));
    const counters = hall.counters.map((counter, i) =>
      i === 0 ? { ...counter, services: [...counter.services, ...more.map(({ id }) => id)] } : counter,
    );
    const large = { hall: { ...hall, services: [...hall.services, ...more], counters }, mark };
    expect(JSON.stringify(large).length).toBeGreaterThan(64 * 1024);
    expect((await put(large)).status).toBe(200);
    const after = await rules();
    expect(after.hall.services).toHaveLength(8 + more.length);
    expect((await put({ hall, mark: after.mark })).status).toBe(200);
  });

  it('gives a counter in a group what the group takes, and takes it back with the group', async () => {
    const { hall, mark } = await rules();
    const groups = [{ id: 'all-in-one', name: { zh: '综合窗口' }, services: ['fund'] }];
    const grouped = hall.counters.map((c) => (c.id === 'c1' ? { ...c, group: 'all-in-one' } : c));
    await put({ hall: { ...hall, groups, counters: grouped }, mark });
    const joined = await rules();
    expect(joined.hall.counters[0]?.services).not.toContain('fund');
    const left = joined.hall.counters.map(({ group: _group, ...counter }) => counter);
    await put({ hall: { ...joined.hall, groups: [], counters: left }, mark: joined.mark });
    expect((await rules()).hall.counters[0]?.services).toEqual(hall.counters[0]?.services);
  });
});
