import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAgent } from '@bandecheng/device-agent/agent';
import type { IdCard } from '@bandecheng/device-agent/codecs/id-card';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { SAMPLE_CARDS } from '@bandecheng/device-agent/virtual/sample-cards';
import { startVirtualCardReader } from '@bandecheng/device-agent/virtual/virtual-card-reader';
import type { Published } from '@bandecheng/shared/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { outcome, TestHub } from '../fakes/test-hub.ts';

const profiles = await readProfiles();
const profile = profiles.get('sam-card-reader') as FrameProfile;
const CARD = SAMPLE_CARDS['sample-1'] as IdCard;
const WITHIN = { timeout: 20_000 };

test('a card laid on a kiosk’s reader tells that kiosk its number, no other, and the record nothing', async () => {
  const hub = await TestHub.start();
  onTestFinished(() => hub.stop());
  const reader = await startVirtualCardReader({ profile, address: 0 });
  onTestFinished(() => reader.stop());
  const agent = await startAgent(
    {
      ...{ agent: 'hall-1', hub: hub.url, key: await hub.agentKey('hall-1') },
      dataFolder: await temporaryFolder(),
      devices: [
        {
          ...{ id: 'reader-k1', profile: profile.id, kiosk: 'k1' },
          transport: { kind: 'tcp', host: '127.0.0.1', port: reader.port },
        },
      ],
    },
    { profiles, raster: () => null, logOf: () => () => undefined },
  );
  onTestFinished(() => agent.stop());
  const heard: Record<string, string[]> = { k1: [], k2: [] };
  let hasReader = false;
  for (const of of ['k1', 'k2']) {
    const kiosk = hub.screen('kiosk', of, await hub.paired('kiosk', of));
    kiosk.on('card:read', ({ number }: { number: string }) => void heard[of]?.push(number));
    kiosk.on('view:published', ({ data }: Published<'kiosk'>) => {
      if (of === 'k1') hasReader = data.cardReader;
    });
    expect(await outcome(kiosk)).toBe('connected');
  }
  await expect.poll(() => hasReader, WITHIN).toBe(true);

  reader.lay(CARD);

  await expect.poll(() => heard, WITHIN).toEqual({ k1: [CARD.number], k2: [] });
  const journal = join(hub.folder, 'journal');
  for (const file of await readdir(journal))
    expect(await readFile(join(journal, file), 'utf8')).not.toContain(CARD.number);
  expect(JSON.stringify(hub.logged)).not.toContain(CARD.number);
});
