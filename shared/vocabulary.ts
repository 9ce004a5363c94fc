/** An instant: milliseconds since 1970-01-01T00:00:00Z. Every field that ends in `At` holds one. */
export type Instant = number;

/** A business day of the hall, `YYYY-MM-DD` in the hall's own time zone. */
export type BusinessDay = string;

/**
 * Business day and number, `2026-11-23-A012`: never issued twice by one hall. Where numbers wrap, the second holder of
 * a number that day is `2026-11-23-A012-2`.
 */
export type TicketId = string;

/** One period of service at a counter, `<ticket>.<n>`: a transferred ticket has several. */
export type VisitId = string;

/** Day and code of an appointment, `2026-11-23-K7QP3M`. */
export type AppointmentId = string;

export const APPOINTMENT_STATES = ['booked', 'arrived', 'missed', 'cancelled'] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/** Business day and running number, `B20261123-003`. */
export type CaseId = string;

/** A run of a clock in a case, `WS-HANDLE.1`: a rework starts it again as `WS-HANDLE.2`. */
export type ClockRunId = string;

/** A counter's call for the desk, `2026-11-23-A012/h1`. */
export type HelpId = string;

/** Id, version and mark of the content: a case keeps the policy it began under. */
export type PolicyMark = string;

/** Why a counter asks the desk over. */
export const HELP_REASONS = ['cannot-be-done', 'material-missing', 'quarrel', 'question', 'other'] as const;
export type HelpReason = (typeof HELP_REASONS)[number];

/** `coming`: somebody of the desk is on the way. `back-in-line`: the ticket waits for its counter again. */
export const HELP_OUTCOMES = ['coming', 'back-in-line', 'settled'] as const;
export type HelpOutcome = (typeof HELP_OUTCOMES)[number];

/** Why somebody looks at what a case keeps masked. */
export const SEEN_REASONS = [
  'call-applicant',
  'handle',
  'print-form',
  'verify',
  'supervise',
  'request',
] as const;
export type SeenReason = (typeof SEEN_REASONS)[number];

/** Why somebody opens what an applicant wrote with a rating: there is no case to handle, and no form to print. */
export const WORDS_REASONS = [
  'call-applicant',
  'verify',
  'supervise',
  'request',
] as const satisfies SeenReason[];

