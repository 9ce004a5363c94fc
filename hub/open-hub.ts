import { createHash, randomBytes } from 'node:crypto';
import type { HubCommand } from '@bandecheng/shared/commands';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import { createHub, type Hub } from './handle-command.ts';
import { keepSnapshots } from './keep-snapshots.ts';
import { calendarOf, type DeskRules } from './rules/read-desk-rules.ts';
import { openFileJournal } from './journal/file-journal.ts';
import type { Position } from './journal/journal.ts';
import { lastLineAt } from './journal/last-line.ts';
import type { OpenSegment } from './journal/segment.ts';
import { openCalendarOverrides, type CalendarOverrides } from './registers/calendar-overrides.ts';
import { evolve } from './state/evolve.ts';
import { emptyState, STATE_VERSION, type HallState } from './state/hall-state.ts';
import { readSnapshot } from './state/snapshot.ts';
import { startTimers } from './timers.ts';

export interface OpenHubOptions {
  hall: Hall;
  /** What its case desk works by. */
  rules: DeskRules;
  dataFolder: string;
  clock: () => Instant;
  /** Whether an account of the register is a clerk's: such a one may sign in at a keypad. */
  isClerk?: (account: AccountId) => boolean;
  /** An event that was read back, in order; after a misfit snapshot some come twice. */
  onReadBack?: (event: RecordedEvent) => void;
  /** How the journal's files are opened; absent: as they are. */
  openSegment?: OpenSegment;
  /** A torn tail was dropped, a snapshot was set aside: for the log. */
  onNotice: (what: string, about: Record<string, string | number>) => void;
  /** The journal can't be written: the hub must stop. */
  onFault: (error: unknown) => void;
}

export interface OpenHub extends Hub {
  /** What the hall lays over the years of the calendar. */
  readonly overrides: CalendarOverrides;
  /** The end of everything appended to the journal, for what is written behind it. */
  position(): Position;
  /** Ends the timers, saves the state, flushes and releases the journal. Commands after it reject. */
  stop(): Promise<void>;
}

/**
 * State from snapshot and journal, the journal open for writing, the timers running.
 * Throws HallError `journal-damaged`, `journal-in-use`, `register-unreadable`; nothing has been changed on disk then.
 */
export async function openHub(options: OpenHubOptions): Promise<OpenHub> {
  const { hall, rules, dataFolder, clock, isClerk = () => false, onNotice, onFault, onReadBack } = options;
  const snapshot = await readSnapshot<HallState>(dataFolder, STATE_VERSION, (reason) =>
    onNotice('snapshot set aside', { reason }),
  );
  let state = snapshot?.state ?? emptyState();
  let savedSeq = state.seq;
  const journal = await openFileJournal({
    folder: dataFolder,
    hall: hall.id,
    from: snapshot?.position ?? null,
    apply: (event) => {
      evolve(state, event);
      onReadBack?.(event);
    },
    onMisfit: (reason) => {
      state = emptyState();
      savedSeq = 0;
      onNotice('snapshot set aside', { reason });
    },
    ...(options.openSegment === undefined ? {} : { openSegment: options.openSegment }),
    onDropped: (torn) => onNotice('torn journal tail dropped', { ...torn }),
  });
  const hub = createHub({ state, journal, clock, makeKey, isClerk });
  const overrides = await openCalendarOverrides(dataFolder);
  await settle(hub, hall, withOverride(rules, overrides), await lastLineAt(dataFolder));
  const timers = startTimers(hub, clock, onFault);
  const snapshots = keepSnapshots({ hub, journal, dataFolder, savedSeq, onNotice });
  return {
    ...hub,
    overrides,
    position: () => journal.position(),
    stop: async () => {
      timers.stop();
      await snapshots.stop();
      await journal.close();
    },
  };
}

/** 60 bits in 12 letters and digits that are not mistaken for one another on a telephone. */
function makeKey(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789x';
  return [...randomBytes(12)].map((byte) => letters[byte & 31]).join('');
}

function withOverride(rules: DeskRules, overrides: CalendarOverrides): DeskRules {
  const override = overrides.versions()[0]?.override;
  return override === undefined ? rules : { ...rules, ...calendarOf(rules.calendar.years, override) };
}

/** What has changed while the hub was away: its rules, and every agent's connection. `aliveAt`: of its last line. */
async function settle(hub: Hub, hall: Hall, rules: DeskRules, aliveAt: Instant): Promise<void> {
  const file = createHash('sha256').update(JSON.stringify(hall)).digest('hex');
  const commands: HubCommand[] = [
    { id: `hub:configure-${hub.state.seq}`, type: 'ConfigureHall', hall, file },
    {
      id: `hub:calendar-${hub.state.seq}`,
      type: 'AdoptCalendar',
      calendar: rules.calendar,
      mark: rules.calendarMark,
    },
    { id: `hub:policy-${hub.state.seq}`, type: 'AdoptPolicy', policy: rules.policy, mark: rules.policyMark },
  ];
  for (const [agent, { connected }] of hub.state.agents)
    if (connected)
      commands.push({ id: `hub:lose-${agent}-${hub.state.seq}`, type: 'LoseAgent', agent, since: aliveAt });
  for (const command of commands) await hub.handle(command, { kind: 'hub' });
}
