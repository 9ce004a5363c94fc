import type { LocalText } from '@bandecheng/shared/hall';
import { local } from '../../locales/locale.ts';
import { t } from './texts.ts';

/** The counter's own name; empty where the hall names it by its number, which stands beside it anyway. */
export function nameBesideNumber(number: number, name: LocalText): string {
  const text = local(name);
  return withoutSpaces(text) === withoutSpaces(t('heading', { number })) ? '' : text;
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
