import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventData, EventType, RecordedEvent } from '@bandecheng/shared/events';

/** What stands on disk of one type of event, oldest first, read past the hub. */
export function recorded<T extends EventType>(dataFolder: string, type: T): EventData<T>[] {
  return allRecorded(dataFolder).flatMap((event) =>
    event.type === type ? [event.data as EventData<T>] : [],
  );
}

/** Every whole line on disk. */
export function allRecorded(dataFolder: string): RecordedEvent[] {
  const folder = join(dataFolder, 'journal');
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    // What follows the last newline is still being written.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as RecordedEvent);
  });
}
