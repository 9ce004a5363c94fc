import { rm } from 'node:fs/promises';
import { readState } from '@bandecheng/hub/read-state';
import { verifyJournal } from '@bandecheng/hub/journal/verify-journal';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { LINK } from '@bandecheng/shared/link';
import { HUB_TO_AGENT, type MessageShape } from '@bandecheng/shared/messages';
import type { Lease } from '@bandecheng/shared/outage/lease';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { OutageRow } from '@bandecheng/shared/outage/outage-view';
import { parse } from '@bandecheng/shared/parse';
import type { Answer, Published, Report } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { heard, outcome, TestHub } from '../fakes/test-hub.ts';

const WITHIN = { timeout: 20_000 };
const DEVICES = [
  { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
  { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' },
  { id: 'keypad-c1', kind: 'keypad', profile: 'ff68-keypad', counter: 'c1' },
];
const MINUTE_MS = 60_000;
const SLIP = {
  kind: 'issued',
  service: 'social',
  class: 'ordinary',
  language: 'zh',
  kiosk: 'k1',
  ahead: 1,
  estimateMinutes: 12,
  printer: 'printer-k1',
} as const;

let hub: TestHub;
let key: string;
let agent: Socket;
const leases: Lease[] = [];
const halls: unknown[] = [];
const printed: string[] = [];
const unlike: unknown[] = [];

/** The agent calls, and hears the hub. */
async function join(): Promise<void> {
  agent = hub.agent('hall-1', key, { devices: DEVICES });
  agent.onAny((name: keyof typeof HUB_TO_AGENT, message: unknown) => {
    const shape: MessageShape = HUB_TO_AGENT[name];
    const parsed = parse(shape.message ?? z.unknown(), message);
    if (!parsed.ok) unlike.push({ name, problems: parsed.problems });
  });
  agent.on('outage:leased', (lease: Lease) => leases.push(lease));
  agent.on('hall:told', (told: unknown) => halls.push(told));
  agent.on('print:requested', ({ job }: { job: string }, answer: (taken: boolean) => void) => {
    printed.push(job);
    answer(true);
  });
  const leased = heard(agent, 'outage:leased');
  expect(await outcome(agent)).toBe('connected');
  await leased;
}
const send = (reports: readonly { number: number; report: Report }[]) =>
  agent.timeout(LINK.answerWithinMs).emitWithAck('report:send', { reports });
const ask = async (screen: Socket, type: string, more: object): Promise<Answer> => {
  const command = { id: `command-${type}`, type, ...more };
  return (await screen.timeout(LINK.answerWithinMs).emitWithAck('command:send', command)) as Answer;
};

async function journal(): Promise<RecordedEvent[]> {
  const lines = (await hub.journalText()).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as RecordedEvent);
}

/** The desk board's rows of outages. */
async function outages(): Promise<OutageRow[]> {
  const desk = hub.screen('desk', undefined, await hub.as('desk'));
  return new Promise((resolve) =>
    desk.on('view:published', (view: Published) => {
      if (view.view !== 'queue') return;
      desk.disconnect();
      resolve((view as Published<'queue'>).data.outages);
    }),
  );
}

beforeAll(async () => {
  hub = await TestHub.start();
  key = await hub.agentKey('hall-1');
  await join();
  // The administrator of the first start is signed in for a day alone.
  await hub.as('supervisor');
});
afterAll(() => hub.stop());

describe('an agent whose hub is lost and comes back', () => {
  const taken = (at: number, step: OutageStep, command?: string): Report => ({
    ...{ type: 'RecordOutageStep', at, step },
    ...(command === undefined ? {} : { command }),
  });
  const atC1 = (kind: 'called' | 'started' | 'finished', number: string): OutageStep => ({
    ...{ kind, counter: 'c1', number },
  });
  const reports: { number: number; report: Report }[] = [];
  let cutAt: number;

  it('was told the hall and leased numbers when it came, and is told as the hall goes on', async () => {
    const [lease] = leases;
    expect(lease).toMatchObject({ day: '2026-11-23', reports: 0, waiting: [], given: [] });
    expect(lease?.blocks).toContainEqual({ service: 'social', from: 950, to: 999 });
    expect(lease?.followUpUrl).toMatch(/^http:.*\/t\/$/);
    expect(halls).toEqual([{ hall: expect.objectContaining({ id: 'qinghe' }) as object }]);

    const counter = hub.screen('counter', 'c1', await hub.as('clerk'));
    await outcome(counter);
    await ask(counter, 'OpenCounter', { counter: 'c1' });
    await expect
      .poll(() => leases.at(-1)?.counters, WITHIN)
      .toContainEqual(expect.objectContaining({ counter: 'c1', state: 'open', clerk: 'a-clerk' }));
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    await outcome(kiosk);
    const issued = await ask(kiosk, 'IssueTicket', { service: 'social', kiosk: 'k1' });
    expect(issued).toMatchObject({ ok: true, ticket: { number: 'A001' } });
  });

  it('has every step taken once, in its order and with its own time, however often it tells', async () => {
    cutAt = hub.now;
    await hub.restart(async () => {
      hub.now += 30 * MINUTE_MS;
    });
    await join();
    expect(leases.at(-1)?.waiting).toEqual([
      expect.objectContaining({ number: 'A001', service: 'social', issuedAt: cutAt, visits: 0 }),
    ]);
    const later = (minutes: number): number => cutAt + minutes * MINUTE_MS;
    const slip = (number: string): OutageStep => ({
      ...SLIP,
      number,
      key: `key-of-${number}-0123456789`,
      deadlineAt: later(3),
    });
    const said: Report[] = [
      taken(later(2), slip('A950'), 'command-IssueTicket-alone'),
      { type: 'RecordPrint', job: '2026-11-23-A950/0', state: 'printed', grade: 'A' },
      taken(later(3), atC1('called', 'A001')),
      taken(later(4), atC1('started', 'A001')),
      taken(later(9), atC1('finished', 'A001')),
      { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt: later(9) + 4_000 },
      taken(later(10), atC1('called', 'A044')),
      { type: 'EndOutage', from: cutAt, to: later(30) },
    ];
    reports.push(...said.map((report, i) => ({ number: i + 1, report })));
    // The answer to the first is lost, and the agent tells them all again.
    await send(reports.slice(0, 5));
    expect(await send(reports)).toEqual({ accepted: 8 });
    expect(await send(reports)).toEqual({ accepted: 8 });

    const lines = await journal();
    const own = lines.filter(({ actor, command }) => actor === 'agent:hall-1' && command.includes('#'));
    expect(own.map(({ type, happenedAt }) => [type, happenedAt && (happenedAt - cutAt) / MINUTE_MS])).toEqual(
      [
        ['TicketIssued', 2],
        ['PrintRequested', 2],
        ['PrintChanged', undefined],
        ['TicketCalled', 3],
        ['ServiceStarted', 4],
        ['ServiceFinished', 9],
        ['RatingInvited', 9],
        ['PressRecorded', undefined],
        ['OutageStepSetAside', 10],
        ['OutageEnded', undefined],
      ],
    );
    expect(own.find(({ type }) => type === 'PressRecorded')?.data).toMatchObject({
      ...{ fate: 'rated', visit: '2026-11-23-A001.1', clerk: 'a-clerk' },
    });
    expect(printed.filter((job) => job.startsWith('2026-11-23-A950'))).toEqual([]);
  });

  it('is on the desk board with what it did, and stays there and in the record over another restart', async () => {
    const row = {
      ...{ agent: 'hall-1', from: cutAt, to: cutAt + 30 * MINUTE_MS },
      ...{ issued: 1, called: 1, finished: 1, presses: 1, numbers: ['A950'], withdrawn: [] },
      setAside: [
        { at: cutAt + 10 * MINUTE_MS, kind: 'called', number: 'A044', counter: 1, why: 'ticket-unknown' },
      ],
    };
    expect(await outages()).toEqual([row]);
    await hub.restart();
    // The agent is away once more, and that is a row of its own.
    expect((await outages()).at(-1)).toEqual(row);
    await expect(verifyJournal(hub.folder, () => undefined)).resolves.toMatchObject({ torn: null });
  });

  it('has given a number that the hub, asked the same by its kiosk, answers with, and gives no second one', async () => {
    const kiosk = hub.screen('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
    await outcome(kiosk);
    const asked = { id: 'command-IssueTicket-alone', service: 'social', kiosk: 'k1' };
    expect(await ask(kiosk, 'IssueTicket', asked)).toMatchObject({ ok: true, ticket: { number: 'A950' } });
    const lines = await journal();
    expect(lines.filter(({ type }) => type === 'TicketIssued')).toHaveLength(2);
  });

  it('is then leased what is left, and reckoned with up to its last report', async () => {
    await join();
    expect(leases.at(-1)).toMatchObject({ reports: 8, given: ['A950'] });
    expect(leases.at(-1)?.waiting.map(({ number }) => number)).toEqual(['A950']);
    expect(unlike).toEqual([]);
  });

  it('that hears of it only on the next day counts it for the day before, whole in the record and after a rebuild', async () => {
    await hub.restart(async () => {
      hub.now = cutAt + 24 * 60 * MINUTE_MS;
    });
    await join();
    const later = (minutes: number): number => cutAt + minutes * MINUTE_MS;
    const said: Report[] = [
      taken(later(40), atC1('called', 'A950')),
      taken(later(41), atC1('started', 'A950')),
      taken(later(50), atC1('finished', 'A950')),
      { type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt: later(50) + 4_000 },
      { type: 'EndOutage', from: later(35), to: hub.now },
    ];
    expect(await send(said.map((report, i) => ({ number: i + 9, report })))).toEqual({ accepted: 13 });
    const [row] = await outages();
    expect(row).toMatchObject({ called: 1, finished: 1, presses: 1, setAside: [] });

    const supervisor = await hub.signIn('a-supervisor', 'password-1');
    const on = async (day: string) =>
      (await hub.api('GET', `/api/ratings/report?period=${day}`, undefined, supervisor)).body;
    expect(await on('2026-11-23')).toMatchObject({
      report: { whole: { visits: 2, levels: { satisfied: 2 } } },
    });
    expect(await on('2026-11-24')).toMatchObject({
      report: { whole: { visits: 0, levels: { satisfied: 0 } } },
    });

    await hub.restart(async () => {
      const saved = await readState(hub.folder);
      await rm(`${hub.folder}/snapshot.json`);
      expect(await readState(hub.folder)).toEqual(saved);
      expect(saved?.totals).toEqual({ issued: 0, finished: 0, noShow: 0 });
      expect(saved?.daysOver.get('2026-11-23')?.totals).toEqual({ issued: 2, finished: 2, noShow: 0 });
    });
    await expect(verifyJournal(hub.folder, () => undefined)).resolves.toMatchObject({ torn: null });
  });
});
