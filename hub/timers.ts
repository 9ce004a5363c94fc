import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { CommandOf, HubCommand } from '@bandecheng/shared/commands';
import type { EventType } from '@bandecheng/shared/events';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from './handle-command.ts';
import { runningOf } from './state/case-deadline.ts';
import { warnAt } from './state/case-overdue.ts';
import { callBackRules, clockOf, rulesOf } from './state/case-rules.ts';
import { forgetNow } from './state/forget-due.ts';
import type { HallState } from './state/hall-state.ts';
import { reckoningOf } from './state/reckoning.ts';
import { awaitsSms, smsDueAt } from './state/sms-invitations.ts';

/** Seconds past a job's deadline after which silence is taken for an unknown outcome. */
const JOB_SILENCE_SECONDS = 30;

/** The longest pause between two looks, so that a clock set forward is noticed. Milliseconds. */
const LONGEST_PAUSE_MS = 30_000;

/** Visits that one command invites by message: its lines go to disk together. */
const MOST_INVITED = 200;

/** A hall that has just made its rule forgets years of cases and words: not before everything else that is due. */
const FORGOTTEN_AT_ONCE = 50;

/** What the hub does by itself; forgetting a person may be asked for as well. */
type DueCommand = HubCommand | CommandOf<'ErasePerson' | 'EraseWords' | 'InviteBySms'>;

/** Events that give it something to do at a time of their own. */
const LOOKED_FOR: ReadonlySet<EventType> = new Set([
  'RatingInvited',
  'PrintRequested',
  'PaperRequested',
  'DigestPaperRequested',
  'TicketHeld',
]);

/** What the hub has to do by itself at `now`: end rating windows, give up on silent prints, open the day. */
export function dueCommands(state: HallState, now: Instant): DueCommand[] {
  const due: DueCommand[] = [];
  for (const id of state.invited) {
    const visit = state.visits.get(id);
    if (visit === undefined || visit.closesAt > now) break;
    due.push({ id: `hub:lapse-${id}`, type: 'LapseRating', visit: id });
  }
  for (const id of state.openJobs) {
    const job = state.jobs.get(id);
    // A day's digest waits till morning, those ordered after it do not.
    if (job === undefined || job.deadlineAt + JOB_SILENCE_SECONDS * 1000 > now) continue;
    due.push({ id: `hub:give-up-${id}`, type: 'GiveUpPrint', job: id });
  }
  for (const id of state.held) {
    const until = state.tickets.get(id)?.heldUntil;
    if (until !== undefined && until <= now)
      due.push({ id: `hub:end-hold-${id}-${until}`, type: 'EndHold', ticket: id });
  }
  const { hall } = state;
  for (const { id, state: standing, startsAt } of state.appointments.values()) {
    const missedAt = startsAt + (hall?.appointments.missedMinutes ?? 0) * 60_000;
    if (standing === 'booked' && missedAt <= now)
      due.push({ id: `hub:miss-${id}`, type: 'MissAppointment', appointment: id });
  }
  due.push(...dueAtTheDesk(state, now), ...dueInvitations(state, now));
  due.push(...dueErasures(state, now));
  const day = hall === null ? '' : businessDay(now, hall.timeZone, hall.dayStartsAt);
  if (day > state.day) due.push({ id: `hub:day-${day}`, type: 'OpenDay', day });
  return due;
}

/** Clocks that ran out, and bad ratings that nobody took back in their time. */
function dueAtTheDesk(state: HallState, now: Instant): HubCommand[] {
  const { desk, hall } = state;
  const due: HubCommand[] = [];
  const by = reckoningOf(state);
  for (const id of desk.open) {
    const of = desk.cases.get(id);
    if (of === undefined) continue;
    for (const run of runningOf(of)) {
      const at = warnAt(run, clockOf(rulesOf(desk, of).type, run), by);
      if (at === null || at >= now) continue;
      const { run: clock, told: rung } = run;
      due.push({
        id: `hub:overdue-${id}-${clock}-${run.extended}-${rung}`,
        type: 'WarnOverdue',
        case: id,
        clock,
        rung,
      });
    }
  }
  if (callBackRules(desk) === null) return due;
  const changeMs = (hall?.rating.changeSeconds ?? 0) * 1_000;
  for (const [visit, { at }] of desk.badVisits)
    if (at + changeMs < now) due.push({ id: `hub:call-back-${visit}`, type: 'OpenCallBack', visit });
  return due;
}

/** Whom the hall's rule forgets now: those whom closed cases name, and what was written outside cases. */
function dueErasures(state: HallState, now: Instant): CommandOf<'ErasePerson' | 'EraseWords'>[] {
  const { cases, words } = forgetNow(state, now);
  const due: CommandOf<'ErasePerson' | 'EraseWords'>[] = cases
    .slice(0, FORGOTTEN_AT_ONCE)
    .map(({ case: id }) => ({ id: `hub:forget-${id}`, type: 'ErasePerson', case: id, reason: 'rule' }));
  const lines = words.slice(0, FORGOTTEN_AT_ONCE).map(({ line }) => line);
  if (lines.length > 0)
    due.push({ id: `hub:forget-words-${lines[0]}`, type: 'EraseWords', lines, reason: 'rule' });
  return due;
}

/** Messages to whoever did not rate on the spot, once business has closed. */
function dueInvitations(state: HallState, now: Instant): CommandOf<'InviteBySms'>[] {
  const dueAt = smsDueAt(state);
  if (dueAt === null || now < dueAt) return [];
  const visits = [...state.visits.values()]
    .filter((visit) => awaitsSms(state, visit, now))
    .map(({ id }) => id);
  const due: CommandOf<'InviteBySms'>[] = [];
  for (let i = 0; i < visits.length; i += MOST_INVITED) {
    const batch = visits.slice(i, i + MOST_INVITED);
    due.push({ id: `hub:sms-${batch[0]}`, type: 'InviteBySms', visits: batch });
  }
  return due;
}

/** Milliseconds until the next look: the nearest window or job, at most half a minute. */
export function nextLookMs(state: HallState, now: Instant): number {
  const [visit] = state.invited;
  const instants = [
    state.visits.get(visit ?? '')?.closesAt,
    ...[...state.openJobs].map((id) => (state.jobs.get(id)?.deadlineAt ?? 0) + JOB_SILENCE_SECONDS * 1000),
    ...[...state.held].map((id) => state.tickets.get(id)?.heldUntil),
  ].filter((at) => at !== undefined);
  return Math.max(10, Math.min(LONGEST_PAUSE_MS, ...instants.map((at) => at - now)));
}

/** Keeps looking until stopped. A fault in handling is told to `onFault`. */
export function startTimers(
  hub: Hub,
  clock: () => Instant,
  onFault: (error: unknown) => void,
): { stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    for (const command of dueCommands(hub.state, clock())) await hub.handle(command, { kind: 'hub' });
  }

  function plan(): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        look().catch(onFault).finally(plan);
      },
      nextLookMs(hub.state, clock()),
    );
  }

  hub.onCommitted((events) => {
    if (events.some((e) => LOOKED_FOR.has(e.type))) plan();
  });
  plan();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
