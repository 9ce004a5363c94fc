import * as z from 'zod';
import { CivilDate } from './calendar/civil-date.ts';
import { checkHall, withGroupServices } from './hall-check.ts';
import { Outage } from './outage/hall-outage.ts';
import { Rating, ScaleSize } from './rating/hall-rating.ts';
import { LANGUAGES, TICKET_CLASSES } from './vocabulary.ts';

/** Identifiers in hall.json and agent.json: they stand in file names and addresses. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, '须为 1 到 32 个字母、数字、横线或下划线，以字母或数字开头');

/** A text in the languages of the hall; Chinese is always there. */
export const LocalText = z.strictObject({
  zh: z.string().trim().min(1, '不能为空').max(60, '最多 60 个字'),
  en: z.string().trim().min(1).max(120).optional(),
  mn: z.string().trim().min(1).max(120).optional(),
});
export type LocalText = z.output<typeof LocalText>;

/**
 * What a value stands for beyond its type, for forms that are made from this schema: a part of the hall by its id,
 * a waiting area by its name, an account, a clock time, a date, a weekday.
 */
export type Holds =
  'service' | 'department' | 'group' | 'area' | 'account' | 'clock' | 'date' | 'weekday' | 'time-zone';
const holds = (what: Holds): { holds: Holds } => ({ holds: what });

const ServiceRef = Id.meta(holds('service'));
const DepartmentRef = Id.meta(holds('department'));
const AccountRef = Id.meta(holds('account'));
const Area = z.string().trim().min(1).meta(holds('area'));

const ClockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '须为 HH:MM，例如 08:30')
  .meta(holds('clock'));

/** 1 for Monday to 7 for Sunday. */
const Weekdays = z.array(z.int().min(1).max(7).meta(holds('weekday'))).min(1, '至少选一天');

const TimeZone = z
  .string()
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, '不是已知的时区，例如 Asia/Shanghai')
  .meta(holds('time-zone'));

/** A department or a part of one: what the kiosk's buttons lead through to the services. */
export const Department = z.strictObject({ id: Id, name: LocalText, under: DepartmentRef.optional() });
export type Department = z.output<typeof Department>;

/** Hours in which a service gives numbers, and how many at most. */
const Slice = z
  .strictObject({
    days: Weekdays,
    from: ClockTime,
    to: ClockTime,
    most: z.int().min(1).max(5_000).optional(),
  })
  .refine((slice) => slice.from < slice.to, { path: ['to'], message: '须晚于开始时间' });

/** A service's numbers of a day, and what comes after the last of them. */
const Numbers = z.strictObject({
  from: z.int().min(1).max(99_999).default(1),
  /** Absent: the last one of the hall's `numberDigits`, 999 of three. */
  to: z.int().min(1).max(99_999).optional(),
  /**
   * `grow`: numbers go on past it. `block`: no more today. `wrap`: the first again, each as soon as nobody waits or is
   * served with it any more.
   */
  atEnd: z.enum(['grow', 'block', 'wrap']).default('grow'),
});

/** What a service asks of the applicant's identity number. Only a keyed mark of it is ever kept. */
const PersonRules = z.strictObject({
  required: z.boolean().default(true),
  /** One live ticket of this service at a time. */
  oneLive: z.boolean().default(true),
  mostPerDay: z.int().min(1).max(50).optional(),
});

