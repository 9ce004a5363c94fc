import type { Actor, Command } from '@bandecheng/shared/commands';
import type { Sealed } from '@bandecheng/shared/vault';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holder } from '../../fakes/given-visit.ts';
import { TestGateway } from '../../fakes/test-gateway.ts';
import { CLERK, t } from '../../given.ts';

const TEXT: Sealed = { record: '202611-abcdefgh', field: 'text', digest: 'd'.repeat(32) };
const AT = { counter: 'c1', ticket: t('A001') };

let hall: TestGateway;
let opened: string[];
let commands = 0;

/** A visit that its applicant has rated with words, which lie in the vault. */
beforeEach(async () => {
  opened = [];
  hall = await TestGateway.open('/nonexistent', undefined, {
    open: async ({ record }) => {
      opened.push(record);
      return '让我跑了三趟';
    },
  });
  await hall.ticket();
  await say({ type: 'OpenCounter', counter: 'c1' });
  await say({ type: 'CallNext', counter: 'c1' });
  await say({ type: 'StartService', ...AT });
  await say({ type: 'FinishService', ...AT });
  await say(
    { type: 'RateVisit', level: 'dissatisfied', sealed: { text: TEXT }, reasons: [] },
    holder('A001'),
  );
});
afterEach(() => hall.close());

async function say(command: object, actor: Actor = CLERK): Promise<void> {
  const full = { id: `words-${(commands += 1)}-0000`, ...command } as Command;
  expect(await hall.hub.handle(full, actor)).toMatchObject({ ok: true });
}

const ask = () =>
  fetch(`${hall.url}/api/ratings/words`, {
    method: 'POST',
    headers: { origin: hall.url, cookie: 'bdc_session=supervisor', 'content-type': 'application/json' },
    body: JSON.stringify({ visit: `${t('A001')}.1`, reason: 'supervise' }),
  });

describe('what was written about a visit', () => {
  it('is opened for nobody before it is on disk who looked and why', async () => {
    const { seq } = hall.hub.state;
    hall.journal.hold();
    const answered = vi.fn();
    const asked = ask().then((response) => (answered(), response.text()));
    await vi.waitUntil(() => hall.hub.state.seq === seq + 1);
    expect([opened, answered.mock.calls.length]).toEqual([[], 0]);
    hall.journal.letGo();
    expect(await asked).toContain('让我跑了三趟');
    expect(opened).toEqual([TEXT.record]);
  });

  it('stays closed when its record cannot be written', async () => {
    hall.journal.failNextFlush();
    const response = await ask();
    expect([response.status, await response.json()]).toEqual([503, { ok: false, fault: 'unavailable' }]);
    expect(opened).toEqual([]);
  });
});
