import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionBegun, SessionNews } from '@bandecheng/shared/technician-session';
import type { TechnicianQuestion } from '@bandecheng/shared/technician';
import type { Level } from '@bandecheng/shared/vocabulary';
import { startAgent, type Agent, type AgentDeps } from '@bandecheng/device-agent/agent';
import type { AgentConfig } from '@bandecheng/device-agent/config';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles, readSiteProfiles } from '@bandecheng/device-agent/read-profiles';
import { withTakenUp } from '@bandecheng/device-agent/technician/taken-up';
import { readRecording } from '@bandecheng/device-agent/technician/recording';
import { onPty, type VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { SmallHub } from '../fakes/small-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const WITHIN = { timeout: 20_000 };
const ADDRESS = 129;
const profiles = await readProfiles();
const ff68 = profiles.get('ff68-evaluator-5') as FrameProfile;
/** The same framing with keys that no profile knows. */
const OWN_KEYS: FrameProfile = {
  ...ff68,
  inbound: ff68.inbound.map((frame) =>
    frame.event === 'rating' ? { ...frame, values: { '77': 'satisfied', '31': 'dissatisfied' } } : frame,
  ),
};
const TWO: readonly Level[] = ['satisfied', 'dissatisfied'];

/** The virtual evaluator repeats after 500 ms: silence is longer than that. */
const TIMES: NonNullable<AgentDeps['sessionTimes']> = {
  wizard: { pressMs: 15_000, gapMs: 150, quietMs: 1_200, settleMs: 20_000 },
  probe: { replyMs: 300, fenceMs: 600, listenMs: 1_500 },
  newsMs: 500,
  silenceMs: 20_000,
};

/** A whole agent with an evaluator nobody knows on a pty and one it knows beside it, and a hub that only listens. */
describe('a session that is led from afar', { timeout: 90_000 }, () => {
  let hub: SmallHub;
  let unknown: VirtualEvaluator;
  let known: VirtualEvaluator;
  let pty: VirtualPty;
  let config: AgentConfig;
  let agent: Agent;

  beforeEach(async () => {
    hub = new SmallHub();
    await hub.start();
    const folder = await temporaryFolder();
    unknown = await startVirtualEvaluator({ profile: OWN_KEYS, address: ADDRESS });
    known = await startVirtualEvaluator({ profile: ff68, address: ADDRESS });
    pty = await onPty(unknown, join(folder, 'port'));
    const more = { profile: 'ff68-evaluator-5', address: ADDRESS };
    config = {
      agent: 'hall-1',
      hub: `http://127.0.0.1:${hub.port}`,
      key: 'not-a-real-key-of-any-agent',
      dataFolder: join(folder, 'data'),
      devices: [
        { id: 'evaluator-c1', counter: 'c1', transport: { kind: 'serial', path: pty.path }, ...more },
        {
          ...{ id: 'evaluator-c2', counter: 'c2', ...more },
          transport: { kind: 'tcp', host: '127.0.0.1', port: known.port },
        },
      ],
    };
    agent = await start();
    await expect.poll(() => [problems('evaluator-c1'), problems('evaluator-c2')], WITHIN).toEqual(['', '']);
  });
  afterEach(async () => {
    await agent.stop();
    await pty.stop();
    await Promise.all([unknown.stop(), known.stop(), hub.stop()]);
  });

  const start = (times = TIMES): Promise<Agent> =>
    startAgent(config, {
      profiles,
      raster: () => null,
      logOf: () => () => undefined,
      sessionTimes: times,
    });
  const ask = async (question: TechnicianQuestion): Promise<unknown> => agent.technician.answer(question);
  const begin = (work: object, by = 'admin'): Promise<SessionBegun> =>
    ask({ ask: 'begin', work, by } as TechnicianQuestion) as Promise<SessionBegun>;
  const follow = (session: string, after = 0): Promise<SessionNews> =>
    ask({ ask: 'follow', session, after }) as Promise<SessionNews>;
  const text = async (session: string): Promise<string> =>
    (await follow(session)).lines.map((line) => line.text).join('\n');
  const endOf = async (session: string): Promise<SessionNews['ended']> => (await follow(session)).ended;
  /** What the hub last heard of a device. */
  const problems = (device: string): string | undefined =>
    hub
      .reported('RecordDeviceState')
      .filter((report) => report.device === device)
      .at(-1)
      ?.problems.join();
  const presses = (device: string): string[] =>
    hub.reported('RecordPress').flatMap((press) => (press.device === device ? [press.level] : []));

  async function begun(work: object): Promise<string> {
    const answer = await begin(work);
    if (answer.state !== 'begun') throw new Error(JSON.stringify(answer));
    return answer.session;
  }

  /** Presses what the wizard asks for, as its lines come, until it asks or ends; `hand`: false for no press. */
  async function pressOn(session: string, hand: (asked: Level) => Level = (asked) => asked): Promise<void> {
    for (let after = 0, asked = 0; ;) {
      const news = await follow(session, after);
      for (const { line, text } of news.lines) {
        after = line;
        if (/^第 \d 遍/.test(text)) unknown.press(hand(TWO[asked++ % 2] as Level));
      }
      if (news.question !== null || news.ended !== null) return;
    }
  }

  async function take(session: string, choice: string): Promise<boolean> {
    const { question } = await follow(session);
    const answer = await ask({ ask: 'choose', session, question: question?.question ?? 99, choice });
    return (answer as { taken: boolean }).taken;
  }

  test('learns an unknown evaluator, drives it so at once and after a restart, and disturbs no other', async () => {
    const announced: unknown[] = [];
    hub.agent?.on('devices:announced', (message: unknown) => announced.push(message));
    const session = await begun({ verb: 'wizard', subject: 'evaluator-c1', levels: 2, id: 'site-two' });
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('in-maintenance');
    known.press('satisfied');
    await expect.poll(() => presses('evaluator-c2'), WITHIN).toEqual(['satisfied']);

    await pressOn(session);
    expect(await text(session)).toContain('evaluator-c1 暂停使用');
    expect((await follow(session)).question?.text).toContain('evaluator-c1 改用型号档案 site-two');
    expect(await take(session, 'yes')).toBe(true);
    await expect.poll(() => endOf(session), WITHIN).toEqual({ done: true });

    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('');
    expect(problems('evaluator-c2')).toBe('');
    expect(JSON.stringify(announced)).toContain('"profile":"site-two"');
    expect(presses('evaluator-c1')).toEqual([]);
    unknown.press('dissatisfied');
    await expect.poll(() => presses('evaluator-c1'), WITHIN).toEqual(['dissatisfied']);

    await agent.stop();
    const known2 = await readSiteProfiles(config);
    const { config: next, dropped } = await withTakenUp(config, known2);
    expect(dropped).toEqual([]);
    expect(next.devices.map(({ profile }) => profile)).toEqual(['site-two', 'ff68-evaluator-5']);
    // Somebody has changed the device in agent.json since: the file counts.
    const changed = { ...config, devices: [{ ...config.devices[0], profile: 'ff68-evaluator-3' } as never] };
    expect(await withTakenUp(changed, known2)).toMatchObject({ dropped: ['evaluator-c1'] });
  });

  test('whose cable is pulled says so, goes on when it is plugged in again, and lets go when nobody wants to', async () => {
    const session = await begun({ verb: 'wizard', subject: 'evaluator-c1', levels: 2 });
    await expect.poll(() => text(session), WITHIN).toContain('请按“满意”键');
    await pty.pull();
    await expect.poll(async () => (await follow(session)).question?.text, WITHIN).toContain('再学一遍');
    expect(await text(session)).toContain('断开了');
    await pty.plug();
    expect(await take(session, 'again')).toBe(true);
    await expect.poll(async () => (await text(session)).match(/请按“满意”键/g), WITHIN).toHaveLength(2);
    await pty.pull();
    await expect.poll(async () => (await follow(session)).question?.text, WITHIN).toContain('再学一遍');
    expect(await take(session, 'stop')).toBe(true);
    await expect.poll(() => endOf(session), WITHIN).toEqual({ done: false });
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('port-missing');
    await pty.plug();
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('');
  });

  test('that nobody follows any more ends by itself, and the device works again', async () => {
    await agent.stop();
    agent = await start({ ...TIMES, silenceMs: 1_000 });
    const session = await begun({ verb: 'wizard', subject: 'evaluator-c1', levels: 5 });
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('in-maintenance');
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('');
    expect(await follow(session)).toMatchObject({ question: null, ended: { done: false } });
    expect(await text(session)).toContain('已停止，什么也没有保存');
  });

  test('goes on over a short cut of the link, and ends behind a long one', async () => {
    await agent.stop();
    agent = await start({ ...TIMES, silenceMs: 3_000 });
    await expect.poll(() => agent.connected, WITHIN).toBe(true);
    const session = await begun({ verb: 'record', subject: 'evaluator-c1', seconds: 600 });
    hub.agent?.disconnect(true);
    await expect.poll(() => agent.connected, WITHIN).toBe(true);
    expect(await endOf(session)).toBeNull();
    const { port } = hub;
    await hub.stop();
    const state = async () =>
      (await agent.technician.listAttached()).devices.find(({ device }) => device === 'evaluator-c1')
        ?.problems;
    await expect.poll(state, WITHIN).toEqual([]);
    hub = new SmallHub();
    hub.port = port;
    await hub.start();
    await expect.poll(() => problems('evaluator-c1'), WITHIN).toBe('');
  });

  test('is one at a time: a second administrator is told who leads it and on what', async () => {
    const session = await begun({ verb: 'record', subject: 'evaluator-c1', seconds: 600 });
    expect(await begin({ verb: 'probe', subject: 'evaluator-c2' }, 'boss')).toEqual({
      state: 'busy',
      by: 'admin',
      subject: 'evaluator-c1',
    });
    expect(await ask({ ask: 'stop', session })).toEqual({ stopped: true });
    await expect.poll(() => endOf(session), WITHIN).toEqual({ done: false });
    expect(await text(session)).toContain('没有任何数据');
    expect(await ask({ ask: 'stop', session })).toEqual({ stopped: false });
    expect(await begin({ verb: 'probe', subject: 'evaluator-c2' }, 'boss')).toMatchObject({ state: 'begun' });
  });

  test('takes no answer to a question that is gone, nor one it does not know', async () => {
    const session = await begun({ verb: 'wizard', subject: 'evaluator-c1', levels: 2 });
    expect(await take(session, 'yes')).toBe(false);
    await pressOn(session, () => 'satisfied');
    const { question } = await follow(session);
    expect(await text(session)).toContain('发来的数据完全一样');
    expect(await take(session, 'yes')).toBe(false);
    expect(await take(session, 'stop')).toBe(true);
    const late = { ask: 'choose', session, question: question?.question ?? 0, choice: 'again' } as const;
    expect(await ask(late)).toEqual({ taken: false });
    await expect.poll(() => endOf(session), WITHIN).toEqual({ done: false });
    const nobodys = 'a'.repeat(24);
    expect(await ask({ ask: 'follow', session: nobodys, after: 0 })).toBeNull();
    expect(await ask({ ask: 'stop', session: nobodys })).toEqual({ stopped: false });
  });

  test('is refused by field and reason before anything is touched', async () => {
    await writeFile(join(await learnedFolder(), 'mine.json'), 'somebody’s work');
    const wizard = { verb: 'wizard', subject: 'evaluator-c1', levels: 2 };
    expect(await begin({ ...wizard, id: 'mine' })).toMatchObject({ field: 'id', reason: /已有文件/ });
    expect(await begin({ ...wizard, profile: 'nobody-knows' })).toMatchObject({
      ...{ field: 'profile', reason: /没有这个型号档案/ },
    });
    for (const subject of ['/etc/passwd', '127.0.0.1:22', 'evaluator-c9'])
      expect(await begin({ ...wizard, subject })).toMatchObject({ field: 'subject' });
    expect(problems('evaluator-c1')).toBe('');
    expect(await readFile(join(await learnedFolder(), 'mine.json'), 'utf8')).toBe('somebody’s work');
  });

  test('keeps a recording that plays for ever, to be fetched by its name alone', async () => {
    const session = await begun({ verb: 'record', subject: 'evaluator-c2', seconds: 600 });
    await expect.poll(() => text(session), WITHIN).toContain('正在录制');
    await expect.poll(() => known.state().connected, WITHIN).toBe(true);
    known.press('very-satisfied');
    await expect.poll(() => known.state().lastPress?.acknowledged, WITHIN).toBe(true);
    await ask({ ask: 'stop', session });
    await expect.poll(() => endOf(session), WITHIN).toMatchObject({ done: true });
    const name = (await endOf(session))?.recording ?? '';
    const fetched = (await ask({ ask: 'recording', name })) as { name: string; text: string };
    expect(fetched.name).toBe(name);
    const file = join(await temporaryFolder(), name);
    await writeFile(file, fetched.text);
    const recording = await readRecording(file);
    expect(recording).toMatchObject({ profile: 'ff68-evaluator-5', address: ADDRESS });
    expect(recording.entries.map(({ direction }) => direction)).toContain('to-device');
    expect(await ask({ ask: 'recording', name: 'other.jsonl' })).toBeNull();
    await expect.poll(() => problems('evaluator-c2'), WITHIN).toBe('');
    known.press('satisfied');
    await expect.poll(() => presses('evaluator-c2'), WITHIN).toEqual(['satisfied']);
  });

  test('finds out what is on a port the agent drives, and gives it back', async () => {
    const session = await begun({ verb: 'probe', subject: 'evaluator-c2' });
    await expect.poll(() => text(session), WITHIN).toContain('请按几下');
    known.press('satisfied');
    await expect.poll(() => endOf(session), WITHIN).toEqual({ done: true });
    expect(await text(session)).toContain('"profile": "ff68-evaluator');
    await expect.poll(() => problems('evaluator-c2'), WITHIN).toBe('');
  });

  test('does not keep the agent from stopping', async () => {
    const session = await begun({ verb: 'wizard', subject: 'evaluator-c1', levels: 5 });
    await expect.poll(() => text(session), WITHIN).toContain('请按');
    await agent.stop();
    expect(await endOf(session)).toEqual({ done: false });
  });

  async function learnedFolder(): Promise<string> {
    const folder = join(config.dataFolder, 'profiles');
    await mkdir(folder, { recursive: true });
    return folder;
  }
});
