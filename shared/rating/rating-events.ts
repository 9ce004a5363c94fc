import type { Sealed } from '../vault.ts';
import type {
  AccountId,
  AppealGround,
  AppealOutcome,
  BusinessDay,
  CallOutcome,
  CounterId,
  ErasureReason,
  Instant,
  Level,
  RatingChannel,
  RatingFate,
  SeenReason,
  ServiceId,
  SmsOutcome,
  TicketId,
  VisitId,
} from '../vocabulary.ts';

/** Whom and what a rating is about; a press on an evaluator (`PressRecorded`) says the same. */
export interface RatedVisit {
  visit: VisitId;
  ticket: TicketId;
  counter: CounterId;
  service: ServiceId;
  clerk: AccountId;
  /** Business day of the visit. */
  day: BusinessDay;
}

/** What happened to ratings beside presses on evaluators. Journalled with the hall's other events. */
export interface RatingShapes {
  /** `times`: 1 for the first rating of the visit, 2 and on for additional ones. */
  RatingGiven: RatedVisit & {
    level: Level;
    channel: RatingChannel;
    fate: RatingFate;
    times: number;
    ratedAt: Instant;
    reasons: string[];
    text?: Sealed;
    /** Who typed it in, where the applicant did not give it themselves. */
    typedBy?: AccountId;
    /** An answer on the telephone to a call of this list: a sample's opinion, counted apart from the visit's own. */
    list?: string;
    /** Absent: active. A province's default for silence is never mixed with what somebody gave. */
    source?: 'default';
    /** The person is known: a rating under a name. Never who. */
    named: boolean;
  };
  ReasonsGiven: { visit: VisitId; reasons: string[]; text?: Sealed };
  /**
   * `counts` false: it stays on record and is left out of the figures. `day`: business day on which the rating was
   * recorded; with `rating` it names a line of the book.
   */
  RatingCorrected: {
    visit: VisitId;
    rating: number;
    day: BusinessDay;
    counts: boolean;
    reason: AppealGround;
    by: AccountId;
    text?: Sealed;
  };
  /** `rating` and `day` absent: the visit has no bad rating, which its clerk is never told. */
  RatingAppealed: {
    visit: VisitId;
    rating?: number;
    day?: BusinessDay;
    ground: AppealGround;
    by: AccountId;
    text: Sealed;
  };
  /** Upheld: the rating does not count. */
  AppealDecided: {
    visit: VisitId;
    rating?: number;
    day?: BusinessDay;
    outcome: AppealOutcome;
    by: AccountId;
    text: Sealed;
  };
  /** A supervisor has looked into a signal of the honesty checks; nothing of the rows changes. */
  CheckLookedInto: { check: string; subject: string; period: string; by: AccountId; text: Sealed };
  /** Reproducible from the seed and the finished visits of the quarter in journal order. `of`: how many those were. */
  CallListDrawn: { list: string; quarter: string; seed: string; of: number; visits: RatedVisit[] };
  CallRecorded: { list: string; visit: VisitId; outcome: CallOutcome; level?: Level; text?: Sealed };
  /** A message to whoever did not rate on the spot, handed to the system that knows the telephone. */
  SmsInvited: { visit: VisitId };
  /** 办件编号 of the business system, and which service of that case the visit was. Said again, it replaces. */
  VisitNumbered: { visit: VisitId; project: string; serviceNumber: number };
  /** What became of the message, as that system says. */
  SmsReceipted: { visit: VisitId; outcome: SmsOutcome };
  /** Somebody opens what was written about a visit: journal numbers of those lines, and why. On disk before it is shown. */
  WordsSeen: { visit: VisitId; lines: number[]; reason: SeenReason };
  /**
   * What was written outside cases is forgotten: journal numbers of those lines, and where the words lay. `ticket`: all of
   * that ticket's visits, as somebody asked.
   */
  WordsErased: { ticket?: TicketId; lines: number[]; records: string[]; reason: ErasureReason };
  /** Somebody reads what was written to files for the province on a day, words of applicants among it. */
  HandedRecordsSeen: { connector: string; day: BusinessDay; reason: SeenReason };
}
