import type { LocalText } from '@bandecheng/shared/hall';
import { ref, watch, type Ref } from 'vue';

/** Languages the pages speak. A language without a dictionary for a screen falls back to Chinese there. */
export const UI_LANGUAGES = ['zh', 'en'] as const;
export type Lang = (typeof UI_LANGUAGES)[number];

/** The page's language. Staff screens leave it at `zh`. */
export const lang: Ref<Lang> = ref('zh');

const HTML_LANG: Record<Lang, string> = { zh: 'zh-CN', en: 'en' };

watch(
  lang,
  (now) => {
    if (typeof document !== 'undefined') document.documentElement.lang = HTML_LANG[now];
  },
  { immediate: true },
);

export type Dictionary = Readonly<Record<string, string>>;

/** Names in braces: `Placeholders<'等待 {n} 人'>` is `'n'`. */
export type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? P | Placeholders<Rest>
  : never;

type SameHoles<S extends string> = [Placeholders<S>] extends [never]
  ? string
  : `${string}{${Placeholders<S>}}${string}`;

/** The same keys and placeholders in another language: one lost is a type error. */
export type Translation<D extends Dictionary> = { readonly [K in keyof D]: SameHoles<D[K]> };

type Filling<S extends string> = [Placeholders<S>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<S>, string | number>>];

/** Looks a key up in the page's language. */
export type Translate<D extends Dictionary> = <K extends keyof D & string>(
  key: K,
  ...values: Filling<D[K]>
) => string;

/** A lookup over one screen's dictionary; reading it inside a template follows the language. */
export function makeT<D extends Dictionary>(zh: D, others: { en?: Translation<D> } = {}): Translate<D> {
  return (key, ...values) => {
    const text = (lang.value === 'en' ? others.en?.[key] : undefined) ?? zh[key] ?? key;
    return fill(text, values[0]);
  };
}

/** Puts values into `{name}` holes; a hole without a value closes. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_hole, name: string) => String(values[name] ?? ''));
}

/** The hall's own text in the page's language, or in Chinese. */
export function local(text: LocalText, language: Lang = lang.value): string {
  return text[language] ?? text.zh;
}
