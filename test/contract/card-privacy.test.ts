import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAgent } from '@bandecheng/device-agent/agent';
import type { IdCard } from '@bandecheng/device-agent/codecs/id-card';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { SAMPLE_CARDS } from '@bandecheng/device-agent/virtual/sample-cards';
import { startVirtualCardReader } from '@bandecheng/device-agent/virtual/virtual-card-reader';
import { expect, onTestFinished, test } from 'vitest';
import { SmallHub } from '../fakes/small-hub.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const profiles = await readProfiles();
const profile = profiles.get('sam-card-reader') as FrameProfile;
const CARD = SAMPLE_CARDS['sample-1'] as IdCard;
const WITHIN = { timeout: 15_000 };

/** Every way a field could stand somewhere: as text, and as its bytes on the wire in hex or base64. */
function tracesOf(card: IdCard): string[] {
  const fields = [card.name, card.address, card.number, card.issuer, card.birth.replaceAll('-', '')];
  return fields.flatMap((field) => {
    const wire = Buffer.from(field, 'utf16le');
    const bytes = [...wire].map((byte) => byte.toString(16).padStart(2, '0'));
    return [field, bytes.join(''), bytes.join(' '), wire.toString('base64').slice(0, -4)];
  });
}

test('no field of a card that was read stands in a log, a report, the frame log, diagnostics or a file', async () => {
  const folder = await temporaryFolder();
  const hub = new SmallHub();
  await hub.start();
  onTestFinished(() => hub.stop());
  const reader = await startVirtualCardReader({ profile, address: 0, findsAgain: true });
  onTestFinished(() => reader.stop());
  const transport = { kind: 'tcp', host: '127.0.0.1', port: reader.port } as const;
  const logged: unknown[] = [];
  const agent = await startAgent(
    {
      ...{ agent: 'hall-1', hub: `http://127.0.0.1:${hub.port}`, key: 'not-a-real-key-of-any-agent' },
      ...{ dataFolder: folder, devices: [{ id: 'reader-k1', transport, profile: profile.id, kiosk: 'k1' }] },
    },
    {
      profiles,
      raster: () => null,
      logOf:
        (of) =>
        (...line) =>
          void logged.push([of, ...line]),
    },
  );
  let running = true;
  onTestFinished(async () => {
    if (running) await agent.stop();
  });

  await expect.poll(() => reader.state().connected, WITHIN).toBe(true);
  reader.lay(CARD);
  await expect.poll(() => JSON.stringify(logged), WITHIN).toContain('card read');
  reader.take();
  const takenAt = Date.now();
  const looks = (): number =>
    reader.state().wire.filter(({ at, direction }) => at > takenAt && direction === 'to-device').length;
  await expect.poll(looks, WITHIN).toBeGreaterThan(3);
  // The cable is pulled in the middle of the card's second reading: what came of it is no frame.
  reader.fault('split');
  reader.lay(CARD);
  await expect.poll(() => reader.state().readings, { ...WITHIN, interval: 5 }).toBe(2);
  reader.fault('drop');
  await expect.poll(() => reader.state().readings, WITHIN).toBeGreaterThan(2);
  const shown: unknown[] = [
    logged,
    [...hub.reports],
    agent.technician.deviceFrames('reader-k1'),
    await agent.technician.diagnostics(),
  ];
  await agent.stop();
  running = false;
  const files = await readdir(folder);
  for (const file of files) shown.push(await readFile(join(folder, file), 'utf8'));

  const said = JSON.stringify(shown).toLowerCase();
  expect(agent.technician.deviceFrames('reader-k1')?.frames.length).toBeGreaterThan(3);
  for (const trace of tracesOf(CARD)) expect(said).not.toContain(trace.toLowerCase());
});
