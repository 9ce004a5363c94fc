import { createHub } from '@bandecheng/hub/handle-command';
import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import type { Actor, Command } from '@bandecheng/shared/commands';
import { benchHall } from './hall.ts';

const CLERK: Actor = { kind: 'staff', account: 'clerk-1', role: 'clerk' };
const KIOSK: Actor = { kind: 'kiosk', kiosk: 'k1' };
const HUB: Actor = { kind: 'hub' };
/** Lines of a busy hall's day: 4,000 tickets of five lines each. */
const LINES_A_DAY = 20_000;
const DAY_MS = 86_400_000;
/** Commands handed over at a time, so that they share their flushes. */
const TOGETHER = 256;

/** Fills a data folder with days of ordinary work, the last of them today, through the hub's own path. */
export async function writeDays(folder: string, lines: number): Promise<void> {
  const state = emptyState();
  const journal = await openFileJournal({
    folder,
    hall: 'bench',
    from: null,
    apply: (event) => evolve(state, event),
    onMisfit: () => undefined,
  });
  let now = Date.now() - Math.ceil(lines / LINES_A_DAY) * DAY_MS;
  let key = 0;
  const hub = createHub({ state, journal, clock: () => now, makeKey: () => `key-${++key}` });
  await hub.handle({ id: 'hub:configure', type: 'ConfigureHall', hall: benchHall(6), file: 'test' }, HUB);
  let answers: Promise<unknown>[] = [];
  let asked = 0;
  const ask = async (command: object, actor: Actor): Promise<void> => {
    answers.push(hub.handle({ ...command, id: `command-${++asked}` } as Command, actor));
    if (answers.length < TOGETHER) return;
    await Promise.all(answers);
    answers = [];
  };
  while (state.seq < lines) {
    now = Math.min(Date.now(), now + DAY_MS);
    const dayEnds = Math.min(lines, state.seq + LINES_A_DAY);
    await ask({ type: 'OpenCounter', counter: 'c1' }, CLERK);
    while (state.seq < dayEnds) {
      await ask({ type: 'IssueTicket', service: 'service-a', class: 'ordinary', language: 'zh' }, KIOSK);
      await ask({ type: 'CallNext', counter: 'c1' }, CLERK);
      const at = { counter: 'c1', ticket: state.counters.get('c1')?.ticket };
      await ask({ type: 'StartService', ...at }, CLERK);
      await ask({ type: 'FinishService', ...at }, CLERK);
    }
  }
  await Promise.all(answers);
  await journal.close();
}
