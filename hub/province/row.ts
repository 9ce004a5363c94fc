import type { Sealed } from '@bandecheng/shared/vault';
import type { BusinessDay, Instant, Level, RatingChannel, VisitId } from '@bandecheng/shared/vocabulary';

/** What became of a row at the province. */
export type HandedState = 'pending' | 'sent' | 'refused' | 'not-exportable';

export interface Outcome {
  state: 'sent' | 'refused';
  at: Instant;
  /** The province's own, of a refusal. */
  words?: string;
}

/** A finished visit as it is handed over. */
export interface ServiceRow {
  kind: 'service';
  visit: VisitId;
  day: BusinessDay;
  service: string;
  counter: string;
  clerk: string;
  startedAt: Instant;
  finishedAt: Instant;
  /** 办件编号, once the business system has said it. */
  project?: string;
  serviceNumber?: number;
  outcome?: Outcome;
}

/** A rating as it is handed over. Its words stay in the vault. */
export interface RatingRow {
  kind: 'rating';
  /** Journal number. */
  seq: number;
  visit: VisitId;
  day: BusinessDay;
  level: Level;
  channel: RatingChannel;
  ratedAt: Instant;
  times: number;
  reasons: string[];
  text?: Sealed;
  named: boolean;
  source?: 'default';
  device?: string;
  /** An answer on the telephone to a call of this list. */
  list?: string;
  /** Not handed over before: its giver may still change their mind. */
  notBefore: Instant;
  /** Why it does not count: it was corrected, or an appeal was upheld, or it came after another was sent. */
  uncounted?: 'corrected' | 'appealed' | 'changed-after-sent';
  outcome?: Outcome;
}

export type Row = ServiceRow | RatingRow;
