import { localTime } from '@bandecheng/shared/calendar/business-day';
import type { FilledForm } from '@bandecheng/shared/case/case-form';
import type { Hall } from '@bandecheng/shared/hall';
import type { Fill } from '@bandecheng/shared/policy/form';
import { limitText } from '@bandecheng/shared/policy/limit-text';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import { casesText } from '../locales/zh-CN/cases.ts';
import { dateText, dateTimeText } from '../locales/zh-CN/date-text.ts';
import { runningOf, variantOf } from '../state/case-deadline.ts';
import { formsOf, personalIn, type Form } from '../state/case-forms.ts';
import type { CaseWords } from '../state/case-reader.ts';
import { gradeOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, ClockRun } from '../state/case-state.ts';

type Field = Form['fields'][number];

/** A case, and what a form is filled with besides. */
export interface Filling {
  rules: CaseRulesOf;
  of: Case;
  words: CaseWords;
  hall: Hall;
  now: Instant;
}

/** A form of a case by its id. */
export function formNamed(wanted: string, rules: CaseRulesOf): Form | undefined {
  return formsOf(rules).find(({ id }) => id === wanted);
}

/** What whoever prints a form is shown, as it goes on record: the form, and what it says of a person. */
export function seenOn(form: Form, of: Case): string[] {
  return [`form:${form.id}`, ...personalIn(form, of)];
}

/**
 * A form as it is printed for a case: what was filled in, then what the hub knows by itself, blanks for a pen. Of a
 * form that the notice shows, only the fields that it shows. Texts are whole: whoever prints has said why.
 * @param template the city's own layout, where it supplied one
 */
export function filledForm(form: Form, filling: Filling, template: string | null): FilledForm {
  const { id, zh, layout, copies, footnote, fields } = form;
  const shown = layout === 'printed' ? fields.filter(({ label }) => label === 'verbatim') : fields;
  return {
    ...{ case: filling.of.id, form: id, zh, layout, copies, printedAt: filling.now },
    rows: shown.map((field) => ({
      field: field.id,
      zh: field.zh,
      kind: field.kind,
      value: valueOf(field, filling),
    })),
    ...(footnote === undefined ? {} : { footnote }),
    ...(template === null ? {} : { template }),
  };
}

function valueOf(field: Field, filling: Filling): string {
  const { of, rules, words } = filling;
  const given = of.fields[field.id];
  if (typeof given === 'string') return inWords(field, given);
  if (given !== undefined) return words.textOf(given) ?? casesText.erased;
  const attribute = rules.type.attributes.find(({ id }) => id === field.id);
  const option = attribute?.options.find(({ id }) => id === of.attributes[field.id]);
  if (option !== undefined) return option.zh;
  return field.fills === undefined ? '' : filled(field, field.fills, filling);
}

/** A date or a time as a form prints it: 2026年11月23日 09:30. */
function inWords({ kind }: Field, value: string): string {
  const [date = '', time = ''] = value.split('T');
  if (kind === 'date') return dateText(date);
  return kind === 'date-time' ? `${dateText(date)} ${time}`.trimEnd() : value;
}

function filled(field: Field, fills: Fill, filling: Filling): string {
  const { of, rules, hall, words, now } = filling;
  const name = (account: AccountId | undefined) =>
    account === undefined ? '' : (words.nameOf(account) ?? account);
  switch (fills) {
    case 'case-number':
      return of.id;
    case 'unit':
      return of.unit ?? '';
    case 'counter':
      return hall.counters.find(({ id }) => id === of.counter)?.name.zh ?? '';
    case 'intake':
      return rules.type.intake.find(({ id }) => id === of.intake)?.zh ?? '';
    case 'opened-at':
      return momentText(field, of.openedAt, hall.timeZone);
    case 'opened-by':
      return name(openedBy(of));
    case 'owner':
      return name(of.owner);
    case 'today':
      return momentText(field, now, hall.timeZone);
    case 'due':
      return dueText(field, filling);
    case 'grade':
      return of.rating === undefined ? '' : (gradeOf(rules.policy, of.rating.grade)?.zh ?? casesText.unrated);
    case 'exclusion':
      return of.exclusion === undefined ? '' : (rules.type.scope.exclude[of.exclusion]?.zh ?? '');
    case 'confidential':
      return of.confidential ? casesText.yes : casesText.no;
  }
}

function momentText({ kind }: Field, at: Instant, timeZone: string): string {
  return kind === 'date' ? dateText(localTime(at, timeZone).date) : dateTimeText(at, timeZone);
}

/** The clerk at whose counter it came up, or who wrote it down. */
function openedBy({ clerk, timeline }: Case): AccountId | undefined {
  const [kind, account] = (timeline.find(({ type }) => type === 'CaseOpened')?.actor ?? '').split(':');
  return kind === 'staff' ? account : clerk;
}

/** A clock that has not begun tells how long it will run. */
function dueText({ clock: wanted }: Field, { rules, of, hall }: Filling): string {
  const run = wanted === undefined ? nextDue(of) : of.clocks.filter(({ clock }) => clock === wanted).at(-1);
  if (run !== undefined) {
    if (run.dueAt === null) return '';
    const due = dateTimeText(run.dueAt, hall.timeZone);
    return run.provisional ? casesText.provisional(due) : due;
  }
  const clock = rules.type.clocks.find(({ id }) => id === wanted);
  if (clock === undefined) return '';
  const variant = variantOf(clock, of);
  const limit = variant === undefined ? clock.limit : variant.limit;
  return limit === null ? '' : limitText(limit);
}

/** The running clock that is due first; of a case without one, the one that was due last. */
function nextDue(of: Case): ClockRun | undefined {
  const dueAt = (run: ClockRun) => run.dueAt ?? Infinity;
  const running = runningOf(of).filter((run) => run.dueAt !== null);
  if (running.length > 0) return running.reduce((first, run) => (dueAt(run) < dueAt(first) ? run : first));
  return of.clocks.filter((run) => run.dueAt !== null).at(-1);
}
