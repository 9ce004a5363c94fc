import type { Dice } from '../dice.ts';

/** Most repetitions of what may be repeated without end. */
const MANY = 6;
const SIGNS = 'abcXYZ0189-_. 中é';
const CLASSES: Readonly<Record<string, string>> = { d: '0123456789', w: 'azAZ09_', s: ' \t' };

/**
 * A text that a pattern most likely takes: groups, alternatives, classes, counts and look-aheads that are left out. The
 * caller asks the pattern; what it does not take is a try less.
 */
export function textOfPattern(source: string, dice: Dice): string {
  let at = 0;

  function alternatives(): string {
    const texts = [sequence()];
    while (source[at] === '|') {
      at += 1;
      texts.push(sequence());
    }
    return dice.pick(texts);
  }

  function sequence(): string {
    let text = '';
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const from = at;
      const once = atom();
      const [least, most] = count();
      const to = at;
      const times = least + dice.below(most - least + 1);
      if (times > 0) text += once;
      // Each repetition is drawn anew.
      for (let i = 1; i < times; i++) {
        at = from;
        text += atom();
      }
      at = to;
    }
    return text;
  }

  function atom(): string {
    const sign = source[at] ?? '';
    at += 1;
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return dice.pick([...SIGNS]);
    if (sign === '[') return oneOf();
    if (sign === '(') return group();
    return sign === '\\' ? escaped() : sign;
  }

  function escaped(): string {
    const sign = source[at] ?? '';
    at += 1;
    const signs = CLASSES[sign];
    return signs === undefined ? sign : dice.pick([...signs]);
  }

  function group(): string {
    const [opening = ''] = /^(?:\?<?[=!]|\?:|\?<\w+>)?/.exec(source.slice(at)) ?? [];
    at += opening.length;
    const text = alternatives();
    at += 1;
    return /[=!]/.test(opening) ? '' : text;
  }

  function oneOf(): string {
    const not = source[at] === '^';
    if (not) at += 1;
    const signs: string[] = [];
    while (source[at] !== ']' && at < source.length) {
      const first = source[at] === '\\' ? ((at += 1), escaped()) : (source[at++] ?? '');
      if (source[at] !== '-' || source[at + 1] === ']') {
        signs.push(first);
        continue;
      }
      const last = source[at + 1] ?? first;
      at += 2;
      signs.push(first, last, String.fromCodePoint(Math.floor((codeOf(first) + codeOf(last)) / 2)));
    }
    at += 1;
    return dice.pick(not ? [...SIGNS].filter((sign) => !signs.includes(sign)) : signs);
  }

  function count(): readonly [number, number] {
    const sign = source[at];
    if (sign === '?' || sign === '*' || sign === '+') {
      at += 1;
      return sign === '?' ? [0, 1] : [sign === '+' ? 1 : 0, MANY];
    }
    const counted = /^\{(\d+)(,?)(\d*)\}/.exec(source.slice(at));
    if (counted === null) return [1, 1];
    at += counted[0].length;
    const least = Number(counted[1]);
    if (counted[2] === '') return [least, least];
    return [least, counted[3] === '' ? least + MANY : Number(counted[3])];
  }

  return alternatives();
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? 0;
}
