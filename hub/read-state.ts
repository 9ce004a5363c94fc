import { journalFolder } from './journal/journal-folder.ts';
import { positionHolds, readJournal } from './journal/read-journal.ts';
import { evolve } from './state/evolve.ts';
import { emptyState, STATE_VERSION, type HallState } from './state/hall-state.ts';
import { readSnapshot } from './state/snapshot.ts';

/**
 * The hall as its data folder tells it, without opening it: a hub may be writing there. What is not on disk yet is not
 * in it. Null where nothing has been written. Throws HallError `journal-damaged`.
 */
export async function readState(dataFolder: string): Promise<HallState | null> {
  const folder = journalFolder(dataFolder);
  try {
    const snapshot = await readSnapshot<HallState>(dataFolder, STATE_VERSION, () => undefined);
    const usable = snapshot !== null && (await positionHolds(folder, snapshot.position));
    const state = usable ? snapshot.state : emptyState();
    const from = usable ? snapshot.position : null;
    await readJournal({ folder, from, hall: null, onEvent: (event) => evolve(state, event) });
    return state.seq === 0 ? null : state;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
