import type { CounterAction } from './possible-actions.ts';

/**
 * Keys by their place on the keyboard, so that an input method or caps lock changes nothing. Function keys and
 * not letters: a letter typed by mistake must not call anybody. F1, F5, F6, F10 to F12 stay the browser's.
 */
const KEYS: ReadonlyMap<string, CounterAction> = new Map([
  ['Space', 'next'],
  ['F2', 'next'],
  ['F3', 'recall'],
  ['F4', 'start'],
  ['F7', 'hold'],
  ['F8', 'finish'],
  ['F9', 'no-show'],
]);

/** What the button of an action shows and tells a screen reader; actions without a key are left out. */
export const SHORTCUT: Partial<Readonly<Record<CounterAction, string>>> = {
  next: 'F2',
  recall: 'F3',
  start: 'F4',
  hold: 'F7',
  finish: 'F8',
  'no-show': 'F9',
};

/** A key going down. `where`: what has the focus. */
export interface KeyPress {
  code: string;
  /** With Ctrl, Alt, Shift or the system key. */
  modified: boolean;
  /** Held down. */
  repeated: boolean;
  where: 'page' | 'button' | 'input' | 'dialog';
}

/** The action a key asks for; null where it belongs to an input, a dialog, or the button in focus (space). */
export function shortcutAction({ code, modified, repeated, where }: KeyPress): CounterAction | null {
  if (modified || repeated || where === 'input' || where === 'dialog') return null;
  if (code === 'Space' && where === 'button') return null;
  return KEYS.get(code) ?? null;
}

/** Reads the key press out of the browser's event. */
export function keyPress(event: KeyboardEvent): KeyPress {
  const { code, ctrlKey, altKey, shiftKey, metaKey, repeat, target } = event;
  return {
    code,
    modified: ctrlKey || altKey || shiftKey || metaKey,
    repeated: repeat,
    where: whereOf(target),
  };
}

function whereOf(target: EventTarget | null): KeyPress['where'] {
  if (!(target instanceof Element)) return 'page';
  if (document.querySelector('dialog[open]') !== null) return 'dialog';
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return 'input';
  return target.closest('button, a, summary') === null ? 'page' : 'button';
}
