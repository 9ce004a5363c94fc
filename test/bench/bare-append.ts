import * as fs from 'node:fs';
import { join } from 'node:path';

/** The limit of any durable record: the same records, serialised and appended, one fdatasync for all that wait. */
export interface BareAppend {
  append(record: object): Promise<void>;
  close(): void;
}

export function openBareAppend(folder: string): BareAppend {
  const fd = fs.openSync(join(folder, 'bare.jsonl'), 'w');
  let text = '';
  let waiting: { promise: Promise<void>; resolve: () => void } | null = null;
  let running = false;
  let offset = 0;

  function flush(): void {
    if (waiting === null) {
      running = false;
      return;
    }
    const { resolve } = waiting;
    const bytes = Buffer.from(text);
    waiting = null;
    text = '';
    fs.write(fd, bytes, 0, bytes.length, offset, (writeError) => {
      if (writeError !== null) throw writeError;
      offset += bytes.length;
      fs.fdatasync(fd, (flushError) => {
        if (flushError !== null) throw flushError;
        resolve();
        setImmediate(flush);
      });
    });
  }

  return {
    append(record) {
      text += JSON.stringify(record) + '\n';
      waiting ??= waiter();
      if (!running) {
        running = true;
        setImmediate(flush);
      }
      return waiting.promise;
    },
    close: () => fs.closeSync(fd),
  };
}

function waiter(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
