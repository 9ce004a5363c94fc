import { readdir, readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub, type OpenHub } from '@bandecheng/hub/open-hub';
import { STATE_VERSION } from '@bandecheng/hub/state/hall-state';
import { writeSnapshot } from '@bandecheng/hub/state/snapshot';
import { displayView } from '@bandecheng/hub/views/display-view';
import type { Command } from '@bandecheng/shared/commands';
import { Hall } from '@bandecheng/shared/hall';
import type { Published } from '@bandecheng/shared/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, outcome, TestHub } from '../fakes/test-hub.ts';
import { NO_DESK } from '../fakes/rules.ts';
import { CLERK, DESK, KIOSK, NINE, SMALL_HALL, t } from '../given.ts';
import { hallWith, take } from '../unit/behaviours/hall-of-behaviours.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.start();
});
afterAll(() => hub.stop());

/** A hub on a folder of its own, whose clock the test moves. */
async function onFolder(run: (open: (now: number) => Promise<OpenHub>, folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'behaviour-'));
  const notices: string[] = [];
  const open = (now: number) =>
    openHub({
      ...{ hall: SMALL_HALL, rules: NO_DESK, dataFolder: folder, clock: () => now },
      onNotice: (what) => void notices.push(what),
      onFault: (error) => {
        throw error;
      },
    });
  await run(open, folder).finally(() => rm(folder, { recursive: true }));
}

const issue = (id: string): Command => ({
  ...{ id, type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
});

describe('display and administration', () => {
  it('47 display joining late gets full state', async () => {
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    await outcome(kiosk);
    const issued = { id: 'late-display-1', type: 'IssueTicket', service: 'social' };
    const answer = (await kiosk.timeout(5_000).emitWithAck('command:send', issued)) as {
      ticket: { number: string };
    };
    const counter = hub.screen('counter', 'c1', await hub.as('clerk'));
    await outcome(counter);
    for (const command of [
      { id: 'late-display-2', type: 'OpenCounter', counter: 'c1' },
      { id: 'late-display-3', type: 'CallNext', counter: 'c1' },
    ])
      await counter.timeout(5_000).emitWithAck('command:send', command);
    const display = hub.screen('display', undefined, await hub.paired('display'));
    const { data } = await heard<Published<'display'>>(display, 'view:published');
    expect(data.calls.map((call) => call.number)).toContain(answer.ticket.number);
    expect(data.services.length).toBeGreaterThan(0);
  });

  it('48 smartboard hides back-office services and identities', () => {
    const on = take(hallWith({}, { backOffice: true, person: {} }), 'social', { person: 'a'.repeat(32) });
    on.when({ type: 'CallNext', counter: 'c1' });
    const view = displayView(on.state, on.state.hall ?? SMALL_HALL, on.now);
    expect(view.calls).toEqual([]);
    expect(JSON.stringify(view)).not.toMatch(/social|aaaaaaaa/);
  });

  it('49 delete/disable service with waiting people is refused or migrates them', () => {
    const without = Hall.parse({
      ...SMALL_HALL,
      services: SMALL_HALL.services.filter((service) => service.id !== 'social'),
      counters: SMALL_HALL.counters.map((counter) => ({ ...counter, services: ['estate', 'tax'] })),
    });
    const admin = { kind: 'staff', account: 'admin', role: 'admin' } as const;
    const on = take(hallWith());
    on.when({ type: 'EditHall', hall: without }, admin).thenRefused('service-has-waiting');
    on.when({ type: 'TransferTicket', ticket: t('A001'), to: { service: 'tax' } }, DESK);
    on.when({ type: 'EditHall', hall: without }, admin).thenEvents('HallConfigured');
    expect(on.state.tickets.get(t('A001'))?.status).toBe('waiting');
  });

  it('50 role matrix: unauthenticated 401/403, wrong token 401, wrong role 403', async () => {
    expect((await hub.api('GET', '/api/accounts')).status).toBe(401);
    expect((await hub.api('GET', '/api/accounts', undefined, 'bdc_session=wrong')).status).toBe(401);
    expect((await hub.api('GET', '/api/accounts', undefined, await hub.as('desk'))).status).toBe(403);
    expect(await outcome(hub.agent('hall-1', 'no-such-key-at-all'))).toBe('not-allowed');
  });

  it('52 old database upgrades in place', async () => {
    await onFolder(async (open, folder) => {
      const before = await open(NINE);
      await before.handle(issue('before-upgrade'), KIOSK);
      await before.stop();
      const end = { seq: 1, hash: '', file: '', offset: 0 };
      const old = { version: STATE_VERSION - 1, state: { what: 'an older shape' }, position: end };
      await writeSnapshot(folder, old, () => Promise.resolve());
      const after = await open(NINE + 1_000);
      expect(after.state.tickets.get(t('A001'))?.status).toBe('waiting');
      await after.stop();
    });
  });

  it('53 fresh install starts', async () => {
    await onFolder(async (open) => {
      const fresh = await open(NINE);
      expect(await fresh.handle(issue('the-very-first'), KIOSK)).toMatchObject({
        ticket: { number: 'A001' },
      });
      await fresh.stop();
    });
  });

  it('54 end-of-day archive in one transaction, counters reset', async () => {
    await onFolder(async (open, folder) => {
      const monday = await open(NINE);
      await monday.handle({ id: 'open-counter', type: 'OpenCounter', counter: 'c1' }, CLERK);
      await monday.handle(issue('left-over'), KIOSK);
      await monday.stop();
      const tuesday = await open(NINE + 86_400_000);
      expect(await tuesday.handle(issue('next-day-1'), KIOSK)).toMatchObject({ ticket: { number: 'A001' } });
      expect(tuesday.state.totals).toMatchObject({ issued: 1, finished: 0 });
      expect(tuesday.state.counters.get('c1')?.state).toBe('closed');
      await tuesday.stop();
      const lines = await readFile(join(folder, 'journal', '2026-11-24.jsonl'), 'utf8');
      const opened = lines.split('\n').filter((line) => line.includes('"DayOpened"'));
      expect(opened).toHaveLength(1);
      expect(opened[0]).toContain(t('A001'));
    });
  });

  it('55 history queries unaffected by purge; purge audited', async () => {
    await onFolder(async (open, folder) => {
      const monday = await open(NINE);
      await monday.handle(issue('monday-number'), KIOSK);
      await monday.stop();
      const before = await readFile(join(folder, 'journal', '2026-11-23.jsonl'), 'utf8');
      const tuesday = await open(NINE + 86_400_000);
      await tuesday.handle(issue('tuesday-number'), KIOSK);
      // What memory lets go of at the turn of the day stands in the record, and so does that it was let go of.
      expect(tuesday.state.tickets.has(t('A001'))).toBe(false);
      await tuesday.stop();
      expect(await readFile(join(folder, 'journal', '2026-11-23.jsonl'), 'utf8')).toContain(before);
      expect(await readdir(join(folder, 'journal'))).toEqual(
        expect.arrayContaining(['2026-11-23.jsonl', '2026-11-24.jsonl']),
      );
    });
  });

  it('57 health + readiness endpoints under time bound', async () => {
    const within = { signal: AbortSignal.timeout(5_000) };
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(hub.url + path, within)).status).toBe(200);
  });
});
