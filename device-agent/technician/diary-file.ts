import { readFileIfAny, replaceFile } from '../outbox/flushing-file.ts';
import type { Diary, DiaryPage } from './diary.ts';

/** In the agent's data folder; deleting it loses nothing but the technician's memory. */
export const DIARY_FILE = 'diary.json';

/** A technician who has just started the agent looks at once, ms. */
const FIRST_WITHIN_MS = 3_000;
/** A change of a device's state is on disk within so long, ms; a flapping cable wears out no disk. */
const STATE_WITHIN_MS = 30_000;
/** What passed the lines since then is lost with a killed agent, ms. */
const WRITTEN_EVERY_MS = 15 * 60 * 1000;

/** The diary as the last agent of this folder left it; null: none, or none that can be read. */
export async function readDiaryFile(path: string): Promise<DiaryPage | null> {
  const text = await readFileIfAny(path).catch(() => null);
  try {
    return text === null ? null : (JSON.parse(text) as DiaryPage);
  } catch {
    return null;
  }
}

/** Keeps the diary readable for `npm run devices` while the agent runs and after it. */
export class DiaryFile {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Infinity;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly diary: Diary,
    private readonly path: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(): void {
    this.diary.onState(() => this.writeWithin(STATE_WITHIN_MS));
    this.writeWithin(FIRST_WITHIN_MS);
  }

  /** Writes it a last time. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.dueAt = -Infinity;
    await this.write();
  }

  private writeWithin(ms: number): void {
    const at = performance.now() + ms;
    if (at >= this.dueAt) return;
    this.dueAt = at;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.dueAt = Infinity;
      void this.write();
      this.writeWithin(WRITTEN_EVERY_MS);
    }, ms);
    this.timer.unref();
  }

  private write(): Promise<void> {
    this.writing = this.writing
      .then(() => replaceFile(this.path, JSON.stringify(this.diary.page())))
      .catch((error: unknown) => this.failed(error));
    return this.writing;
  }
}