export const Service = z.strictObject({
  id: Id,
  /** Letters before the number on the ticket: A012. */
  prefix: z.string().regex(/^[A-Z]{1,2}$/, '须为一到两个大写字母'),
  name: LocalText,
  department: LocalText,
  /** Where its applicants wait. */
  area: LocalText.extend({ zh: LocalText.shape.zh.meta(holds('area')) }),
  /** 一次性告知: the lines printed on its tickets. */
  notice: z.array(z.string().trim().min(1).max(40, '每行最多 40 个字')).max(6).default([]),
  /** Minutes one visit takes, until the day's own visits tell better. */
  usualMinutes: z.number().min(1).max(240).default(10),
  /** A quick transaction: quick counters take it first, the others last. */
  quick: z.boolean().default(false),
  /** The department its button lies under; absent: on the kiosk's first page. */
  under: DepartmentRef.optional(),
  /** Absent: whenever the hall gives numbers. */
  slices: z.array(Slice).min(1).optional(),
  dailyMost: z.int().min(1).max(20_000).optional(),
  /** Absent: from 1, growing past the hall's digits. */
  numbers: Numbers.optional(),
  person: PersonRules.optional(),
  /** With so many waiting, the applicant is asked whether to queue all the same. */
  askBeyond: z.int().min(1).max(1_000).optional(),
  /** `least-waiting`: each ticket goes at once to the open counter with the fewest waiting. */
  assign: z.enum(['shared', 'least-waiting']).default('shared'),
  /** Gives no numbers for now; those that wait are served. */
  closed: z.boolean().default(false),
  /** Behind the counters: no kiosk and no display shows it. */
  backOffice: z.boolean().default(false),
});
export type Service = z.output<typeof Service>;

export const Counter = z.strictObject({
  id: Id,
  /** What the display and the voice say: 1 to 99. */
  number: z.int().min(1).max(99),
  name: LocalText,
  services: z.array(ServiceRef).default([]),
  /** 综合窗口: its services are those of the group, beside its own. */
  group: Id.meta(holds('group')).optional(),
  /** AB岗: who serves here, and who stands in. Uncovered too long, the desk is told. */
  staff: z.strictObject({ a: AccountRef, b: z.array(AccountRef).default([]) }).optional(),
  /** Of these, what it takes before the others, as long as nobody has waited too long. */
  first: z.array(ServiceRef).default([]),
  /** Rank by rank, what it takes after those and before all the rest. */
  afterFirst: z
    .array(z.strictObject({ services: z.array(ServiceRef).min(1) }))
    .max(20)
    .optional(),
  /** It takes quick transactions first. */
  quick: z.boolean().default(false),
  /** Levels its applicants are offered; absent: the hall's. An evaluator's buttons are its profile's to say. */
  levels: ScaleSize.optional(),
});
export type Counter = z.output<typeof Counter>;

/** 综合窗口组: any of its counters serves any of its services. */
export const Group = z.strictObject({
  id: Id,
  name: LocalText,
  services: z.array(ServiceRef).min(1, '至少选一项业务'),
});
export type Group = z.output<typeof Group>;

export const Kiosk = z.strictObject({ id: Id, name: LocalText });
export type Kiosk = z.output<typeof Kiosk>;

/** A voice by its language, as its folder of clips is named: zh-CN, mn, en. */
const VoiceLanguage = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, '须为语言代码，例如 zh-CN');

/** A hall display; without areas and services it shows all of the hall. */
export const Display = z.strictObject({
  id: Id,
  name: LocalText,
  /** Services whose applicants wait in one of these areas. */
  areas: z.array(Area).default([]),
  /** Services it shows beside those of its areas. */
  services: z.array(ServiceRef).default([]),
  /** `chime`: a call is heard and not read out. */
  sound: z.enum(['speech', 'chime', 'off']).default('speech'),
  /** Each call is read out in these languages, one after the other. */
  voices: z.array(VoiceLanguage).min(1).default(['zh-CN']),
});
export type Display = z.output<typeof Display>;