/** Why somebody is forgotten: the hall's rule has run out, or they asked. */
export const ERASURE_REASONS = ['rule', 'request'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** How a clock stands, the gravest last. `measured`: nothing is due. */
export const CLOCK_STANDINGS = ['measured', 'running', 'due-today', 'overdue'] as const;
export type ClockStanding = (typeof CLOCK_STANDINGS)[number];

export const CALL_BACK_OUTCOMES = ['satisfied', 'dissatisfied', 'no-answer', 'refused'] as const;
export type CallBackOutcome = (typeof CALL_BACK_OUTCOMES)[number];

export type ServiceId = string;
export type CounterId = string;
export type DeviceId = string;
export type AgentId = string;
export type AccountId = string;
export type JobId = string;

export const TICKET_STATUSES = [
  'waiting',
  'called',
  'serving',
  'held',
  'finished',
  'no-show',
  'cancelled',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** Somebody holds such a ticket and is still to be served with it. */
export const LIVE_STATUSES: readonly TicketStatus[] = ['waiting', 'called', 'serving', 'held'];

/** Everything but `ordinary` is called before ordinary tickets, up to the hall's fair-mix limit. */
export const TICKET_CLASSES = ['ordinary', 'elderly', 'disabled', 'military', 'appointment'] as const;
export type TicketClass = (typeof TICKET_CLASSES)[number];

export const TICKET_ACTIONS = [
  'call',
  'recall',
  'start',
  'finish',
  'no-show',
  'requeue',
  'transfer',
  'hold',
  'cancel',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/**
 * Why a counter got this ticket: shown to the desk, kept in the record. `fair-mix`: enough priority tickets had
 * gone before. `aged`: it had waited so long that nothing goes before it. `own-first`, `quick-first`: the counter
 * takes such services before others. `outage`: its agent called it while no hub could be reached.
 */
export const CALL_REASONS = [
  'chosen',
  'from-hold',
  'sent-here',
  'priority',
  'first-come',
  'fair-mix',
  'aged',
  'own-first',
  'quick-first',
  'outage',
] as const;
export type CallReason = (typeof CALL_REASONS)[number];

/** How far one matter of a visit is: at most one is active. */
export const MATTER_STATES = ['active', 'open', 'done'] as const;
export type MatterState = (typeof MATTER_STATES)[number];

export const COUNTER_STATES = ['closed', 'open', 'paused'] as const;
export type CounterState = (typeof COUNTER_STATES)[number];

/**
 * Satisfaction levels, best first. Names and never numbers: GB/T 39046-2020 table A.8 counts 1 as the best,
 * the provincial interfaces count 5 as the best.
 */
export const LEVELS = [
  'very-satisfied',
  'satisfied',
  'basically-satisfied',
  'dissatisfied',
  'very-dissatisfied',
] as const;
export type Level = (typeof LEVELS)[number];

/** The two levels that count as 差评. */
export const BAD_LEVELS: readonly Level[] = ['dissatisfied', 'very-dissatisfied'];

/**
 * What became of a press on an evaluator.
 * `rated`: the visit's rating. `changed`: a second press inside the change-of-mind time, replaces the first.
 * `late`: pressed after the window but within the grace time, counts and is marked. `repeated`: pressed again
 * after the change-of-mind time. `stray`: no visit was open to it. The last two are recorded and never counted.
 */
export const PRESS_FATES = ['rated', 'changed', 'late', 'repeated', 'stray'] as const;
export type PressFate = (typeof PRESS_FATES)[number];

/** What a visit's rating stands at. `lapsed` is 未评价 and never becomes a level by itself. */
export const RATING_STATES = ['none', 'invited', 'rated', 'lapsed'] as const;
export type RatingState = (typeof RATING_STATES)[number];

export const RATING_CHANNELS = [
  'evaluator',
  'desk',
  'phone',
  'qr',
  'paper',
  'sms',
  'web',
  'hotline',
  'tablet',
  'kiosk',
] as const;
export type RatingChannel = (typeof RATING_CHANNELS)[number];

/** Channels whose ratings somebody types in. */
export const TYPED_CHANNELS = ['paper', 'phone', 'desk', 'hotline', 'web', 'sms'] as const;

/** A given rating is first, replaces the one before within the change-of-mind time, or is added to it later. */
export const RATING_FATES = [...PRESS_FATES, 'added'] as const;
export type RatingFate = (typeof RATING_FATES)[number];

/** Why a rating is held for one that should not count. */
export const APPEAL_GROUNDS = [
  'mistaken',
  'malicious',
  'not-this-visit',
  'test',
  'duplicate',
  'other',
] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

export const APPEAL_OUTCOMES = ['upheld', 'rejected'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

export const CALL_OUTCOMES = ['valid', 'no-answer', 'refused', 'wrong-number'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const SMS_OUTCOMES = ['delivered', 'failed', 'no-number'] as const;
export type SmsOutcome = (typeof SMS_OUTCOMES)[number];

/**
 * Signals that somebody pressed for the applicant; none is proof. `stray`: presses with no visit open to them. `hasty`:
 * faster than a person can leave. `run`: the same level over and over. `early`: before the service could have ended.
 * `away`: the counter was paused or closed. `apart`: evaluators praise what calls and messages do not. `closing`: a burst
 * at closing time. `unbroken`: nothing but the best over many.
 */
export const HONESTY_CHECKS = [
  'stray',
  'hasty',
  'run',
  'early',
  'away',
  'apart',
  'closing',
  'unbroken',
] as const;
export type HonestyCheck = (typeof HONESTY_CHECKS)[number];

export const ROLES = [
  'clerk',
  'desk',
  'shift-leader',
  'supervisor',
  'auditor',
  'admin',
  'security-admin',
] as const;
export type Role = (typeof ROLES)[number];

export const SCREENS = [
  'kiosk',
  'display',
  'counter',
  'tablet',
  'desk',
  'devices',
  'hall',
  'follow',
  'cases',
] as const;
export type Screen = (typeof SCREENS)[number];

export const LANGUAGES = ['zh', 'en', 'mn'] as const;
export type Language = (typeof LANGUAGES)[number];

export const DEVICE_KINDS = ['printer', 'evaluator', 'keypad', 'window-display', 'id-card-reader'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/**
 * Why a device is not simply well, the gravest first. `no-answer` does not mean `paper-out`. `no-driver`: the
 * machine lacks the part that opens such devices. `keyboard-mode`: the system keeps keyboards to itself.
 * `ambiguous-port`: several attached devices fit, and none is opened rather than a wrong one.
 * `in-maintenance`: an administrator's session has its port; what is pressed then is not recorded.
 */
export const DEVICE_PROBLEMS = [
  'agent-away',
  'no-driver',
  'keyboard-mode',
  'ambiguous-port',
  'port-missing',
  'port-busy',
  'no-permission',
  'port-lost',
  'no-answer',
  'cover-open',
  'paper-out',
  'cutter-fault',
  'printer-fault',
  'printer-offline',
  'in-maintenance',
  'paper-near-end',
  'noisy-line',
] as const;
export type DeviceProblem = (typeof DEVICE_PROBLEMS)[number];

/** Problems with which the device still works. */
export const DEVICE_WARNINGS: readonly DeviceProblem[] = ['paper-near-end', 'noisy-line'];

/**
 * Grade of the evidence that a job came out on paper, the strongest first.
 * A: the printer confirmed this very job as printed (GS ( H brought its token back). A+: and its cutter is well since.
 * B: it answered GS r behind the job's last byte. C: its status was well before and after.
 * E: the bytes left this machine, nothing more is known.
 */
export const EVIDENCE_GRADES = ['A+', 'A', 'B', 'C', 'E'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

export const JOB_STATES = ['requested', 'printing', 'printed', 'failed', 'unknown'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const KEYPAD_KEYS = [
  'next',
  'recall',
  'start',
  'finish',
  'no-show',
  'transfer',
  'requeue',
  'pause',
] as const;
export type KeypadKey = (typeof KEYPAD_KEYS)[number];
