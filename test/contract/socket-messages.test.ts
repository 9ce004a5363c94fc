import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LINK, PROTOCOL_VERSION } from '@bandecheng/shared/link';
import {
  HUB_TO_AGENT,
  HUB_TO_SCREEN,
  NAMESPACES,
  SCREEN_TO_HUB,
  type MessageShape,
} from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import { HandshakeRefused, type Answer, type Published } from '@bandecheng/shared/protocol';
import { SCREEN_VIEWS, VIEW_NAMES } from '@bandecheng/shared/screen-views';
import { SCREENS, type Screen } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { hallOfCity, MONDAY, outcome, TestHub } from '../fakes/test-hub.ts';

const WITHIN = { timeout: 20_000 };
const AGENT = 'hall-1';
const DEVICES = [
  { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
  { id: 'reader-k1', kind: 'id-card-reader', profile: 'sam-card-reader', kiosk: 'k1' },
  { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' },
  { id: 'keypad-c1', kind: 'keypad', profile: 'ff68-keypad', counter: 'c1' },
  { id: 'window-c1', kind: 'window-display', profile: 'aa-window-display', counter: 'c1' },
];

interface Heard {
  name: string;
  message: unknown;
}
/** What the hub sent to each end, as it came off the wire. */
const heard = { screens: [] as (Heard & { screen: Screen })[], agent: [] as Heard[] };
const answers: unknown[] = [];

let hub: TestHub;
let folder: string;
let counter: Socket;
let kiosk: Socket;
let agent: Socket;
let commands = 0;
let reports = 0;

const ask = async (socket: Socket, type: string, more: object = {}): Promise<Answer> => {
  const command = { id: `command-${(commands += 1)}`, type, ...more };
  const answer = (await socket.timeout(LINK.answerWithinMs).emitWithAck('command:send', command)) as Answer;
  answers.push(answer);
  return answer;
};
const atC1 = (type: string, more: object = {}) => ask(counter, type, { counter: 'c1', ...more });
const report = (more: object) =>
  agent.timeout(LINK.answerWithinMs).emitWithAck('report:send', {
    reports: [{ number: (reports += 1), report: more }],
  });
const views = (screen: Screen): Published[] =>
  heard.screens.flatMap(({ screen: of, name, message }) =>
    of === screen && name === 'view:published' ? [message as Published] : [],
  );

async function open(screen: Screen, of: string | undefined, cookie: string): Promise<Socket> {
  const socket = hub.screen(screen, of, cookie);
  socket.onAny((name: string, message: unknown) => heard.screens.push({ screen, name, message }));
  expect(await outcome(socket)).toBe('connected');
  return socket;
}

async function take(service: string, more: object = {}): Promise<string> {
  const answer = await ask(kiosk, 'IssueTicket', { service, kiosk: 'k1', ...more });
  if (!answer.ok || answer.ticket === undefined) throw new Error(JSON.stringify(answer));
  return answer.ticket.ticket;
}

/** A morning in which every kind of thing happens once. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'messages-'));
  hub = await TestHub.start(false, await hallOfCity('wushen', folder));
  const admin = await hub.asAdmin();
  const agentKey = await hub.agentKey(AGENT);
  agent = hub.agent(AGENT, agentKey, { devices: DEVICES });
  agent.onAny((name: string, message: unknown) => heard.agent.push({ name, message }));
  agent.on('print:requested', (_job, answer: (taken: boolean) => void) => answer(true));
  agent.on('technician:asked', (_question, answer: (reply: object) => void) =>
    answer({ refused: 'question-malformed' }),
  );
  agent.on('presence:asked', (answer: (there: boolean) => void) => answer(true));
  await outcome(agent);
  expect(await outcome(hub.agent(AGENT, agentKey))).toBe('identity-copied');
  kiosk = await open('kiosk', 'k1', await hub.paired('kiosk', 'k1'));
  counter = await open('counter', 'c1', admin);
  await open('tablet', 'c1', admin);
  for (const screen of ['display', 'desk', 'devices', 'hall', 'cases'] as const)
    await open(screen, undefined, admin);

  const app = await ApiClient.of(hub, 'city-app', ['appointments']);
  await app.post('/appointments', { service: 'social', startsAt: MONDAY + 600_000, code: 'EARLY1' });
  await ask(kiosk, 'CheckIn', { code: 'EARLY1', kiosk: 'k1' });
  const first = await take('social', { more: ['medical'], people: 2 });
  const second = await take('social', { class: 'elderly', language: 'en' });
  const third = await take('social');
  await take('property');
  await atC1('OpenCounter');
  await atC1('CallNext');
  await atC1('CallNext');
  await atC1('RecallTicket', { ticket: second });
  await atC1('MarkNoShow', { ticket: second });
  await atC1('CallNext');
  await atC1('StartService', { ticket: first });
  // Staff are told no key: the newest is that of the number taken last.
  const keys = answers.flatMap((a) => (a as Extract<Answer, { ok: true }>).ticket?.key ?? []);
  const key = keys.filter((one) => one !== '').at(-1);
  await open('follow', key, '');
  await atC1('AddMatter', { ticket: first, service: 'social' });
  await atC1('HoldTicket', { ticket: first, reason: '去复印', minutes: 5 });
  await atC1('CallTicket', { ticket: first });
  await atC1('StartService', { ticket: first });
  await atC1('FinishService', { ticket: first });
  await report({ type: 'RecordPress', device: 'evaluator-c1', level: 'dissatisfied', pressedAt: hub.now });
  await report({ type: 'RecordPress', device: 'evaluator-c1', level: 'none-such', pressedAt: hub.now });
  await report({ type: 'UseKeypad', device: 'keypad-c1', key: 'finish', pressedAt: hub.now });
  await report({ type: 'RecordDeviceState', device: 'printer-k1', problems: ['paper-out'], since: hub.now });
  await report({ type: 'RecordPrint', job: `${third}/0`, state: 'printing' });
  await report({ type: 'RecordPrint', job: `${third}/0`, state: 'failed', reason: 'paper-out' });
  await atC1('CallNext');
  await atC1('StartService', { ticket: third });
  await atC1('FinishService', { ticket: third });
  await atC1('PauseCounter', { reason: '用餐' });
  await atC1('ResumeCounter');
  const fourth = await take('social');
  await atC1('CallNext');
  await atC1('AskHelp', { ticket: fourth, reason: 'quarrel' });
  const opened = await ask(counter, 'OpenCase', {
    caseType: 'bbcs',
    intake: 'desk',
    as: 'desk',
    ticket: third,
  });
  const registered = { case: opened.ok ? opened.case : '', step: 'w1', as: 'desk' };
  const fields = { name: '张三', phone: '13812345678', content: '没有办成' };
  await ask(counter, 'TakeStep', { ...registered, fields });
  await ask(counter, 'IssueTicket', { service: 'nowhere' });
  await ask(counter, 'CallNext', { counter: 7 });
  agent.emit('card:read', { device: 'reader-k1', number: '11010119900307123X' });
  counter.emit('view:ask');
  await hub.api('POST', '/api/technician', { agent: AGENT, question: { ask: 'attached' } }, admin);
  // Nobody rated the second visit: its window closes, and the print that follows lets the hub look at its clock.
  hub.now += 200_000;
  await take('social');
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

const misfits = (table: Readonly<Record<string, MessageShape>>, said: readonly Heard[]) =>
  said.flatMap(({ name, message }): object[] => {
    const schema = table[name]?.message;
    // Of a message that carries nothing, the place for its answer is all there is.
    if (schema === undefined && typeof message === 'function' && table[name]?.answer !== undefined) return [];
    if (schema === undefined) return [{ name, undeclared: message }];
    const parsed = parse(schema, message);
    return parsed.ok ? [] : [{ name, problems: parsed.problems, message }];
  });
const names = (said: readonly Heard[]): string[] => [...new Set(said.map(({ name }) => name))].sort();

describe('what the hub says on its sockets', () => {
  it('is to screens what the table of messages declares, every message of it', async () => {
    await expect.poll(() => names(heard.screens), WITHIN).toEqual(Object.keys(HUB_TO_SCREEN).sort());
    expect(misfits(HUB_TO_SCREEN, heard.screens)).toEqual([]);
  });

  it('is to agents what the table of messages declares, every message of it', async () => {
    await expect.poll(() => names(heard.agent), WITHIN).toEqual(Object.keys(HUB_TO_AGENT).sort());
    expect(misfits(HUB_TO_AGENT, heard.agent)).toEqual([]);
  });

  it.each(SCREENS)('is to the screen %s its views and no others', async (screen) => {
    const shown = () => [...new Set(views(screen).map(({ view }) => view))].sort();
    await expect.poll(shown, WITHIN).toEqual([...SCREEN_VIEWS[screen]].sort());
  });

  it('answers commands as declared: done, refused, malformed', () => {
    const { answer } = SCREEN_TO_HUB['command:send'];
    expect(answers.map((one) => parse(answer, one)).filter((one) => !one.ok)).toEqual([]);
    expect(answers).toContainEqual(
      expect.objectContaining({ ok: true, ticket: expect.anything() as object }),
    );
    expect(answers).toContainEqual(expect.objectContaining({ refused: 'counter-busy' }));
    expect(answers).toContainEqual(expect.objectContaining({ problems: expect.anything() as object }));
  });

  it('tells a connection that is not let in why, as declared', async () => {
    const refused = (auth: object): Promise<unknown> =>
      new Promise((resolve) =>
        hub
          .link('/screen', auth)
          .once('connect_error', (error: Error & { data?: unknown }) =>
            resolve({ message: error.message, data: error.data }),
          ),
      );
    for (const auth of [
      { protocol: PROTOCOL_VERSION, screen: 'desk' },
      { protocol: 0, screen: 'desk' },
      { protocol: PROTOCOL_VERSION, screen: 'follow', of: 'no-such-key' },
    ])
      expect(parse(HandshakeRefused, await refused(auth))).toMatchObject({ ok: true });
  });
});

type Documented = Record<string, { message?: object; answer?: object; summary: string }>;

describe('the document of the socket messages', () => {
  it('shows every message of both ways with its fields and its answer, and every view with its own', async () => {
    const { body } = await ApiClient.stranger(hub, '').get('/messages.json');
    const said = body as { namespaces: Record<string, Record<'toHub' | 'fromHub', Documented>> };
    for (const [namespace, tables] of Object.entries(NAMESPACES))
      for (const way of ['toHub', 'fromHub'] as const) {
        const declared = Object.entries<MessageShape>(tables[way]);
        const documented = said.namespaces[namespace]?.[way] ?? {};
        expect(Object.keys(documented)).toEqual(declared.map(([name]) => name));
        for (const [name, { message, answer }] of declared)
          expect([name, Object.keys(documented[name] ?? {}).sort()]).toEqual([
            name,
            expect.arrayContaining([
              ...(answer === undefined ? [] : ['answer']),
              ...(message === undefined ? [] : ['message']),
            ]),
          ]);
      }
    const published = said.namespaces['/screen']?.fromHub['view:published']?.message as {
      anyOf: { properties: { view: { const: string }; data: { properties: object } } }[];
    };
    const fields = Object.fromEntries(
      published.anyOf.map(({ properties: { view, data } }) => [view.const, Object.keys(data.properties)]),
    );
    expect(Object.keys(fields)).toEqual(VIEW_NAMES);
    expect(fields['queue']).toEqual(expect.arrayContaining(['services', 'counters', 'crowded', 'uncovered']));
    expect(JSON.stringify(said.namespaces['/agent']?.toHub)).toContain('RecordPress');
  });
});
