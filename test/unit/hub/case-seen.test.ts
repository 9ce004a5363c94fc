import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { CasesView } from '@bandecheng/shared/case/case-view';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { Sealed } from '@bandecheng/shared/vault';
import { policyOf } from '../../fakes/rules.ts';
import { TestGateway, views } from '../../fakes/test-gateway.ts';
import { DESK, HUB, NINE } from '../../given.ts';

type TakeStep = CommandOf<'TakeStep'>;

const PHOTO = { id: 'photo-1', sha256: 'a'.repeat(64), bytes: 4, mime: 'image/png' } as const;
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
    get: async ({ id }) => {
      opened.push(id);
      return Buffer.from('张三的身份证');
    },
  });
  await openCase(hall);
  const { id: material, ...file } = PHOTO;
  const attach = {
    id: 'attach-photo',
    type: 'AttachMaterial',
    case: 'B20261123-001',
    material,
    ...file,
  } as const;
  await hall.hub.handle(attach, DESK);
});
afterEach(() => hall.close());

const seenCount = () =>
  [...hall.hub.state.desk.cases.values()][0]!.timeline.filter(({ type }) => type === 'PersonalSeen').length;

describe('what a case keeps masked', () => {
  it.each([
    ['a name', 'POST', 'personal', { fields: ['name'], reason: 'handle' }, 'name'],
    ['a form', 'GET', 'forms/acceptSheet?reason=print-form', undefined, 'name'],
    ['a photograph', 'GET', 'materials/photo-1?reason=verify', undefined, 'photo-1'],
  ])(
    '%s is opened for nobody before it is on disk who looked and why',
    async (_what, method, path, body, what) => {
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
      expect(opened).toEqual([what]);
    },
  );

  it('is what the applicant said with a rating too: masked in the story of the case, and opened like a name', async () => {
    const about = { case: 'B20261123-001', as: 'desk', attributes: {}, fields: {} } as const;
    const place = (field: string): Sealed => ({ ...NAME, field });
    const sealed = { name: NAME, phone: place('phone'), content: place('content') };
    const opinion = { windowOpinion: place('windowOpinion') };
    for (const [step, texts] of Object.entries({ w1: sealed, w2: {}, w3: opinion, w4: {} })) {
      const take = { type: 'TakeStep', id: `take-step-${step}`, step, ...about, sealed: texts } as TakeStep;
      expect(await hall.hub.handle(take, DESK)).toMatchObject({ ok: true });
    }
    const said = { type: 'RateCase', case: about.case, grade: 'satisfied', channel: 'desk' } as const;
    const rate = { id: 'rate-the-case', ...said, sealed: { text: place('text') } };
    expect(await hall.hub.handle(rate, DESK)).toMatchObject({ ok: true });
    const headers = { origin: hall.url, cookie: 'bdc_session=desk', 'content-type': 'application/json' };
    const of = `${hall.url}/api/cases/${about.case}`;
    const shown = (await (await fetch(of, { headers })).json()) as CaseDetail;
    expect(shown.said).toMatchObject({ field: 'applicant-said', value: '（已隐去，共 2 字）', masked: true });
    expect(shown.timeline.flatMap(({ text }) => text ?? [])).toContainEqual({
      ...{ zh: '申请人的话', value: '（已隐去，共 2 字）', masked: true },
    });
    const body = JSON.stringify({ fields: ['applicant-said'], reason: 'supervise' });
    const opened = await fetch(`${of}/personal`, { method: 'POST', headers, body });
    expect(await opened.json()).toEqual({ ok: true, values: { 'applicant-said': '张三' } });
    expect(seenCount()).toBe(1);
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
  it('follows each event, and says at the full minute, without any, that a case is overdue', async () => {
    const early = await TestGateway.open(undefined, NINE - 200);
    const desk = await early.screen('cases', undefined, 'desk');
    const standing = () => (views(desk).at(-1)?.data as CasesView | undefined)?.cases[0]?.standing;
    await openCase(early);
    await expect.poll(standing).toBe('measured');
    const about = { case: 'B20261123-001', as: 'desk', attributes: {}, fields: {} } as const;
    const phone = { ...NAME, field: 'phone' };
    const sealed = { name: NAME, phone, content: { ...NAME, field: 'content' } };
    for (const step of ['w1', 'w2', 'w5'])
      await early.hub.handle(
        { type: 'TakeStep', id: `take-${step}`, step, ...about, sealed } as TakeStep,
        DESK,
      );
    await expect.poll(standing).toBe('running');
    early.now = Date.UTC(2026, 10, 25, 9, 0, 30);
    await expect.poll(standing).toBe('overdue');
    await early.close();
  });
});
