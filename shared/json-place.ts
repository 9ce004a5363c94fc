const TOKEN =
  /[ \t\r\n]*(?:(?<string>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*")|(?<scalar>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|(?<sign>[[\]{}:,])|(?<end>$))/y;

/** What may stand next inside an array, an object, or the document itself. */
type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

/**
 * Line and column, from 1, of the first place where a text stops being JSON; null when it is JSON. JSON.parse
 * names a place for some mistakes only, and not the same way in every version of Node.
 */
export function jsonMistake(text: string): { line: number; column: number } | null {
  const open: ('[' | '{')[] = [];
  let expecting: Expecting = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const start = at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    if (token === null) return placeOf(text, start);
    const whole = open.length === 0 && expecting === 'comma-or-end';
    if (token.groups?.['end'] !== undefined) return whole ? null : placeOf(text, start);
    const next = after(token, expecting, open);
    if (whole || next === null) return placeOf(text, start);
    expecting = next;
    at = TOKEN.lastIndex;
  }
}

/** What is expected behind a token, or null when it may not stand there. Keeps `open` up to date. */
function after(token: RegExpExecArray, expecting: Expecting, open: ('[' | '{')[]): Expecting | null {
  const { string, scalar, sign } = token.groups ?? {};
  const valueMayStand = expecting === 'value' || expecting === 'value-or-end';
  if (string !== undefined && (expecting === 'key' || expecting === 'key-or-end')) return 'colon';
  if (string !== undefined || scalar !== undefined) return valueMayStand ? 'comma-or-end' : null;
  if (sign === ':') return expecting === 'colon' ? 'value' : null;
  if (sign === ',') {
    if (expecting !== 'comma-or-end') return null;
    return open[open.length - 1] === '{' ? 'key' : 'value';
  }
  if (sign === '[' || sign === '{') {
    if (!valueMayStand) return null;
    open.push(sign);
    return sign === '[' ? 'value-or-end' : 'key-or-end';
  }
  const mayEnd = expecting === 'comma-or-end' || expecting === 'value-or-end' || expecting === 'key-or-end';
  const matching = open[open.length - 1] === (sign === ']' ? '[' : '{');
  if (!mayEnd || !matching) return null;
  open.pop();
  return 'comma-or-end';
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines[lines.length - 1] ?? '').length + 1 };
}
