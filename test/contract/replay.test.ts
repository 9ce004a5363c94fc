import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '@bandecheng/shared/protocol';
import { evaluatorDriver } from '@bandecheng/device-agent/drivers/evaluator-driver';
import { framedLine } from '@bandecheng/device-agent/drivers/framed-line';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { readRecording } from '@bandecheng/device-agent/technician/recording';
import { runDevices } from '@bandecheng/device-agent/technician/run-devices';
import { replay, type Recording, type Replay } from '@bandecheng/device-agent/transports/replay';
import { onPty } from '@bandecheng/device-agent/virtual/pty';
import { startVirtualEvaluator } from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const WITHIN = { timeout: 15_000 };
const profiles = await readProfiles();
const ff68 = profiles.get('ff68-evaluator-5') as FrameProfile;
const fixture = fileURLToPath(new URL('recordings/ff68-evaluator.jsonl', import.meta.url));

/** The driver of the recorded device at the other end of the recording; what it reports. */
async function presses(recording: Recording, play: Replay): Promise<string[]> {
  const reports: Report[] = [];
  const profile = profiles.get(recording.profile ?? '') as FrameProfile;
  const driver = evaluatorDriver(framedLine(profile, recording.address ?? 0), {
    device: 'evaluator-c1',
    connect: play.connect,
    report: (report) => Promise.resolve(void reports.push(report)),
    hubHears: () => true,
    now: Date.now,
    random: () => 0,
    log: () => undefined,
  });
  driver.start();
  onTestFinished(() => driver.stop());
  await play.finished;
  return reports.flatMap((report) => (report.type === 'RecordPress' ? [report.level] : []));
}

describe('a recorded session', () => {
  test('of an evaluator that repeats, splits and garbles its frames is heard as its three presses for ever', async () => {
    const recording = await readRecording(fixture);
    const play = replay(recording, 20);
    expect(await presses(recording, play)).toEqual(['satisfied', 'very-dissatisfied', 'basically-satisfied']);
    expect(play.differences).toEqual([]);
  });

  test('names what a driver writes that was not written then', async () => {
    const recording = await readRecording(fixture);
    const entries = recording.entries.map((entry) =>
      entry.direction === 'to-device' ? { ...entry, bytes: entry.bytes.map((byte) => byte ^ 1) } : entry,
    );
    const play = replay({ ...recording, entries }, 20);
    await presses(recording, play);
    expect(play.differences.length).toBeGreaterThan(0);
    expect(play.differences[0]).toMatch(/^\d+ ms: FF 68 .* for FE 69 /);
  });

  test('waits for the acknowledgement before it goes on', async () => {
    const recording = await readRecording(fixture);
    const play = replay(recording, 20);
    const came: number[] = [];
    const transport = play.connect({ data: (bytes) => came.push(...bytes), closed: () => undefined });
    await transport.open();
    const first = recording.entries.findIndex(({ direction }) => direction === 'to-device');
    const before = recording.entries.slice(0, first).reduce((sum, { bytes }) => sum + bytes.length, 0);
    await expect.poll(() => came.length, WITHIN).toBe(before);
    await transport.write(recording.entries[first]?.bytes ?? new Uint8Array());
    await expect.poll(() => came.length, WITHIN).toBeGreaterThan(before);
    await transport.close();
    await expect(transport.write(Uint8Array.of(1))).rejects.toThrow('port-lost');
  });

  test.each([
    ['no JSON', '{"recording":1,"made":"","port":""}\nnoise\n', ':2'],
    [
      'bytes in small letters',
      '{"recording":1,"made":"","port":""}\n{"ms":0,"direction":"from-device","hex":"ff"}\n',
      ':2',
    ],
    ['another kind of file', '{"agent":"hall-1"}\n', ':1'],
  ])('with %s in it is refused by its line', async (_, text, place) => {
    const file = join(await temporaryFolder(), 'broken.jsonl');
    await writeFile(file, text);
    await expect(readRecording(file)).rejects.toThrow(`${file}${place}`);
  });
});

describe('npm run devices -- record', () => {
  async function recorded(
    typed: string[],
    use: (evaluator: Awaited<ReturnType<typeof startVirtualEvaluator>>) => Promise<void>,
  ) {
    const folder = await temporaryFolder();
    const evaluator = await startVirtualEvaluator({ profile: ff68, address: 129 });
    const pty = await onPty(evaluator, join(folder, 'port'));
    onTestFinished(async () => {
      await pty.stop();
      await evaluator.stop();
    });
    const stopping = new AbortController();
    const said: string[] = [];
    const file = join(folder, 'session.jsonl');
    const tool = {
      say: (text: string) => void said.push(text),
      ask: async () => null,
      env: {},
      typedIn: folder,
      stopped: stopping.signal,
    };
    const code = runDevices(['record', pty.path, file, ...typed], tool);
    await expect.poll(() => evaluator.state().connected, WITHIN).toBe(true);
    await expect.poll(() => said.join(), WITHIN).toContain('正在录制');
    await use(evaluator);
    stopping.abort();
    return { code: await code, file, said: said.join('\n') };
  }

  test('keeps a session with its acknowledgements, and the recording plays as it was', async () => {
    const { code, file } = await recorded(
      ['--profile', 'ff68-evaluator-5', '--address', '129'],
      async (evaluator) => {
        evaluator.press('satisfied');
        await expect.poll(() => evaluator.state().lastPress?.acknowledged, WITHIN).toBe(true);
      },
    );
    expect(code).toBe(0);
    const recording = await readRecording(file);
    expect(recording).toMatchObject({ profile: 'ff68-evaluator-5', address: 129 });
    const play = replay(recording, 20);
    expect(await presses(recording, play)).toEqual(['satisfied']);
    expect(play.differences).toEqual([]);
  });

  test('of a silent port keeps nothing, and says so', async () => {
    const { code, file, said } = await recorded([], () => Promise.resolve());
    expect(code).toBe(1);
    expect(said).toContain('没有任何数据');
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});
