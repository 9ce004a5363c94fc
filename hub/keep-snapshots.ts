import { setImmediate } from 'node:timers/promises';
import type { Hub } from './handle-command.ts';
import type { Journal } from './journal/journal.ts';
import { STATE_VERSION } from './state/hall-state.ts';
import { writeSnapshot } from './state/snapshot.ts';

export interface SnapshotRhythm {
  /** Events after which the state is saved, so that a start reads no more lines than that. */
  every: number;
  /** … once nothing has happened for so long: a save takes many turns, and what happens meanwhile ends it. */
  quietMs: number;
  /** Events after which it is saved in one turn, which everybody waits for: the hall is never quiet. */
  atLast: number;
}

/** The busiest hall takes 50,000 events on a day and is quiet at noon. */
const RHYTHM: SnapshotRhythm = { every: 20_000, quietMs: 2_000, atLast: 100_000 };

export interface SnapshotParts {
  hub: Pick<Hub, 'state' | 'onCommitted'>;
  journal: Pick<Journal, 'position' | 'whenDurable'>;
  dataFolder: string;
  /** Number of the last event the snapshot on disk holds; 0 without one. */
  savedSeq: number;
  onNotice: (what: string, about: Record<string, string>) => void;
}

/** Saves the state now and then. */
export function keepSnapshots(
  { hub, journal, dataFolder, savedSeq, onNotice }: SnapshotParts,
  { every, quietMs, atLast }: SnapshotRhythm = RHYTHM,
): { stop(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  // What could not be saved is not tried again at each event.
  let triedSeq = savedSeq;
  let stopping = false;

  async function save(mayGoOn?: () => Promise<boolean>): Promise<void> {
    const { seq } = hub.state;
    if (seq === savedSeq) return;
    const position = journal.position();
    const durable = () => journal.whenDurable(position.seq);
    const snapshot = { version: STATE_VERSION, state: hub.state, position };
    try {
      if (await writeSnapshot(dataFolder, snapshot, durable, mayGoOn)) triedSeq = savedSeq = seq;
    } catch (error) {
      triedSeq = seq;
      onNotice('snapshot not saved', { reason: String(error) });
    }
  }

  function begin(mayGoOn?: () => Promise<boolean>): void {
    clearTimeout(timer);
    saving = save(mayGoOn).finally(() => (saving = null));
  }

  function saveQuietly(): void {
    if (saving !== null) return waitForQuiet();
    const { seq } = hub.state;
    begin(async () => {
      await setImmediate();
      return !stopping && hub.state.seq === seq;
    });
  }

  function waitForQuiet(): void {
    clearTimeout(timer);
    timer = setTimeout(saveQuietly, quietMs);
  }

  function saveWhenFarBehind(): void {
    const behind = hub.state.seq - triedSeq;
    if (behind < every || stopping) return;
    if (behind >= atLast && saving === null) begin();
    else waitForQuiet();
  }

  hub.onCommitted(saveWhenFarBehind);
  // A hub killed before its snapshot has just read every line: the next start shall not have to.
  saveWhenFarBehind();

  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await saving;
      await save();
    },
  };
}
