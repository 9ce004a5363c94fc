import { emptyMemory, linesOf } from '@bandecheng/hub/book/book-fold';
import { figureDay, packLine, unpackLine } from '@bandecheng/hub/book/book-line';
import { BookMonth, emptyNames } from '@bandecheng/hub/book/book-month';
import type { BookPages } from '@bandecheng/hub/book/book-pages';
import { remarkOf, Remarks } from '@bandecheng/hub/book/remarks';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState, type HallState } from '@bandecheng/hub/state/hall-state';
import { EVENT_VERSION, type EventData, type HallEvent } from '@bandecheng/shared/events';
import type { Level, RatingChannel } from '@bandecheng/shared/vocabulary';
import { NINE, SMALL_HALL, TODAY } from '../given.ts';

const DAY_MS = 86_400_000;

/** A hall's events of visits and ratings, told to the state and to the book alike. */
export class WrittenBook {
  readonly state: HallState = emptyState();
  readonly hall = SMALL_HALL;
  now = NINE;
  private readonly memory = emptyMemory();
  private readonly remarks = new Remarks();
  private readonly names = emptyNames();
  private readonly months = new Map<string, BookMonth>();
  private day = TODAY;
  private tickets = 0;

  constructor() {
    this.happened({ type: 'HallConfigured', data: { hall: SMALL_HALL } });
    this.on(TODAY);
  }

  /** What stands in the book; every line has been packed and unpacked. */
  get pages(): BookPages {
    const months = [...this.months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, month]) => month);
    return { months, remarks: this.remarks, seq: this.state.seq };
  }

  /** A new business day, at nine in the hall. */
  on(day: string): this {
    this.day = day;
    this.now = NINE + Math.round((Date.parse(day) - Date.parse(TODAY)) / DAY_MS) * DAY_MS;
    return this.happened({ type: 'DayOpened', data: { day, ended: [] } });
  }

  after(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  /** A visit that ends now, and its number. */
  visit({ counter = 'c1', service = 'social', clerk = 'li', seconds = 300 } = {}): Said {
    const number = `A${String((this.tickets += 1)).padStart(3, '0')}`;
    const ticket = `${this.day}-${number}`;
    const visit = `${ticket}.1`;
    const language = 'zh' as const;
    // A ticket that waits in no line: thousands of them would be sorted in again and again.
    const taken = { ticket, number, service, class: 'ordinary' as const, language, key: `key-${number}` };
    const served = { takenAt: this.now, finishedAt: this.now, counter };
    this.happened({ type: 'TicketBackfilled', data: { ...taken, ...served } });
    const done = { ticket, counter, clerk, visit, service, seconds };
    this.happened({ type: 'ServiceFinished', data: { ...done, matters: [] } });
    this.happened({ type: 'RatingInvited', data: { visit, counter, closesAt: this.now + 60_000 } });
    return { visit, ticket, counter, service, clerk, day: this.day };
  }

  /** A press at the counter of a visit, and its journal number. */
  press(of: Said, level: Level, fate: 'rated' | 'changed' | 'late' | 'repeated' = 'rated'): number {
    const { visit, ticket, counter, service, clerk } = of;
    const about = { fate, level, channel: 'evaluator' as const, device: `e-${counter}`, counter };
    const at = { pressedAt: this.now, recordedAt: this.now };
    this.happened({ type: 'PressRecorded', data: { ...about, visit, ticket, service, clerk, ...at } });
    return this.state.seq;
  }

  stray(counter: string, level: Level = 'very-satisfied'): this {
    const about = {
      fate: 'stray' as const,
      level,
      channel: 'evaluator' as const,
      device: `e-${counter}`,
      counter,
    };
    return this.happened({
      type: 'PressRecorded',
      data: { ...about, pressedAt: this.now, recordedAt: this.now },
    });
  }

  /** A rating given on another channel, and its journal number. */
  given(
    of: Said,
    channel: RatingChannel,
    level: Level,
    more: Partial<EventData<'RatingGiven'>> = {},
  ): number {
    const bare = { fate: 'rated' as const, times: 1, ratedAt: this.now, reasons: [], named: false };
    this.happened({ type: 'RatingGiven', data: { ...of, channel, level, ...bare, ...more } });
    return this.state.seq;
  }

  happened(event: HallEvent): this {
    const seq = this.state.seq + 1;
    const recorded = {
      ...event,
      seq,
      at: this.now,
      version: EVENT_VERSION,
      actor: 'hub',
      command: `c-${seq}`,
    };
    evolve(this.state, recorded);
    const remark = remarkOf(recorded);
    if (remark !== null) this.remarks.add(remark);
    for (const line of linesOf(this.memory, recorded)) {
      const id = figureDay(line).slice(0, 7);
      const month = this.months.get(id) ?? new BookMonth(this.names);
      month.add(unpackLine(JSON.parse(packLine(line))));
      this.months.set(id, month);
    }
    return this;
  }
}

/** A visit that has ended. */
export type Said = Pick<
  EventData<'RatingGiven'>,
  'visit' | 'ticket' | 'counter' | 'service' | 'clerk' | 'day'
>;
