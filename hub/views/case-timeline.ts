import type { FieldShown, TimelineEntry } from '@bandecheng/shared/case/case-detail';
import type { FieldValue, ShortPaper } from '@bandecheng/shared/case/case-events';
import { mask } from '@bandecheng/shared/mask';
import { casesText, timelineText as text } from '../locales/zh-CN/cases.ts';
import { dateTimeText } from '../locales/zh-CN/date-text.ts';
import { gradeOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, CaseEvent } from '../state/case-state.ts';
import { fieldShown, SAID as APPLICANT_SAID } from './case-fields.ts';
import { steppedText } from './case-stepped.ts';
import { fieldsIn } from './case-texts.ts';
import type { CaseWords } from '../state/case-reader.ts';

/** A case whose events are told. */
export interface Told {
  rules: CaseRulesOf;
  of: Case;
  words: CaseWords;
  timeZone: string;
}

/** What happened in a case, in its order: a sentence for each event, and what was written with it. */
export function caseTimeline(told: Told): TimelineEntry[] {
  return told.of.timeline.map((event) => {
    const done = 'done' in event.data ? event.data.done : undefined;
    const written = writtenIn(event, told);
    return {
      ...{ seq: event.seq, at: event.at, actor: actorName(event.actor, told.words) },
      ...(done === undefined ? {} : { as: roleText(told.rules, done.as) }),
      ...(done?.onBehalf === undefined ? {} : { onBehalf: true }),
      zh: sentence(event, told),
      ...(written.length === 0 ? {} : { text: written }),
    };
  });
}

/** The name of who did it, for readers of the staff. */
function actorName(actor: string, { nameOf }: CaseWords): string {
  const [kind = '', id = ''] = actor.split(':');
  if (kind === 'staff') return nameOf(id) ?? id;
  return kind === 'api' ? casesText.system(id) : casesText.hub;
}

function roleText({ policy }: CaseRulesOf, role: string): string {
  return policy.roles.find(({ id }) => id === role)?.zh ?? role;
}

function paperZh({ policy }: CaseRulesOf, paper: ShortPaper): string {
  if (paper.kind === 'receipt') return text.receipt;
  return policy.forms.find(({ id }) => id === paper.form)?.zh ?? paper.form;
}

function sentence(event: CaseEvent, told: Told): string {
  const { rules, of, words } = told;
  switch (event.type) {
    case 'CaseOpened':
      return openedText(event, rules);
    case 'CaseStepped':
      return steppedText(event, rules);
    case 'CaseAmended':
      return amendedText(event, rules);
    case 'CaseNoted':
      return text.noted;
    case 'CaseAssigned':
      if (event.data.to === null) return text.unassigned;
      return text.assigned(words.nameOf(event.data.to) ?? event.data.to);
    case 'BranchAdded':
      return text.branchAdded(event.data.unit);
    case 'BranchEnded':
      return text.branchEnded(of.branches.find(({ branch }) => branch === event.data.branch)?.unit ?? '');
    case 'CaseRated':
      return text.rated(
        gradeOf(rules.policy, event.data.grade)?.zh ?? casesText.unrated,
        casesText.channel[event.data.channel],
      );
    case 'CallBackRecorded':
      return text.calledBack(casesText.outcome[event.data.outcome]);
    case 'MaterialAttached':
      return text.attached(Math.ceil(event.data.bytes / 1_024));
    case 'PaperRequested':
      return text.paper(paperZh(rules, event.data), event.data.copy > 0);
    case 'PersonalSeen':
      return text.seen(seenText(rules, event.data.fields), casesText.seenReason[event.data.reason]);
    case 'PersonErased':
      return text.erased;
    default:
      return clockText(event, told);
  }
}

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

function openedText({ data }: EventOf<'CaseOpened'>, { type }: CaseRulesOf): string {
  const intake = type.intake.find(({ id }) => id === data.intake)?.zh ?? data.intake;
  return [
    text.opened(type.zh, intake),
    data.foreignNumber === undefined ? '' : text.foreignNumber(data.foreignNumber),
    data.confidential ? text.confidential : '',
  ].join('');
}

