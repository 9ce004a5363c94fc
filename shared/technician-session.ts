import * as z from 'zod';

// A technician's session: one of the verbs that take a while and ask, led on a page, carried out at the agent.

/** A device of agent.json by its id, or a port with something in it by its path. */
const subject = z.string().min(1, '请写明设备或接口').max(512);
/** How the port is opened and its bytes read; what is absent is the device's own, or as the tool takes it. */
const reading = {
  profile: z.string().min(1).max(64).optional(),
  address: z.int('须为整数').min(0).max(65_535).optional(),
  baud: z.int('须为整数').min(300).max(1_000_000).optional(),
};

/** What a session is to do. */
export const SessionWork = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('probe'), subject }),
  z.strictObject({
    verb: z.literal('wizard'),
    subject,
    ...reading,
    /** Buttons, as evaluators with so many usually have them. */
    levels: z.int('须为整数').min(2).max(5),
    /** Of the profile that is written; absent: made from the port's name. */
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '须为小写字母、数字和横线，最多 64 个')
      .optional(),
  }),
  z.strictObject({
    verb: z.literal('record'),
    subject,
    ...reading,
    seconds: z.int('须为整数').min(5).max(3_600),
  }),
]);
export type SessionWork = z.output<typeof SessionWork>;
export type SessionVerb = SessionWork['verb'];
export const SESSION_VERBS: readonly SessionVerb[] = ['probe', 'wizard', 'record'];

/** Made by the agent; who does not know it cannot follow, answer or stop. */
export const SessionId = z.string().regex(/^[0-9a-f]{24}$/, '不是检修编号');

/** Chinese sentences of the agent's. `busy`: `by` leads a session at this agent; `field`: of the work. */
export const SessionBegun = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('begun'), session: SessionId }),
  z.strictObject({ state: z.literal('busy'), by: z.string().max(64), subject: z.string().max(512) }),
  z.strictObject({
    state: z.literal('refused'),
    field: z.enum(['subject', 'profile', 'id']),
    reason: z.string().max(4_000),
  }),
]);
export type SessionBegun = z.output<typeof SessionBegun>;

/** A choice of a question; its value is what is sent back. */
export const SessionChoice = z.strictObject({ value: z.string().max(64), text: z.string().max(300) });
export type SessionChoice = z.output<typeof SessionChoice>;

/** What a session has said and asks. */
export const SessionNews = z.strictObject({
  /** Counted from 1; those after the one asked for, oldest first. */
  lines: z.array(z.strictObject({ line: z.int().min(1), text: z.string().max(4_000) })).max(500),
  question: z
    .strictObject({
      question: z.int().min(1),
      text: z.string().max(1_000),
      choices: z.array(SessionChoice).min(1).max(8),
    })
    .nullable(),
  /** Null while it goes on. `recording`: the name of the file that was written. */
  ended: z.strictObject({ done: z.boolean(), recording: z.string().max(160).optional() }).nullable(),
});
export type SessionNews = z.output<typeof SessionNews>;

/** False: the question is gone, has no such choice, or the session is over. */
export const SessionAnswered = z.strictObject({ taken: z.boolean() });
/** False: it was over already. */
export const SessionStopped = z.strictObject({ stopped: z.boolean() });

/** Name of a recording in the agent's folder of them. */
export const RecordingName = z.string().regex(/^[A-Za-z0-9._-]{1,120}\.jsonl$/, '不是录制文件名');
export const RecordingText = z.strictObject({ name: RecordingName, text: z.string() });

/** The part of a technician's questions that is about a session; `by`: the account, put in by the hub. */
export const SESSION_QUESTIONS = [
  z.strictObject({ ask: z.literal('begin'), work: SessionWork, by: z.string().max(64).default('') }),
  /** Answered when there is something after this line, within some 10 s. */
  z.strictObject({ ask: z.literal('follow'), session: SessionId, after: z.int().min(0) }),
  z.strictObject({
    ask: z.literal('choose'),
    session: SessionId,
    question: z.int().min(1),
    choice: z.string().max(64),
  }),
  z.strictObject({ ask: z.literal('stop'), session: SessionId }),
  z.strictObject({ ask: z.literal('recording'), name: RecordingName }),
] as const;
