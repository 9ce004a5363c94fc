import { API_SCOPES } from '@bandecheng/shared/api-v1';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { ROLES, type Role } from '@bandecheng/shared/vocabulary';
import { io, type Socket } from 'socket.io-client';
import type { Door } from './door.ts';
import type { Known } from './made-up.ts';

/** An identity number and a name that must never be read in the record. */
export const CANARIES = ['11010519491231002X', '金丝雀欧阳', '13912349876'] as const;
const [NUMBER, NAME, TELEPHONE] = CANARIES;

export const FUZZED_AGENT = 'fuzz-1';
const PASSWORD = 'password-1';
/** A key may ask 600 times a minute, so that many are needed. */
const KEYS = 8;
const DEVICES = [
  { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' },
  { id: 'keypad-c1', kind: 'keypad', profile: 'ff68-keypad', counter: 'c1' },
  { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
  { id: 'reader-k1', kind: 'id-card-reader', profile: 'sam-card-reader', kiosk: 'k1' },
] as const;

const SERVICES = ['social', 'medical', 'property'];

/** Everybody a hall lets in, with what lets them in. */
export interface Comers {
  /** Cookies by role; null: nobody. */
  staff: ReadonlyMap<Role | null, string>;
  kiosk: string;
  tablet: string;
  display: string;
  tokens: readonly string[];
  agentKey: string;
  known: Known;
}

/** Makes an account of every role, pairs the screens, makes keys and opens a case. Rejects when the hub will not. */
export async function bringComers(door: Door, firstPassword: string): Promise<Comers> {
  const admin = await signIn(door, 'admin', firstPassword);
  const made = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const reply = await door.ask('POST', path, { cookie: admin, body });
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  const paired = async (invitation: object): Promise<string> => {
    const { code } = await made('/api/pairings', invitation);
    const { cookies } = await door.ask('POST', '/api/pair', { body: { code } });
    return cookies.join('; ');
  };
  // Before there is a security administrator with a password of his own, the first administrator holds both offices.
  const screens = {
    kiosk: await paired({ screen: 'kiosk', of: 'k1' }),
    tablet: await paired({ screen: 'tablet', of: 'c1' }),
    display: await paired({ screen: 'display' }),
  };
  const tokens: string[] = [];
  for (let i = 0; i < KEYS; i++)
    tokens.push(
      String((await made('/api/keys', { key: `fuzz-key-${i}`, name: '测试', scopes: API_SCOPES }))['token']),
    );
  const agentKey = String((await made('/api/agents', { agent: FUZZED_AGENT }))['key']);
  await made('/api/accounts', { id: 'victim', name: '某人', role: 'clerk', password: PASSWORD });
  const staff = new Map<Role | null, string>([[null, '']]);
  for (const role of ROLES)
    await made('/api/accounts', { id: `a-${role}`, name: '某人', role, password: PASSWORD });
  for (const role of ROLES) staff.set(role, await signIn(door, `a-${role}`, PASSWORD));
  const desk = staff.get('desk') ?? '';
  const visits = await workedAt(door, screens.kiosk, staff.get('clerk') ?? '');
  return { staff, ...screens, tokens, agentKey, known: await knownIn(door, desk, visits) };
}

async function signIn(door: Door, account: string, password: string): Promise<string> {
  const reply = await door.ask('POST', '/api/session', { body: { account, password } });
  if (reply.status !== 200) throw new Error(`nobody signs in as ${account}: ${reply.text}`);
  return reply.cookies.filter((cookie) => !cookie.startsWith('bdc_known')).join('; ');
}

/** Numbers are taken and some of them served at c1, so that there is something to harm. The visits. */
async function workedAt(door: Door, kioskCookie: string, clerkCookie: string): Promise<string[]> {
  const kiosk = link(door.url, '/screen', { screen: 'kiosk', of: 'k1' }, kioskCookie);
  const counter = link(door.url, '/screen', { screen: 'counter', of: 'c1' }, clerkCookie);
  await Promise.all([connected(kiosk), connected(counter)]);
  let sent = 0;
  const done = async (socket: Socket, command: object): Promise<{ ticket?: { ticket: string } }> =>
    (await socket
      .timeout(10_000)
      .emitWithAck('command:send', { id: `fuzz-work-${(sent += 1)}`, ...command })) as object;
  for (const service of SERVICES)
    for (let i = 0; i < 4; i++) await done(kiosk, { type: 'IssueTicket', service });
  await done(counter, { type: 'OpenCounter', counter: 'c1' });
  const visits: string[] = [];
  for (let i = 0; i < 4; i++) {
    const { ticket } = await done(counter, { type: 'CallNext', counter: 'c1' });
    const at = { counter: 'c1', ticket: ticket?.ticket };
    await done(counter, { type: 'StartService', ...at });
    // The last one is still being served.
    if (i < 3) await done(counter, { type: 'FinishService', ...at });
    visits.push(`${ticket?.ticket}.1`);
  }
  kiosk.disconnect();
  counter.disconnect();
  return visits;
}

/** Words that mean something in this hall, a case with its applicant among them. */
async function knownIn(door: Door, desk: string, visits: readonly string[]): Promise<Known> {
  const socket = link(door.url, '/screen', { screen: 'cases' }, desk);
  await connected(socket);
  const fields = { person: NAME, contact: TELEPHONE, content: `${NAME}，${NUMBER}` };
  const command = {
    id: 'fuzz-case-0',
    type: 'OpenCase',
    caseType: 'tucao',
    intake: 'desk',
    as: 'receiver',
    fields,
  };
  const answer = (await socket.timeout(10_000).emitWithAck('command:send', command)) as { case?: string };
  socket.disconnect();
  const day = new Date().toISOString().slice(0, 10);
  return {
    ...{ service: SERVICES, more: [['social']], services: [['social']] },
    ...{
      counter: ['c1', 'c2'],
      kiosk: ['k1'],
      device: DEVICES.map(({ id }) => id),
      ticket: ['A001', 'A002', 'B001'],
    },
    ...{
      case: [answer.case ?? 'B20261123-001'],
      caseType: ['tucao'],
      intake: ['desk'],
      as: ['receiver'],
      step: ['u2'],
    },
    ...{ person: [NUMBER], fields: [fields], text: [`${NAME} ${TELEPHONE}`], reason: ['材料不全', 'handle'] },
    ...{
      screen: ['desk', 'kiosk', 'counter', 'hall', 'follow'],
      of: ['k1', 'c1'],
      name: [NAME],
      visit: visits,
    },
    ...{
      account: ['victim'],
      to: ['victim', day],
      from: [day, '00:00'],
      day: [day],
      role: ['clerk'],
      id: ['made-up'],
    },
    ...{
      agent: [FUZZED_AGENT, 'other-agent'],
      code: ['123456', 'ABCD12'],
      key: ['other-key'],
      scopes: [['read']],
    },
    ...{
      question: [{ ask: 'attached' }, { ask: 'diagnostics' }],
      connector: ['none'],
      url: ['http://127.0.0.1:9/x'],
    },
    ...{
      number: ['A001', '5', 1],
      list: ['2026-Q4'],
      material: ['none'],
      form: ['tucaoSheet'],
      entry: ['k1'],
    },
    ...{ password: [PASSWORD], before: ['wrong-password'], after: [PASSWORD], webhook: ['none'], seq: ['1'] },
  };
}

/** A connection that does not try again. */
export function link(url: string, namespace: string, auth: object, cookie = ''): Socket {
  return io(url + namespace, {
    ...{ auth: { protocol: PROTOCOL_VERSION, ...auth }, forceNew: true, reconnection: false },
    ...{ transports: ['websocket'], ...(cookie === '' ? {} : { extraHeaders: { cookie } }) },
  });
}

/** The handshake of the agent under test, for one outbox. */
export function agentHandshake(key: string, outbox: string): object {
  return { agent: FUZZED_AGENT, key, outbox, devices: DEVICES };
}

export function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}
