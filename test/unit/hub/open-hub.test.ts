import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHub, type OpenHub } from '@bandecheng/hub/open-hub';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { NO_DESK } from '../../fakes/rules.ts';
import { KIOSK, NINE, SMALL_HALL } from '../../given.ts';

function open(dataFolder: string): Promise<OpenHub> {
  return openHub({
    hall: SMALL_HALL,
    rules: NO_DESK,
    dataFolder,
    clock: () => NINE,
    onNotice: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
}

async function takeTickets(hub: OpenHub, from: number, to: number): Promise<void> {
  for (let i = from; i <= to; i++)
    await hub.handle(
      { id: `kiosk-tap-${i}`, type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
      KIOSK,
    );
}

const snapshotSeq = (folder: string): number =>
  (JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8')) as { position: { seq: number } }).position
    .seq;

describe('a hub that starts again', () => {
  it('goes on where it stopped, by its snapshot', async () => {
    const folder = await temporaryFolder();
    const first = await open(folder);
    await takeTickets(first, 1, 3);
    await first.stop();
    expect(snapshotSeq(folder)).toBe(first.state.seq);

    const again = await open(folder);
    expect(again.state).toEqual(first.state);
    await takeTickets(again, 4, 4);
    expect(again.state.tickets.has('2026-11-23-A004')).toBe(true);
    await again.stop();
  });

  it('is the same without its snapshot, and leaves one even if nothing happened', async () => {
    const folder = await temporaryFolder();
    const first = await open(folder);
    await takeTickets(first, 1, 3);
    await first.stop();
    rmSync(join(folder, 'snapshot.json'));

    const again = await open(folder);
    expect(again.state).toEqual(first.state);
    await again.stop();
    expect(snapshotSeq(folder)).toBe(first.state.seq);
  });
});