function amendedText(event: EventOf<'CaseAmended'>, { policy, type }: CaseRulesOf): string {
  const { attributes, fields, unit, confidential } = event.data;
  const ids = Object.keys(fields);
  const names = policy.forms.flatMap((form) => form.fields).filter(({ id }) => ids.includes(id));
  const changed = [
    ...type.attributes.filter(({ id }) => id in attributes).map(({ zh }) => zh),
    ...new Set(names.map(({ zh }) => zh)),
    ...(unit === undefined ? [] : [text.unit]),
    ...(confidential === undefined ? [] : [text.confidentiality]),
  ];
  return text.amended(casesText.list(changed));
}

/** Fields by their words; a form and a material stand as `form:…` and `material:…`. */
function seenText({ policy }: CaseRulesOf, fields: readonly string[]): string {
  const all = policy.forms.flatMap((form) => form.fields);
  const words = fields.map((id) => {
    if (id.startsWith('material:')) return casesText.material;
    if (id === APPLICANT_SAID) return text.said;
    const form = policy.forms.find((one) => `form:${one.id}` === id);
    return form === undefined ? (all.find((field) => field.id === id)?.zh ?? id) : casesText.form(form.zh);
  });
  return casesText.list([...new Set(words)]);
}

type ClockEvent = EventOf<
  'ClockStarted' | 'ClockStopped' | 'ClockExtended' | 'DeadlineMoved' | 'InterimNoticeGiven' | 'ClockOverran'
>;

function clockText(event: ClockEvent, { rules, of, timeZone }: Told): string {
  const run = of.clocks.find((one) => one.run === event.data.run);
  const name = rules.type.clocks.find(({ id }) => id === run?.clock)?.zh ?? event.data.run;
  const day = (at: number) => dateTimeText(at, timeZone);
  switch (event.type) {
    case 'ClockStarted': {
      const { dueAt, interimDueAt } = event.data;
      if (dueAt !== null) return text.clockStarted(name, day(dueAt));
      return interimDueAt === undefined
        ? text.clockMeasured(name)
        : text.clockExempt(name, day(interimDueAt));
    }
    case 'ClockStopped': {
      const dueAt = run?.dueAt ?? null;
      return text.clockStopped(name, dueAt === null ? null : event.at <= dueAt);
    }
    case 'ClockExtended':
      return text.clockExtended(name, day(event.data.from), day(event.data.dueAt));
    case 'DeadlineMoved': {
      const why = casesText.clock.moved[event.data.cause];
      const { dueAt } = event.data;
      return dueAt === null ? text.clockUnlimited(name, why) : text.clockMoved(name, day(dueAt), why);
    }
    case 'InterimNoticeGiven':
      return text.interim(name);
    case 'ClockOverran':
      return text.overran(name, roleText(rules, event.data.told));
  }
}

const SAID = {
  CaseNoted: text.opinion,
  BranchEnded: text.answer,
  CaseRated: text.said,
  CallBackRecorded: text.callBack,
  InterimNoticeGiven: text.notice,
} as const;

/** What was written with an event: what the staff wrote whole, what applicants said and what tells of them masked. */
function writtenIn(event: CaseEvent, { rules, words }: Told): NonNullable<TimelineEntry['text']> {
  const inFields = Object.entries(fieldsIn(event))
    .filter(([, value]) => typeof value !== 'string')
    .map(([id, value]) => fieldShown(rules, id, value, words));
  const said = 'text' in event.data ? event.data.text : undefined;
  const own = said === undefined ? [] : [saidShown(event, said, words)];
  return [...inFields, ...own].map(({ zh, value, masked }) => ({ zh, value, masked }));
}

function saidShown(
  event: CaseEvent,
  said: Exclude<FieldValue, string>,
  { textOf }: CaseWords,
): Omit<FieldShown, 'field'> {
  const zh = event.type in SAID ? SAID[event.type as keyof typeof SAID] : text.opinion;
  const whole = textOf(said);
  const masked = event.type === 'CaseRated' && whole !== null;
  return { zh, value: masked ? mask('content', whole) : whole, masked };
}
