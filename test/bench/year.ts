import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHub, type Hub } from '@bandecheng/hub/handle-command';
import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import type { Journal } from '@bandecheng/hub/journal/journal';
import { openSegment } from '@bandecheng/hub/journal/segment';
import { readDeskRules } from '@bandecheng/hub/rules/read-desk-rules';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, STATE_VERSION, type HallState } from '@bandecheng/hub/state/hall-state';
import { writeSnapshot } from '@bandecheng/hub/state/snapshot';
import { dueCommands } from '@bandecheng/hub/timers';
import type { Actor, Command } from '@bandecheng/shared/commands';
import { seededRandom } from '../fakes/seeded-random.ts';
import { printFigure, progress } from './figure.ts';
import { benchHall } from './hall.ts';

const DAYS = 250;
const TICKETS_A_DAY = 1_200;
const CASES_A_DAY = 10;
const COUNTERS = 30;
const MONTHS = 12;
/** Monday 2026-01-05, 08:30 in Asia/Shanghai. */
const FIRST_MORNING = Date.UTC(2026, 0, 5, 0, 30);
const DAY_MS = 86_400_000;
/** What a hall of this size may grow to in a year, of the 1 GB that the smallest machine we recommend leaves a hub. */
const MOST_HEAP_MB = 256;
const MOST_JOURNAL_MB = 1_024;
const MOST_SNAPSHOT_MB = 128;
/** Tickets between two looks at what the hub has to do by itself: five minutes. */
const LOOKS_EVERY = 12;
/** One pressed rating in three visits, as a hall with evaluators sees. */
const RATED_SHARE = 1 / 3;
const BAD_SHARE = 0.02;

const HUB: Actor = { kind: 'hub' };
const KIOSK: Actor = { kind: 'kiosk', kiosk: 'k1' };
const DESK: Actor = { kind: 'staff', account: 'desk', role: 'desk' };
const AGENT: Actor = { kind: 'agent', agent: 'hall-1' };