const ClosedDays = z
  .strictObject({
    from: CivilDate.meta(holds('date')),
    to: CivilDate.meta(holds('date')),
    reason: z.string().trim().min(1, '不能为空').max(40, '最多 40 个字'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '不能早于第一天' });

const Hours = z
  .strictObject({
    days: Weekdays,
    open: ClockTime,
    close: ClockTime,
    /** Dates that are not like their weekday: a holiday is like a Sunday, a working Saturday like a Friday. */
    otherDays: z
      .array(
        z.strictObject({
          date: CivilDate.meta(holds('date')),
          like: z.int('须为 1 到 7（周一到周日）').min(1).max(7),
        }),
      )
      .max(200)
      .optional(),
    lunch: z.strictObject({ from: ClockTime, to: ClockTime, covered: z.boolean() }).optional(),
    /** `issue`: numbers are also given outside the hours, the kiosk says so. `refuse`: they are not. */
    outside: z.enum(['issue', 'refuse']).default('refuse'),
    /** Holidays, moves, blackouts: from the one day to the other the hall is closed, whatever the weekday. */
    closedDays: z.array(ClosedDays).optional(),
  })
  .superRefine((hours, context) => {
    if (hours.close <= hours.open)
      context.addIssue({ code: 'custom', path: ['close'], message: '须晚于开门时间' });
    if (hours.lunch === undefined) return;
    if (hours.lunch.from < hours.open || hours.lunch.to > hours.close || hours.lunch.to <= hours.lunch.from)
      context.addIssue({ code: 'custom', path: ['lunch'], message: '须在开门与关门之间，且止晚于起' });
  });

const Queue = z.strictObject({
  /** Priority calls that may pass over waiting ordinary tickets of one service in a row. */
  fairMixLimit: z.int().min(1).max(10).default(2),
  /** Minutes each class is taken to have waited longer than it has, among priority tickets. */
  headStartMinutes: z.partialRecord(z.enum(TICKET_CLASSES), z.int().min(0).max(240)).default({}),
  /** A ticket that has waited so many minutes waits for no other class and for no counter's own services. */
  ageMinutes: z.int().min(10).max(480).default(60),
  /** Recalls after which the next one is a no-show; 0: as often as the clerk likes. */
  recallLimit: z.int().min(0).max(20).default(5),
  /** Whether a visit may end only once at least one of its matters is done. */
  finishNeedsMatter: z.boolean().default(false),
  /** Minutes a counter with named staff may stand closed or paused in opening hours before the desk is told. */
  uncoveredMinutes: z.int().min(1).max(120).default(10),
  /** Waiting areas that are crowded with so many waiting: the desk is told, and which counters could open. */
  crowded: z.array(z.strictObject({ area: Area, waiting: z.int().min(1).max(2_000) })).default([]),
  /** A requeued ticket goes behind so many waiting tickets of its service. */
  requeueBehind: z.int().min(0).max(50).default(3),
  /** Digits of a number; what comes after A999 is each service's `numbers` to say, A1000 unless it does. */
  numberDigits: z.int().min(2).max(5).default(3),
});

const Appointments = z
  .strictObject({
    /** Minutes before its time from which an applicant may check in; the number is called from its time on. */
    earlyMinutes: z.int().min(0).max(240).default(30),
    /** Minutes after its time until which it still goes before ordinary tickets. */
    lateMinutes: z.int().min(0).max(240).default(15),
    /** Later than that: `queue` among the ordinary ones from then on, or `refuse`. */
    late: z.enum(['queue', 'refuse']).default('queue'),
    /** Minutes after its time from which it counts as missed. */
    missedMinutes: z.int().min(1).max(600).default(60),
    /** Hours in which the hall serves appointments alone, weekends for instance. */
    hours: z
      .strictObject({ days: Weekdays, open: ClockTime, close: ClockTime })
      .refine((hours) => hours.open < hours.close, { path: ['close'], message: '须晚于开门时间' })
      .optional(),
  })
  .refine((rules) => rules.missedMinutes >= rules.lateMinutes, {
    path: ['missedMinutes'],
    message: '不能少于迟到仍优先的分钟数',
  });

const Print = z.strictObject({
  /** Seconds after which a ticket that has not begun to print never prints. */
  deadlineSeconds: z.int().min(10).max(600).default(60),
});

/** The desk “办不成事 请找我”. */
const Desk = z.strictObject({
  /** What an applicant calls to ask after a case; printed on receipts. */
  telephone: z
    .string()
    .regex(/^[\d+() -]{5,30}$/, '须为电话号码，例如 0470-1234567')
    .optional(),
  /** The kiosk nearest to it, on whose printer its short papers come out. */
  kiosk: Id.optional(),
});

/** Where the digest of each day is shown, by which anyone can prove later that its record is as it was. */
const Proof = z.strictObject({
  /** On paper at each day's end, by the desk's ticket printer. */
  print: z.boolean().default(false),
  /** Its first 16 digits on every display, the whole next day. */
  display: z.boolean().default(false),
});

/** What the hub forgets by itself. The journal, which names nobody, is kept whole. */
const Retention = z.strictObject({
  /** Whole months after a case was closed until whom it names is forgotten. */
  personalMonths: z.int().min(1).max(600),
});

/** hall.json: everything that is this hall's own. Accepted whole or refused with every problem's path. */
export const Hall = z
  .strictObject({
    id: Id,
    name: LocalText,
    timeZone: TimeZone.default('Asia/Shanghai'),
    /** Clock time at which numbering starts again. */
    dayStartsAt: ClockTime.default('00:00'),
    languages: z.array(z.enum(LANGUAGES)).min(1).default(['zh']),
    hours: Hours,
    departments: z.array(Department).default([]),
    services: z.array(Service).min(1),
    groups: z.array(Group).default([]),
    counters: z.array(Counter).min(1),
    kiosks: z.array(Kiosk).min(1),
    displays: z.array(Display).default([]),
    queue: Queue.prefault({}),
    appointments: Appointments.prefault({}),
    rating: Rating.prefault({}),
    print: Print.prefault({}),
    desk: Desk.prefault({}),
    // Without a default: a setting that fills itself in would make an unchanged hall.json new at an upgrade.
    proof: Proof.optional(),
    /** Agents that go on without the hub. */
    outage: Outage.optional(),
    /** Absent: nobody is forgotten but on request. */
    retention: Retention.optional(),
    port: z.int().min(0).max(65535).default(3000),
    /** `127.0.0.1` answers this machine alone, `0.0.0.0` the hall's network. */
    listen: z.string().default('127.0.0.1'),
    /** The hub's own https. Both files are read again when they change; relative to hall.json. */
    tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
    /** Reverse proxies: only these are believed where a request comes from, and that it came by https. */
    proxy: z
      .strictObject({
        trust: z
          .array(
            z
              .string()
              .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, '须为地址或网段，例如 192.168.1.5 或 10.0.0.0/8'),
          )
          .min(1),
      })
      .optional(),
    /** Prometheus asks /metrics from elsewhere with the token in this file; absent: from this machine alone. */
    metrics: z.strictObject({ tokenFile: z.string().min(1) }).optional(),
    /** Where journal, snapshot and registers lie; relative to hall.json. */
    dataFolder: z.string().min(1).default('data'),
    /** Where the hall's own audio files lie, a folder for each language; relative to hall.json. */
    voiceFolder: z.string().min(1).optional(),
    /** The city whose rules the desk “办不成事 请找我” works by; without one the hall has no case desk. */
    policy: Id.optional(),
    /** Where the hall's own policies lie; relative to hall.json. */
    policiesFolder: z.string().min(1).optional(),
    /** How ratings are handed over to the province, relative to hall.json: it holds secrets, and is no part of this. */
    provinceFile: z.string().min(1).optional(),
    /** What the ticket's QR begins with, as a telephone in the hall reaches the hub: http://192.168.1.10:3000 */
    publicAddress: z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, '须为 http(s)://主机[:端口]，末尾不带斜线')
      .max(60)
      .optional(),
  })
  .superRefine(checkHall)
  .transform(withGroupServices);
export type Hall = z.output<typeof Hall>;
