import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeFrame, frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { encodeHidInput, hidReportDecoder } from '@bandecheng/device-agent/codecs/hid-report-codec';
import { readAgentConfig, type DeviceConfig } from '@bandecheng/device-agent/config';
import { equip } from '@bandecheng/device-agent/open-device';
import { levelKeys, withLevels } from '@bandecheng/device-agent/profiles/own-levels';
import type { FrameProfile, HidProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import type { Level } from '@bandecheng/shared/vocabulary';

const profiles = await readProfiles();
const frames = profiles.get('ff68-evaluator-5') as FrameProfile;
const box = profiles.get('hid-button-box-5') as HidProfile;

/** What each of the wire's keys 00 to 04 means, `-` for none. */
function levelsOnWire(profile: FrameProfile): string[] {
  return [0, 1, 2, 3, 4].map((value) => {
    const bytes = encodeFrame(frames, 'rating', { address: 1, value });
    const [read] = frameDecoder(profile, 'host').push(bytes);
    return read?.means.event === 'rating' ? read.means.level : '-';
  });
}

const TWO: Record<string, Level> = { '00': 'dissatisfied', '01': 'satisfied' };
const THREE: Record<string, Level> = { ...TWO, '02': 'basically-satisfied' };
const FOUR: Record<string, Level> = { ...THREE, '03': 'very-satisfied' };
const TURNED: Record<string, Level> = {
  '00': 'very-satisfied',
  '01': 'satisfied',
  '02': 'basically-satisfied',
  '03': 'dissatisfied',
  '04': 'very-dissatisfied',
};

describe('an evaluator with its own levels', () => {
  it.each([
    ['two', TWO],
    ['three', THREE],
    ['four', FOUR],
    ['five, the other way round', TURNED],
  ])('has %s, and its other buttons mean nothing', (_, levels) => {
    const own = withLevels(frames, levels);

    const expected = ['00', '01', '02', '03', '04'].map((key) => levels[key] ?? '-');
    expect(own.ok && levelsOnWire(own.profile)).toEqual(expected);
    expect(levelsOnWire(frames)).not.toContain('-');
  });

  it('as a box of HID reports has its bits named byte.bit', () => {
    const own = withLevels(box, { '0.0': 'dissatisfied', '0.4': 'satisfied' });
    if (!own.ok) throw new Error('refused');
    const press = (means: Level) => hidReportDecoder(own.profile).push(encodeHidInput(box, [means]))?.pressed;

    expect(press('very-satisfied')).toMatchObject([{ means: 'dissatisfied' }]);
    expect(press('very-dissatisfied')).toMatchObject([{ means: 'satisfied' }]);
    expect(press('satisfied')).toEqual([]);
  });

  it('as a box of HID values has them named byte=value', () => {
    const coded: HidProfile = { ...box, inputs: [{ byte: 2, value: 0x0a, means: 'satisfied' }] };

    expect(levelKeys(coded)).toEqual(['2=0A']);
    expect(withLevels(coded, { '2=0A': 'dissatisfied' })).toMatchObject({
      profile: { inputs: [{ means: 'dissatisfied' }] },
    });
  });

  it('is refused for a key its model has not, and told which it has', () => {
    expect(withLevels(frames, { ...TWO, '07': 'satisfied', good: 'satisfied' })).toEqual({
      ok: false,
      unknown: ['07', 'good'],
      known: ['00', '01', '02', '03', '04'],
    });
  });
});

describe('levels in agent.json', () => {
  const device = (profile: string, levels: Record<string, Level>): DeviceConfig => ({
    id: 'evaluator-c1',
    transport: { kind: 'tcp', host: '127.0.0.1', port: 9_000 },
    profile,
    address: 129,
    levels,
  });

  it('are those of this one device', () => {
    const one = device('ff68-evaluator-5', TWO);
    const { levels: _, ...plain } = one;
    const other: DeviceConfig = {
      ...plain,
      id: 'evaluator-c2',
      transport: { ...one.transport, port: 9_001 } as never,
    };

    const equipped = equip([one, other], profiles);

    expect(equipped.map(({ model }) => levelsOnWire(model as FrameProfile))).toEqual([
      ['dissatisfied', 'satisfied', '-', '-', '-'],
      levelsOnWire(frames),
    ]);
  });

  it('are refused with their path for a level that is none, and for a single key', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'own-levels-'));
    const refusal = async (levels: object): Promise<string> => {
      const file = { agent: 'a', hub: 'http://hub:80', key: 'a-key-of-sixteen-letters', dataFolder: 'data' };
      const devices = [{ ...device('ff68-evaluator-5', TWO), levels }];
      await writeFile(join(folder, 'agent.json'), JSON.stringify({ ...file, devices }));
      return readAgentConfig(join(folder, 'agent.json'), {}).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    };

    expect(await refusal(TWO)).toBe('accepted');
    expect(await refusal({ ...TWO, '02': 'good' })).toContain('devices[0].levels.02: ');
    expect(await refusal({ '00': 'satisfied' })).toContain('devices[0].levels: 至少写两个按键');
    await rm(folder, { recursive: true });
  });

  it.each([
    [
      'a key that is none',
      device('ff68-evaluator-5', { ...TWO, '05': 'satisfied' }),
      'devices[0].levels.05: 型号档案没有这个按键，现有：00、01、02、03、04',
    ],
    ['a keypad', device('ff68-keypad', TWO), 'devices[0].levels: 只有评价器有 levels'],
  ])('are refused with their path for %s', (_, config, reason) => {
    expect(() => equip([config], profiles)).toThrow(reason);
  });
});
