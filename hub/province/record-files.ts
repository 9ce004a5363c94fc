import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { readIfThere } from '../registers/read-if-there.ts';
import { seal, unseal } from '../registers/sealing.ts';
import type { FiledRecord } from './filed-record.ts';

/** Records in files, one a day: JSON lines, each sealed with the hall's vault key. */
export interface RecordFiles {
  /** Resolves when the record is on disk. */
  add(day: BusinessDay, line: FiledRecord): Promise<void>;
  /** The day's records; null: there is none of that day. */
  read(day: BusinessDay): Promise<FiledRecord[] | null>;
}

/** Opens the files of a connector below `<data folder>/province`. The folder is its owner's alone. */
export async function openRecordFiles(
  dataFolder: string,
  name: string,
  vaultKey: Buffer,
): Promise<RecordFiles> {
  const folder = join(dataFolder, 'province', name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (day: BusinessDay): string => join(folder, `${day}.jsonl.sealed`);
  const place = ['province', name];
  return {
    async add(day, line) {
      const sealed = seal(vaultKey, Buffer.from(JSON.stringify(line)), [...place, day]).toString('base64');
      const handle = await open(pathOf(day), 'a', 0o600);
      try {
        // A line that a power cut left half written is not to swallow this one.
        await handle.writeFile(`\n${sealed}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
    async read(day) {
      const bytes = await readIfThere(pathOf(day));
      if (bytes === null) return null;
      const lines = bytes
        .toString()
        .split('\n')
        .filter((line) => line !== '');
      // A line cut off by a power cut does not open; its record was not counted as handed over.
      const opened = lines.map((line) => unseal(vaultKey, Buffer.from(line, 'base64'), [...place, day]));
      return opened.flatMap((line) => (line === null ? [] : [JSON.parse(line.toString()) as FiledRecord]));
    },
  };
}