/** What a year of a medium hall leaves in memory and on disk: the hub's own path, its real journal, a fake clock. */
export async function benchYear(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-year-'));
  try {
    const year = await Year.begin(folder);
    for (let day = 0; day < DAYS; day += 1) {
      await year.workDay(day);
      if ((day + 1) % Math.ceil(DAYS / MONTHS) === 0 || day === DAYS - 1) await year.report(day + 1);
    }
    await year.end();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Year {
  private asked = 0;
  private reported = 0;
  private answers: Promise<unknown>[] = [];
  private readonly random = seededRandom(2026);
  private measured = { heap: 0, journal: 0, snapshot: 0 };

  private constructor(
    private readonly folder: string,
    private readonly state: HallState,
    private readonly journal: Journal,
    private readonly hub: Hub,
    private readonly clock: { now: number },
  ) {}

  static async begin(folder: string): Promise<Year> {
    const state = emptyState();
    const journal = await openFileJournal({
      ...{ folder, hall: 'bench', from: null, onMisfit: () => undefined },
      apply: (event) => evolve(state, event),
      // A year's flushes are the disk's time, not the hub's memory; the bytes are written all the same.
      openSegment: async (path) => ({ ...(await openSegment(path)), flush: async () => undefined }),
    });
    let key = 0;
    const makeKey = () => `key-${++key}`;
    const clock = { now: FIRST_MORNING };
    const hub = createHub({ state, journal, clock: () => clock.now, makeKey });
    const year = new Year(folder, state, journal, hub, clock);
    const hall = { ...benchHall(COUNTERS), policy: 'wushen' };
    const { policy, policyMark, calendar, calendarMark } = await readDeskRules(hall, folder);
    await year.ask({ type: 'ConfigureHall', hall, file: 'bench' }, HUB);
    await year.ask({ type: 'AdoptCalendar', calendar, mark: calendarMark }, HUB);
    await year.ask({ type: 'AdoptPolicy', policy, mark: policyMark }, HUB);
    return year;
  }

  /** Every ticket taken, called, started, finished, some rated; ten cases taken in and brought to their end. */
  async workDay(day: number): Promise<void> {
    // Five days a week.
    this.clock.now = FIRST_MORNING + (Math.floor(day / 5) * 7 + (day % 5)) * DAY_MS;
    const devices = Array.from({ length: COUNTERS }, (_, i) => ({
      ...{ id: `evaluator-${i + 1}`, kind: 'evaluator' as const, profile: 'ff68-evaluator-5' },
      counter: `c${i + 1}`,
    }));
    await this.ask({ type: 'JoinAgent', agent: 'hall-1', devices }, HUB);
    for (let i = 1; i <= COUNTERS; i += 1)
      await this.ask({ type: 'OpenCounter', counter: `c${i}` }, clerkOf(i));
    for (let i = 0; i < TICKETS_A_DAY; i += 1) {
      await this.visit((i % COUNTERS) + 1);
      if (i % (TICKETS_A_DAY / CASES_A_DAY) === 0) await this.workCase();
      this.clock.now += 25_000;
      if (i % LOOKS_EVERY === 0) await this.doWhatIsDue();
    }
    for (let i = 1; i <= COUNTERS; i += 1)
      await this.ask({ type: 'CloseCounter', counter: `c${i}` }, clerkOf(i));
    await this.settled();
  }

  async report(days: number): Promise<void> {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const position = this.journal.position();
    const heap = process.memoryUsage().heapUsed / 1_048_576;
    await writeSnapshot(this.folder, { version: STATE_VERSION, state: this.state, position }, () =>
      this.journal.whenDurable(position.seq),
    );
    const journal = bytesBelow(join(this.folder, 'journal')) / 1_048_576;
    const snapshot = statSync(join(this.folder, 'snapshot.json')).size / 1_048_576;
    this.measured = { heap, journal, snapshot };
    const cases = this.state.desk.cases.size;
    progress(
      `year: ${days} days, ${this.state.seq} events, ${cases} cases: heap ${heap.toFixed(1)} MB, journal ${journal.toFixed(1)} MB, snapshot ${snapshot.toFixed(1)} MB`,
    );
  }

  async end(): Promise<void> {
    await this.journal.close();
    const { heap, journal, snapshot } = this.measured;
    const how = `a year of ${DAYS} days of ${TICKETS_A_DAY} tickets at ${COUNTERS} counters, ${this.state.desk.cases.size} cases (${CASES_A_DAY} a day closed, call-backs left open), ${this.state.seq} events, through the hub's own path with its journal (not flushed)`;
    printFigure({
      ...{ name: 'year-heap', unit: 'MB', ours: heap, limit: MOST_HEAP_MB },
      how: `heap in use after a collection at the end of ${how}; limit: the stated bound`,
    });
    printFigure({
      ...{ name: 'year-journal', unit: 'MB', ours: journal, limit: MOST_JOURNAL_MB },
      how: `bytes of journal after ${how}; limit: the stated bound`,
    });
    printFigure({
      ...{ name: 'year-snapshot', unit: 'MB', ours: snapshot, limit: MOST_SNAPSHOT_MB },
      how: `bytes of the snapshot after ${how}; limit: the stated bound`,
    });
  }

  /** Windows that close without a press, and what else the hub does by itself. The day is opened by its first command. */
  private async doWhatIsDue(): Promise<void> {
    for (const command of dueCommands(this.state, this.clock.now))
      if (command.type !== 'OpenDay') await this.ask(command, HUB, command.id);
  }

  private async visit(counter: number): Promise<void> {
    const service = `service-${'abcdefgh'[Math.floor(this.random() * 8)]}`;
    const at = { counter: `c${counter}` };
    const clerk = clerkOf(counter);
    await this.ask({ type: 'IssueTicket', service, class: 'ordinary', language: 'zh' }, KIOSK);
    await this.ask({ type: 'CallNext', ...at }, clerk);
    const ticket = { ...at, ticket: this.state.counters.get(at.counter)?.ticket };
    await this.ask({ type: 'StartService', ...ticket }, clerk);
    this.clock.now += 1_000;
    await this.ask({ type: 'FinishService', ...ticket }, clerk);
    if (this.random() < RATED_SHARE) {
      const level = this.random() < BAD_SHARE ? 'dissatisfied' : 'very-satisfied';
      const press = { type: 'RecordPress', device: `evaluator-${counter}`, level, pressedAt: this.clock.now };
      await this.ask(press, AGENT, `report:hall-1/outbox01#${(this.reported += 1)}`);
    }
  }

  /** What it says is in the vault: here stand the references the journal has to it. */
  private async workCase(): Promise<void> {
    const open = {
      type: 'OpenCase',
      caseType: 'bbcs',
      intake: 'desk',
      as: 'desk',
      attributes: {},
      fields: {},
    };
    await this.ask({ ...open, confidential: false }, DESK);
    const id = [...this.state.desk.cases.keys()].at(-1);
    const step = (name: string, fields: readonly string[] = []): Promise<void> =>
      this.ask(
        {
          ...{ type: 'TakeStep', case: id, step: name, as: 'desk', attributes: {}, fields: {} },
          sealed: Object.fromEntries(fields.map((field) => [field, this.sealed(field)])),
        },
        DESK,
      );
    await step('w1', ['name', 'phone', 'content']);
    await step('w2');
    await step('w3', ['windowOpinion']);
    await step('w4');
    await this.ask({ type: 'RateCase', case: id, grade: 'satisfied', channel: 'desk' }, DESK);
    await step('w19');
  }

  private sealed(field: string) {
    const digits = Math.floor(this.random() * 2 ** 40)
      .toString(16)
      .padStart(20, '0');
    return { record: `202601-05003000-${digits}`, field, digest: digits.padStart(32, 'a') };
  }

  private async ask(command: object, actor: Actor, id = `command-${(this.asked += 1)}`): Promise<void> {
    this.answers.push(this.hub.handle({ ...command, id } as Command, actor).then(mustBeDone(command)));
    if (this.answers.length >= 512) await this.settled();
  }

  private async settled(): Promise<void> {
    await Promise.all(this.answers.splice(0));
  }
}

/** A year whose commands are refused would measure nothing. */
function mustBeDone(command: object): (answer: { ok: boolean }) => void {
  return (answer) => {
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
  };
}

function clerkOf(counter: number): Actor {
  return { kind: 'staff', account: `clerk-${counter}`, role: 'clerk' };
}

function bytesBelow(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
