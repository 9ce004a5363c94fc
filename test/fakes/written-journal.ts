import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileJournal, type FileJournalOptions } from '@bandecheng/hub/journal/file-journal';
import type { Journal, Position } from '@bandecheng/hub/journal/journal';
import type { TornTail } from '@bandecheng/hub/journal/read-journal';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { commandOf, heldTicket } from './recorded-events.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const MONDAY = '2026-11-23';
export const TUESDAY = '2026-11-24';

/** What an opened journal told. */
export interface Opened {
  journal: Journal;
  events: RecordedEvent[];
  misfits: string[];
  dropped: TornTail[];
}

/** Opens the journal of a data folder and notes what it tells. */
export async function openJournal(
  folder: string,
  from: Position | null = null,
  options: Partial<FileJournalOptions> = {},
): Promise<Opened> {
  const told: Omit<Opened, 'journal'> = { events: [], misfits: [], dropped: [] };
  const journal = await openFileJournal({
    folder,
    hall: 'qinghe',
    from,
    apply: (event) => told.events.push(event),
    onMisfit: (reason) => told.misfits.push(reason),
    onDropped: (torn) => told.dropped.push(torn),
    ...options,
  });
  return { journal, ...told };
}

/**
 * A data folder with two days: Monday holds 1, 2 and the command 3–4, Tuesday 5 and the command 6–7.
 * Resolves with the position behind each command.
 */
export async function writtenFolder(): Promise<{ folder: string; positions: Position[] }> {
  const folder = await temporaryFolder();
  const { journal } = await openJournal(folder);
  const positions: Position[] = [];
  const commands: [string, RecordedEvent[]][] = [
    [MONDAY, [heldTicket(1)]],
    [MONDAY, [heldTicket(2)]],
    [MONDAY, commandOf(2, 3)],
    [TUESDAY, [heldTicket(5)]],
    [TUESDAY, commandOf(2, 6)],
  ];
  for (const [day, events] of commands) {
    await journal.append(day, events);
    positions.push(journal.position());
  }
  await journal.close();
  return { folder, positions };
}

/** Path of a day's file. */
export function dayFile(folder: string, day: string): string {
  return join(folder, 'journal', `${day}.jsonl`);
}

/** Replaces a day's file by what `edit` makes of its bytes. */
export async function editDay(folder: string, day: string, edit: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(dayFile(folder, day), edit(await readFile(dayFile(folder, day))));
}

/** Replaces a day's file by what `edit` makes of its lines. */
export async function editLines(
  folder: string,
  day: string,
  edit: (lines: string[]) => string[],
): Promise<void> {
  await editDay(folder, day, (bytes) => {
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    return Buffer.from(
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  });
}

/** A data folder whose journal holds this one file. */
export async function folderWithFile(name: string, content: Uint8Array | string): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'journal'), { recursive: true });
  await writeFile(join(folder, 'journal', name), content);
  return folder;
}
