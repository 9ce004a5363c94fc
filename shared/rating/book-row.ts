import type {
  AccountId,
  AppealGround,
  AppealOutcome,
  BusinessDay,
  CounterId,
  DeviceId,
  Instant,
  Level,
  RatingChannel,
  RatingFate,
  ServiceId,
  TicketId,
  VisitId,
} from '../vocabulary.ts';

/**
 * A line of the rating book: one press, typed or given rating as the journal has it, with what was later said of it.
 * `seq` is its journal number and its name everywhere.
 */
export interface BookRow {
  seq: number;
  /** Business day on which it was recorded. */
  day: BusinessDay;
  at: Instant;
  ratedAt: Instant;
  channel: RatingChannel;
  level: Level;
  fate: RatingFate;
  /** 1 for the first rating of its visit. */
  times: number;
  visit?: VisitId;
  ticket?: TicketId;
  counter?: CounterId;
  service?: ServiceId;
  clerk?: AccountId;
  device?: DeviceId;
  typedBy?: AccountId;
  /** Of an answer to a call: its call list. */
  list?: string;
  source: 'active' | 'default';
  named: boolean;
  reasons: string[];
  /** Something was written; the words lie in the vault. */
  words: boolean;
  /** Seconds from the end of the visit to the press. */
  afterSeconds?: number;
  /** Seconds the visit itself took. */
  servedSeconds?: number;
  /** Seconds for which the counter had been paused or closed when it was given. */
  awaySeconds?: number;
  /** A later press within the change-of-mind time took its place. */
  replaced?: true;
  /** Absent: nobody corrected it. */
  corrected?: { counts: boolean; reason: AppealGround; by: AccountId; at: Instant };
  appeal?: {
    ground: AppealGround;
    by: AccountId;
    at: Instant;
    outcome?: AppealOutcome;
    decidedBy?: AccountId;
  };
  /** By the last correction, or an appeal that was upheld, it is left out of the figures. */
  uncounted?: true;
}

/**
 * Whether a line is a visit's rating in the figures: the standing first one, given by somebody, not corrected away, not
 * found mistaken or malicious, not changed to another at once. Additional ones and answers to calls are counted apart.
 */
export function standsInFigures(row: BookRow): boolean {
  return isFirst(row) && row.uncounted !== true && row.source === 'active';
}

function isFirst({ fate, times, list, visit, replaced }: BookRow): boolean {
  const taken = fate === 'rated' || fate === 'changed' || fate === 'late';
  return taken && replaced !== true && times === 1 && list === undefined && visit !== undefined;
}
