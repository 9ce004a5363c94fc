import { jsonMistake } from '@bandecheng/shared/json-place';
import { describe, expect, it } from 'vitest';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['', 1, 1],
    ['  ', 1, 3],
    ['{', 1, 2],
    ['{"a":1,}', 1, 8],
    ['[1,2,]', 1, 6],
    ['[1 2]', 1, 4],
    ['{"a" 1}', 1, 6],
    ['{a:1}', 1, 2],
    ["{'a':1}", 1, 2],
    ['{"a":1]', 1, 7],
    ['[}', 1, 2],
    ['{"a":}', 1, 6],
    ['{"a":1} x', 1, 9],
    ['{} {}', 1, 4],
    ['01', 1, 2],
    ['{\n  "a": 1,\n  // note\n  "b": 2\n}', 3, 3],
    ['{\n  "a": "中文\n"}', 2, 8],
    ['{"a": tru}', 1, 7],
    ['{"a": "\\x"}', 1, 7],
    ['{"a":1', 1, 7],
    [',', 1, 1],
    ['{"a":1,,"b":2}', 1, 8],
    ['{"a":"b":"c"}', 1, 9],
  ])('of %j is line %i, column %i', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(jsonMistake(text)).toEqual({ line, column });
  });

  it.each([
    'null',
    ' [ ] ',
    '{}',
    '-0.5e+3',
    '"\\u4e2d\\n"',
    '[[],{"a":[1,"b",true,null]}]',
    '{"":{"":""}}\r\n',
  ])('of %j is nowhere', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(jsonMistake(text)).toBeNull();
  });

  it('is found whenever JSON.parse refuses, and never else, in a document with one character changed', () => {
    const text = '{"a":[1,-2.5e3,"x\\n中",true],"b":{"c":null,"d":[]}}';
    for (let at = 0; at < text.length; at += 1)
      for (const sign of ['', ' ', '"', ',', ':', '{', ']', '0', '\\', '\n', 'e']) {
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        let good = true;
        try {
          JSON.parse(changed);
        } catch {
          good = false;
        }

        expect(jsonMistake(changed) === null, changed).toBe(good);
      }
  });
});
