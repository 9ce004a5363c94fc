import type { FilledForm } from '@bandecheng/shared/case/case-form';

const HOLE = /\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g;
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in HTML, also within a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? '');
}

/**
 * The city's own layout with the case's values put in: `{{field}}` by the field's id, `{{case}}`, and `{{copy}}` for
 * whom this sheet is. A hole that names nothing stays empty. Values never become markup.
 */
export function fillTemplate(
  template: string,
  { case: id, rows }: Pick<FilledForm, 'case' | 'rows'>,
  copy: string,
): string {
  const values = new Map([
    ['case', id],
    ['copy', copy],
    ...rows.map(({ field, value }) => [field, value] as const),
  ]);
  return template.replace(HOLE, (_hole, field: string) =>
    escaped(values.get(field) ?? '').replace(/\n/g, '<br>'),
  );
}
