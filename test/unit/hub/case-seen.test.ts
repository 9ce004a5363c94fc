import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CasesView } from '@bandecheng/shared/case/case-view';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { Sealed } from '@bandecheng/shared/vault';
import { policyOf } from '../../fakes/rules.ts';
import { TestGateway, views } from '../../fakes/test-gateway.ts';
import { DESK, HUB, NINE } from '../../given.ts';

type TakeStep = CommandOf<'TakeStep'>;

const NAME: Sealed = { record: '202611-abcdefgh', field: 'name', digest: 'd'.repeat(32) };

/** A case of 乌审旗 in a hall of a moment ago, its applicant's name in the vault. */
async function openCase(of: TestGateway): Promise<void> {
  const policy = policyOf('wushen');
  await of.hub.handle({ id: 'hub:policy', type: 'AdoptPolicy', policy, mark: 'wushen@1' }, HUB);
  const report = {
    type: 'OpenCase',
    caseType: 'bbcs',
    intake: 'desk',
    as: 'desk',
    sealed: { name: NAME },
  } as const;
  const command = { ...report, id: 'open-case', attributes: {}, fields: {}, confidential: false };
  expect(await of.hub.handle(command, DESK)).toMatchObject({ ok: true });
}

let hall: TestGateway;
let opened: string[];

beforeEach(async () => {
  opened = [];
  hall = await TestGateway.open('/nonexistent', undefined, {
    open: async ({ field }) => {
      opened.push(field);
      return '张三';
    },
  });
  await openCase(hall);
});
afterEach(() => hall.close());

const seenCount = () =>
  [...hall.hub.state.desk.cases.values()][0]!.timeline.filter(({ type }) => type === 'PersonalSeen').length;

describe('what a case keeps masked', () => {
  it.each([
    ['a name', 'POST', 'personal', { fields: ['name'], reason: 'handle' }],
    ['a form', 'GET', 'forms/acceptSheet?reason=print-form', undefined],
  ])('%s is opened for nobody before it is on disk who looked and why', async (_what, method, path, body) => {
    hall.journal.hold();
    const answered = vi.fn();
    const asked = fetch(`${hall.url}/api/cases/B20261123-001/${path}`, {
      method,
      headers: { origin: hall.url, cookie: 'bdc_session=desk', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).then((response) => (answered(), response.text()));
    await vi.waitUntil(() => seenCount() === 1);
    expect([opened, answered.mock.calls.length]).toEqual([[], 0]);
    hall.journal.letGo();
    expect(await asked).toContain('张三');
    expect(opened).toEqual(['name']);
  });

  it('stays closed when its record cannot be written', async () => {
    hall.journal.failNextFlush();
    const response = await fetch(`${hall.url}/api/cases/B20261123-001/personal`, {
      method: 'POST',
      headers: { origin: hall.url, cookie: 'bdc_session=desk', 'content-type': 'application/json' },
      body: JSON.stringify({ fields: ['name'], reason: 'handle' }),
    });
    expect([response.status, await response.json()]).toEqual([503, { ok: false, fault: 'unavailable' }]);
    expect(opened).toEqual([]);
  });
});

describe('the board of cases', () => {
  it('says at the full minute, without anything happening, that a case is overdue', async () => {
    const early = await TestGateway.open(undefined, NINE - 200);
    await openCase(early);
    const about = { case: 'B20261123-001', as: 'desk', attributes: {}, fields: {} } as const;
    const phone = { ...NAME, field: 'phone' };
    const sealed = { name: NAME, phone, content: { ...NAME, field: 'content' } };
    for (const step of ['w1', 'w2', 'w5'])
      await early.hub.handle(
        { type: 'TakeStep', id: `take-${step}`, step, ...about, sealed } as TakeStep,
        DESK,
      );
    const desk = await early.screen('cases', undefined, 'desk');
    const standing = () => (views(desk).at(-1)?.data as CasesView | undefined)?.cases[0]?.standing;
    await expect.poll(standing).toBe('running');
    early.now = Date.UTC(2026, 10, 25, 9, 0, 30);
    await expect.poll(standing).toBe('overdue');
    await early.close();
  });
});
