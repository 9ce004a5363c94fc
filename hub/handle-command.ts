import { businessDay } from '@bandecheng/shared/calendar/business-day';
import { actorText, type Actor, type Command } from '@bandecheng/shared/commands';
import { EVENT_VERSION, type DayClosed, type HallEvent, type RecordedEvent } from '@bandecheng/shared/events';
import { reportPlace, type Answer } from '@bandecheng/shared/protocol';
import type { Refusal } from '@bandecheng/shared/refusals';
import type { ViewName } from '@bandecheng/shared/views';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';
import { decide } from './decide/decide.ts';
import { isRefusal, type Circumstances } from './decide/decision.ts';
import { toldLate } from './decide/outage-decider.ts';
import type { Journal, Position } from './journal/journal.ts';
import { evolve } from './state/evolve.ts';
import type { HallState } from './state/hall-state.ts';
import { subjectOf } from './state/subject.ts';
import { answerAbout } from './views/answer-about.ts';
import { TOUCHES } from './views/views.ts';

const HUB: Actor = { kind: 'hub' };

export interface Hub {
  /** In memory: ahead of the disk by at most one group of commits. */
  readonly state: HallState;
  /**
   * The one path of every command: decide, evolve in memory, journal. Resolves once its events are on disk; a
   * refusal resolves too. An id or report number seen before changes nothing and is answered again.
   * Rejects with a HallError when the journal fails or the hub is stopping.
   */
  handle(command: Command, actor: Actor): Promise<Answer>;
  /** Highest report number accepted from an agent's outbox; 0 before the first. */
  acceptedReport(agent: AgentId, outbox: string): number;
  whenDurable(seq: number): Promise<void>;
  /** Called in order, once for each group of events that has reached the disk together. */
  onCommitted(listener: (events: readonly RecordedEvent[]) => void): void;
  /** Called when the state has moved, with the views that are out of date in all their rooms. */
  onTouched(listener: (views: readonly ViewName[]) => void): void;
}

export interface HubParts {
  state: HallState;
  journal: Journal;
  clock: () => Instant;
  makeKey: () => string;
  isClerk?: NonNullable<Circumstances['isClerk']>;
}

/** Events that wait for the same flush: the journal gives all their commands one promise. */
interface Group {
  onDisk: Promise<void>;
  events: RecordedEvent[];
}

