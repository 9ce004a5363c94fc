import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frameDecoder } from '@bandecheng/device-agent/codecs/framed-codec';
import { Outbox } from '@bandecheng/device-agent/outbox/outbox';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { LEVELS, type Level } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { AGENT, AGENT_JOINED, given, HUB, OPEN_COUNTERS, t, type Given } from '../../given.ts';
import { callAtC1, serve, take } from './hall-of-behaviours.ts';

/** A001 has just been served at counter c1, where evaluator-c1 stands. */
function justServed(): Given {
  const on = take(given(...OPEN_COUNTERS, AGENT_JOINED));
  callAtC1(on);
  return serve(on, 'A001').after(2);
}

const press = (on: Given, level: Level): Given =>
  on.when({ type: 'RecordPress', device: 'evaluator-c1', level, pressedAt: on.now }, AGENT);

describe('evaluator', () => {
  it('58 bad checksum/end byte rejected', async () => {
    const profile = (await readProfiles()).get('ff68-evaluator-5') as FrameProfile;
    const decoder = frameDecoder(profile, 'host');
    const good = [0xff, 0x68, 0x03, 0x03, 0x68, 0x85, 0x11, 0x03, 0x99, 0x16];
    const spoiled = (at: number) => Uint8Array.from(good.map((byte, i) => (i === at ? byte ^ 1 : byte)));
    expect([...decoder.push(spoiled(8)), ...decoder.push(spoiled(9)), ...decoder.drop()]).toEqual([]);
    expect(decoder.push(Uint8Array.from(good))).toHaveLength(1);
  });

  it('59 press after clerk moved on still attaches to the finished visit inside a window', () => {
    const on = take(justServed());
    callAtC1(on);
    expect(press(on.after(20), 'satisfied').data('PressRecorded')).toMatchObject({
      ...{ fate: 'rated', ticket: t('A001') },
    });
  });

  it('60 double press/duplicate submit → one record, first (or last) wins by rule', () => {
    const on = press(press(justServed(), 'satisfied').after(3), 'dissatisfied');
    expect(on.state.ratings.levels).toMatchObject({ satisfied: 0, dissatisfied: 1 });
    press(on.after(60), 'very-satisfied');
    expect(on.state.ratings.levels).toMatchObject({ dissatisfied: 1, 'very-satisfied': 0 });
  });

  it('61 every record names clerk + window + visit', () => {
    expect(press(justServed(), 'satisfied').data('PressRecorded')).toMatchObject({
      ...{ clerk: 'li', counter: 'c1', visit: `${t('A001')}.1` },
    });
  });

  it('62 five levels + reasons; no default = good', () => {
    expect(LEVELS).toHaveLength(5);
    const on = justServed()
      .after(60)
      .when({ type: 'LapseRating', visit: `${t('A001')}.1` }, HUB);
    on.thenEvents('RatingLapsed');
    expect(Object.values(on.state.ratings.levels)).toEqual([0, 0, 0, 0, 0]);
    expect(on.state.ratings.lapsed).toBe(1);
  });

  it('63 evaluator offline: buffered and delivered later, order kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bdc-behaviour-'));
    const open = (id: string) => Outbox.open({ path: join(folder, 'outbox.jsonl'), newId: () => id });
    const before = await open('firstoutbox');
    for (const pressedAt of [1, 2, 3])
      await before.append({ type: 'RecordPress', device: 'evaluator-c1', level: 'satisfied', pressedAt });
    await before.close();
    const after = await open('secondoutbox');
    expect(
      after.pending(10).map(({ number, report }) => [number, 'pressedAt' in report && report.pressedAt]),
    ).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    await after.close();
    await rm(folder, { recursive: true });
  });
});
