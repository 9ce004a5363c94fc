import { gzipSync } from 'node:zlib';
import { askAgent, type QuestionTaker } from '@bandecheng/hub/gateway/ask-agent';
import { TECHNICIAN_REPLY } from '@bandecheng/shared/protocol';
import type { TechnicianQuestion } from '@bandecheng/shared/technician';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestGateway } from '../../fakes/test-gateway.ts';
import { NINE } from '../../given.ts';

const packed = (answer: unknown) => ({ packed: [gzipSync(JSON.stringify(answer))] });
const ATTACHED = { at: NINE, ports: [], devices: [], unseen: [{ kind: 'hid', reason: 'no /sys' }] };
const FRAMES = {
  device: 'evaluator-c1',
  at: NINE,
  frames: [
    {
      ...{ at: NINE, direction: 'from-device', bytes: 10, hex: 'FF 68 03 03 68 85 11 03 99 16' },
      ...{ means: ['按了“满意”'], times: 1 },
    },
  ],
};

describe("a technician's question", () => {
  let hall: TestGateway;
  let heard: TechnicianQuestion[];
  beforeEach(async () => {
    hall = await TestGateway.open();
    heard = [];
  });
  afterEach(() => hall.close());

  async function agent(reply: (question: TechnicianQuestion) => unknown): Promise<Socket> {
    const socket = await hall.agent('hall-1');
    socket.on('technician:asked', (question: TechnicianQuestion, answer: (reply: unknown) => void) => {
      heard.push(question);
      answer(reply(question));
    });
    return socket;
  }

  async function api(method: 'GET' | 'POST', role: string, body?: object, headers: object = {}) {
    const response = await fetch(`${hall.url}/api/technician`, {
      method,
      headers: {
        ...{ origin: hall.url, cookie: `bdc_session=${role}`, 'content-type': 'application/json' },
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const ask = (question: object, role = 'admin') => api('POST', role, { agent: 'hall-1', question });

  it('is put to its agent, whose answer comes back', async () => {
    await agent(({ ask: asked }) => packed(asked === 'frames' ? FRAMES : ATTACHED));

    expect(await ask({ ask: 'attached' })).toEqual({ status: 200, body: { ok: true, answer: ATTACHED } });
    expect((await ask({ ask: 'frames', device: 'evaluator-c1' })).body).toEqual({ ok: true, answer: FRAMES });
    expect(heard).toEqual([{ ask: 'attached' }, { ask: 'frames', device: 'evaluator-c1' }]);
  });

  it.each(['clerk', 'desk', 'shift-leader', 'supervisor', 'auditor'])(
    'is not for a %s, and no agent hears of it',
    async (role) => {
      await agent(() => packed(ATTACHED));

      expect(await ask({ ask: 'attached' }, role)).toMatchObject({
        status: 403,
        body: { ok: false, refused: 'not-allowed' },
      });
      expect((await api('GET', role)).body).toEqual({ ok: true, allowed: false });
      expect((await ask({ ask: 'attached' }, 'stolen')).status).toBe(401);
      expect(heard).toEqual([]);
    },
  );

  it('tells a page that it may ask, in an administrator’s browser and in a session of the devices page', async () => {
    expect((await api('GET', 'admin')).body).toEqual({ ok: true, allowed: true });
    const ofScreen = { cookie: 'bdc_session_devices=admin' };
    expect((await api('GET', '', undefined, ofScreen)).body).toEqual({ ok: true, allowed: true });
    expect((await api('GET', '', undefined, { cookie: 'bdc_session_desk=admin' })).status).toBe(401);
  });

  it('from another host’s page is not put', async () => {
    await agent(() => packed(ATTACHED));

    const stranger = { origin: 'http://elsewhere.example' };
    const body = { agent: 'hall-1', question: { ask: 'attached' } };
    expect((await api('POST', 'admin', body, stranger)).body).toMatchObject({ refused: 'not-from-here' });
    expect(heard).toEqual([]);
  });

  it.each([
    { ask: 'send-bytes', device: 'printer-k1', hex: '1B 40' },
    { ask: 'attached', path: '/etc/passwd' },
    { ask: 'frames', device: '../x' },
    { ask: 'frames' },
    {},
  ])('that is not on the closed list, %o, is malformed and reaches no agent', async (question) => {
    await agent(() => packed(ATTACHED));

    expect(await ask(question)).toMatchObject({ status: 400, body: { ok: false } });
    expect(heard).toEqual([]);
  });

  it('for an agent that is away is answered at once', async () => {
    expect(await ask({ ask: 'attached' })).toEqual({
      status: 503,
      body: { ok: false, refused: 'agent-away' },
    });
  });

  it('whose agent is lost before it answers ends with it', async () => {
    const socket = await hall.agent('hall-1');
    socket.on('technician:asked', () => socket.disconnect());

    expect((await ask({ ask: 'attached' })).body).toEqual({ ok: false, refused: 'agent-silent' });
  });

  it('for a test ticket puts this hall’s name on it, whatever the page says, and leaves no event', async () => {
    await agent(() => packed({ state: 'printed', grade: 'B' }));
    await expect.poll(() => hall.journal.onDisk.at(-1)?.type).toBe('AgentJoined');
    const before = hall.journal.onDisk.length;

    const { body } = await ask({ ask: 'test-ticket', device: 'printer-k1', hall: '别的大厅' });

    expect(body).toEqual({ ok: true, answer: { state: 'printed', grade: 'B' } });
    expect(heard).toEqual([{ ask: 'test-ticket', device: 'printer-k1', hall: '小城政务服务中心' }]);
    expect(hall.journal.onDisk).toHaveLength(before);
    expect(hall.logged).toContainEqual(
      expect.objectContaining({ account: 'a-admin', agent: 'hall-1', ask: 'test-ticket' }),
    );
  });
});

describe('a session at an agent', () => {
  let hall: TestGateway;
  let heard: TechnicianQuestion[];
  const session = 'a'.repeat(24);
  beforeEach(async () => {
    hall = await TestGateway.open();
    heard = [];
    const socket = await hall.agent('hall-1');
    const answers: Partial<Record<TechnicianQuestion['ask'], unknown>> = {
      begin: { state: 'begun', session },
      follow: { lines: [{ line: 1, text: '请按“满意”键' }], question: null, ended: null },
      stop: { stopped: true },
    };
    socket.on('technician:asked', (question: TechnicianQuestion, answer: (reply: unknown) => void) => {
      heard.push(question);
      answer(packed(answers[question.ask]));
    });
  });
  afterEach(() => hall.close());

  async function ask(question: object, role = 'admin') {
    const response = await fetch(`${hall.url}/api/technician`, {
      method: 'POST',
      headers: { origin: hall.url, cookie: `bdc_session=${role}`, 'content-type': 'application/json' },
      body: JSON.stringify({ agent: 'hall-1', question }),
    });
    return (await response.json()) as Record<string, unknown>;
  }
  const work = { verb: 'wizard', subject: 'evaluator-c1', levels: 5 };

  it('is begun in the name of whoever is signed in, whatever the page says, and each step but a look is logged', async () => {
    expect(await ask({ ask: 'begin', work, by: 'somebody-else' })).toMatchObject({ answer: { session } });
    await ask({ ask: 'follow', session, after: 0 });
    expect(await ask({ ask: 'stop', session })).toMatchObject({ answer: { stopped: true } });

    expect(heard[0]).toEqual({ ask: 'begin', work, by: 'a-admin' });
    const steps = hall.logged.filter(({ msg }) => msg === 'a technician asked an agent');
    expect(steps).toMatchObject([
      { account: 'a-admin', agent: 'hall-1', ask: 'begin', verb: 'wizard', subject: 'evaluator-c1' },
      { account: 'a-admin', agent: 'hall-1', ask: 'stop' },
    ]);
  });

  it.each(['desk', 'shift-leader', 'clerk'])('is not for a %s, at no step', async (role) => {
    for (const question of [
      { ask: 'begin', work },
      { ask: 'follow', session, after: 0 },
      { ask: 'recording', name: 'a.jsonl' },
    ])
      expect(await ask(question, role)).toMatchObject({ refused: 'not-allowed' });
    expect(heard).toEqual([]);
  });

  it.each([
    [{ ...work, levels: 9 }, 'question.work.levels', '不能大于 5'],
    [{ ...work, id: 'Meins' }, 'question.work.id', '须为小写字母、数字和横线，最多 64 个'],
    [{ verb: 'record', subject: 'x', seconds: 1 }, 'question.work.seconds', '不能小于 5'],
  ])('that is filled in wrong names the field and why, %o', async (wrong, path, reason) => {
    expect(await ask({ ask: 'begin', work: wrong })).toEqual({ ok: false, problems: [{ path, reason }] });
    expect(heard).toEqual([]);
  });

  it.each(['../jobs.json', 'a/b.jsonl', 'diary.json'])('hands out no file %s', async (name) => {
    expect(await ask({ ask: 'recording', name })).toMatchObject({ ok: false, problems: [{}] });
    expect(heard).toEqual([]);
  });
});

describe("an agent's answer", () => {
  const taker = (emitWithAck: () => Promise<unknown>): QuestionTaker => ({
    timeout: () => ({ emitWithAck }),
    once: () => undefined,
    off: () => undefined,
  });
  const replying = (reply: unknown): QuestionTaker => taker(async () => reply);
  const bomb = gzipSync(Buffer.alloc(TECHNICIAN_REPLY.bytes + 1, 0x20));

  it.each([
    ['nothing', undefined],
    ['no packed bytes', { packed: 'H4sI' }],
    ['bytes that are not packed', { packed: [Buffer.from('hello')] }],
    ['packed bytes that are no JSON', { packed: [gzipSync('hello')] }],
    ['more parts than are taken', { packed: Array(17).fill(gzipSync('{}')) }],
    ['more than fits when unpacked', { packed: [bomb] }],
    ['another question’s answer', packed(FRAMES)],
    ['a list with something unknown in it', packed({ ...ATTACHED, key: 'secret' })],
    ['that it did not understand', { refused: 'question-malformed' }],
  ])('of %s is unclear, and no fault', async (_, reply) => {
    expect(await askAgent(replying(reply), { ask: 'attached' })).toEqual({ refused: 'agent-unclear' });
  });

  it('that would not fit into a message is told as such', async () => {
    expect(await askAgent(replying({ refused: 'too-long' }), { ask: 'diagnostics' })).toEqual({
      refused: 'answer-too-long',
    });
  });

  it('that does not come is silence', async () => {
    const silent = taker(async () => Promise.reject(new Error('operation has timed out')));
    expect(await askAgent(silent, { ask: 'attached' })).toEqual({ refused: 'agent-silent' });
  });
});