/** Joins state and journal into the one place where anything happens. */
export function createHub({ state, journal, clock, makeKey, isClerk = () => false }: HubParts): Hub {
  const committedListeners: ((events: readonly RecordedEvent[]) => void)[] = [];
  const touchedListeners: ((views: readonly ViewName[]) => void)[] = [];
  let group: Group = { onDisk: Promise.resolve(), events: [] };

  /** Stamps, evolves and journals; resolves when on disk. */
  function commit(
    events: readonly HallEvent[],
    command: string,
    actor: Actor,
    at: Instant,
    late: ReturnType<typeof toldLate> = {},
  ): Promise<void> {
    const stamps = stamped(events, state.seq, at, actorText(actor), command);
    const isLate = late.happenedAt !== undefined || late.asked !== undefined;
    const recorded = isLate ? stamps.map((one) => ({ ...one, ...late })) : stamps;
    for (const event of recorded) evolve(state, event);
    const onDisk = journal.append(state.day, recorded);
    if (committedListeners.length > 0) collect(recorded, onDisk);
    for (const event of recorded)
      if (TOUCHES[event.type].length > 0) for (const tell of touchedListeners) tell(TOUCHES[event.type]);
    return onDisk;
  }

  /** Listeners run after the answers of the same group have gone out: acknowledging comes before fanning out. */
  function collect(recorded: readonly RecordedEvent[], onDisk: Promise<void>): void {
    if (onDisk !== group.onDisk) {
      const next: Group = { onDisk, events: [] };
      group = next;
      onDisk.then(
        () =>
          setImmediate(() => {
            for (const tell of committedListeners) tell(next.events);
          }),
        // Whoever gave the commands is told of the failed flush; nothing has been committed.
        () => undefined,
      );
    }
    group.events.push(...recorded);
  }

  /** The first command of a new business day opens it; a new hall's first day opens before it is configured. */
  function turnDay(now: Instant, command: Command): void {
    const hall = command.type === 'ConfigureHall' ? command.hall : state.hall;
    if (hall === null) return;
    const day = businessDay(now, hall.timeZone, hall.dayStartsAt);
    if (day <= state.day) return;
    const id = `hub:day-${day}`;
    const before = dayClosed(state, journal.position());
    const opening = { id, type: 'OpenDay' as const, day, ...(before === null ? {} : { before }) };
    const decision = decide(state, opening, { now, actor: HUB, makeKey });
    // The command behind this one waits for the same flush and reports its failure.
    if (!isRefusal(decision)) commit(decision, id, HUB, now).catch(() => undefined);
  }

  /** `subject` is empty where the first answer named nothing. */
  async function again(subject: string): Promise<Answer> {
    const { seq } = state;
    const about = answerAbout(state, subject);
    await journal.whenDurable(seq);
    return { ok: true, seq, ...about };
  }

  /** A refusal too rests on what may not be on disk yet; a refused report is kept, so that its retry stays refused. */
  async function refuse(command: Command, actor: Actor, now: Instant, refusal: Refusal): Promise<Answer> {
    if (actor.kind === 'agent' && reportPlace(command.id) !== null) {
      const { type } = command;
      const of = 'device' in command ? { device: command.device } : {};
      const data = { agent: actor.agent, type, refused: refusal.refused, ...of };
      const { asked } = toldLate(state, command, { now, actor });
      await commit(
        [{ type: 'ReportRefused', data }],
        command.id,
        actor,
        now,
        asked === undefined ? {} : { asked },
      );
    } else await journal.whenDurable(state.seq);
    return { ok: false, ...refusal };
  }

  async function handle(command: Command, actor: Actor): Promise<Answer> {
    const now = clock();
    turnDay(now, command);
    const place = reportPlace(command.id);
    if (place !== null && place.number <= (state.reports.get(place.stream) ?? 0)) return again('');
    const answered = state.answers.get(command.id);
    if (answered !== undefined) return again(answered);
    const decision = decide(state, command, { now, actor, makeKey, isClerk });
    if (isRefusal(decision)) return refuse(command, actor, now, decision);
    const onDisk = commit(decision, command.id, actor, now, toldLate(state, command, { now, actor }));
    const { seq } = state;
    const first = decision[0];
    const about = answerAbout(state, first === undefined ? '' : subjectOf(first));
    await onDisk;
    return { ok: true, seq, ...about };
  }

  return {
    state,
    handle,
    acceptedReport: (agent, outbox) => state.reports.get(`${agent}/${outbox}`) ?? 0,
    whenDurable: (seq) => journal.whenDurable(seq),
    onCommitted: (listener) => void committedListeners.push(listener),
    onTouched: (listener) => void touchedListeners.push(listener),
  };
}

/** The day that ends with the last line appended; null where none had begun. */
function dayClosed({ day, daySeq }: HallState, { seq, hash }: Position): DayClosed | null {
  return day === '' ? null : { day, firstSeq: daySeq, lastSeq: seq, digest: hash };
}

/** Events with their place in the journal. Written out field by field: a spread costs 2 µs an event here. */
function stamped(
  events: readonly HallEvent[],
  lastSeq: number,
  at: Instant,
  actor: string,
  command: string,
): RecordedEvent[] {
  return events.map(({ type, data }, i) => {
    const event = { type, data, seq: lastSeq + i + 1, at, version: EVENT_VERSION, actor, command };
    return (events.length === 1 ? event : { ...event, part: [i + 1, events.length] }) as RecordedEvent;
  });
}
