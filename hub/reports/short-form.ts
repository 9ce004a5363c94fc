import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { FilledForm } from '@bandecheng/shared/case/case-form';
import type { PaperJob } from '@bandecheng/shared/protocol';
import { shortFormText } from '../locales/zh-CN/short-form.ts';
import { formsOf, mayLieAbout, type Form } from '../state/case-forms.ts';
import { filledForm, type Filling } from './filled-form.ts';

/** The longest form that is short: the lines of a slip about 12 cm long, on paper 80 mm wide. */
const MOST_LINES = 30;
/** Columns of the narrow font on paper 80 mm wide; a printer with fewer breaks the lines once more. */
const COLUMNS = 42;
/** Of a paper's title, characters; it is printed at double width. */
const TITLE_MOST = 40;

/** The national layer's name for it. */
const RECEIPT = 'receipt';

type Paper = PaperJob['paper'];

/**
 * A form as a ticket printer prints it: what the case filled, and a place for each signature; what nobody filled is left
 * out. Null where it is no short form: it bears something of a person or of a confidential case, says nothing, or is
 * longer than the paper of a ticket may be.
 */
export function shortForm(form: Form, filling: Filling): Paper | null {
  if (!mayLieAbout(form, filling.of)) return null;
  const filled = filledForm(form, filling, null);
  const told = filled.rows.filter(({ value, kind }) => value !== '' || kind === 'signature');
  if (told.every(({ value }) => value === '')) return null;
  const paper = { title: filled.zh, lines: linesOf(filled, told, filling.hall) };
  return filled.zh.length <= TITLE_MOST && printedLines(paper) <= MOST_LINES ? paper : null;
}

/** Ids of the forms of a case that are short now. The receipt is none of them: it has a paper of its own. */
export function shortForms(filling: Filling): string[] {
  return formsOf(filling.rules)
    .filter((form) => form.id !== RECEIPT && shortForm(form, filling) !== null)
    .map(({ id }) => id);
}

function linesOf(filled: FilledForm, rows: FilledForm['rows'], hall: Filling['hall']): string[] {
  const printedAt = clockText(filled.printedAt, hall.timeZone).slice(0, 16);
  return [
    ...[hall.name.zh, shortFormText.number(filled.case), ''],
    ...rows.flatMap(({ zh, value }) => shortFormText.row(zh, value).split(/\r?\n/)),
    '',
    ...(filled.footnote === undefined ? [] : [filled.footnote]),
    shortFormText.printedAt(printedAt),
  ];
}

/** How many lines the paper takes; what a closing mark carries over is not reckoned. */
function printedLines({ title, lines }: Paper): number {
  const taken = (text: string, scale: number) => Math.max(1, Math.ceil((columnsOf(text) * scale) / COLUMNS));
  return lines.reduce((sum, line) => sum + taken(line, 1), taken(title, 2));
}

/** A character beyond Latin 1 takes two columns. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u00ff' ? 2 : 1), 0);
}
