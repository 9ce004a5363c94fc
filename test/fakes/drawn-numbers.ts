import type { Counted } from '@bandecheng/shared/case/case-report';
import type { RowsOf } from '@bandecheng/shared/rating/rating-report';
import { createSSRApp, type Component, type ComponentPublicInstance } from 'vue';
import { renderToString } from 'vue/server-renderer';

/** A number on a page and what it opens: rows asked for, or what a formula counted. */
export interface OpenedNumber {
  what: string;
  n: number;
  of?: Partial<RowsOf>;
  counted?: Counted;
}

export interface Drawn {
  html: string;
  numbers: OpenedNumber[];
}

/** A part of the page of ratings as it is drawn, with every number on it that opens something. */
export async function drawn(part: Component, props: Record<string, unknown>): Promise<Drawn> {
  const numbers: OpenedNumber[] = [];
  const app = createSSRApp(part, props);
  app.mixin({
    created(this: ComponentPublicInstance) {
      const { __name: name } = this.$options as { __name?: string };
      const given = this.$props as { what: string; n: number; of: Partial<RowsOf>; counted: Counted };
      const { what, n, of, counted } = given;
      if (name === 'RatingsButton') numbers.push({ what, n, of });
      if (name === 'CountButton') numbers.push({ what, n: counted.n, counted });
    },
  });
  return { html: await renderToString(app), numbers };
}

/** Texts with a digit that stand neither in a number that opens its rows nor in an element of these classes. */
export function strayNumbers(html: string, classes: readonly string[]): string[] {
  const around: boolean[] = [];
  const found: string[] = [];
  for (const [, tag, text = ''] of html.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (tag === undefined || tag.startsWith('!')) continue;
    if (tag.startsWith('/')) around.pop();
    else if (!tag.endsWith('/') && !/^(input|img|br)\b/.test(tag)) around.push(isOpened(tag, classes));
    if (/\d/.test(text) && !around.includes(true)) found.push(text.trim());
  }
  return found;
}

function isOpened(tag: string, classes: readonly string[]): boolean {
  // Heads name hours, days and counters.
  if (/^(th|h\d)\b/.test(tag)) return true;
  const [, named = ''] = /class="([^"]*)"/.exec(tag) ?? [];
  return named
    .split(' ')
    .some((one) => one === 'number-button' || one === 'number-none' || classes.includes(one));
}
