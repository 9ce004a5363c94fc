import { describe, expect, it } from 'vitest';
import { checkPurity, isPure } from './check-purity.ts';
import { appScripts, readText } from './list-sources.ts';

describe('the pure folders', () => {
  it('touch no clock, randomness, disk or socket', () => {
    const files = appScripts().filter(isPure);

    const broken = files.flatMap((file) => checkPurity(file, readText(file)));

    expect(files.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  it.each([
    ['shared/vocabulary.ts', true],
    ['hub/state/evolve.ts', true],
    ['hub/state/snapshot.ts', false],
    ['hub/views/publish-views.ts', false],
    ['hub/journal/file-journal.ts', false],
    ['device-agent/codecs/framed-codec.ts', true],
  ])('%s counts as pure: %s', (file, pure) => {
    expect(isPure(file)).toBe(pure);
  });
});

describe('the check of purity', () => {
  it.each([
    ['const at = Date.now();', 'Date.now'],
    ['const today = new Date();', 'new Date()'],
    ['const id = Math.random();', 'Math.random'],
    ['setTimeout(() => {}, 5);', 'setTimeout'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ['const port = process.env["PORT"];', 'process'],
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ['console.log(1);', 'console'],
  ])('refuses %s', (text, name) => {
    expect(checkPurity('shared/a.ts', text).join()).toContain(`uses ${name}`);
  });

  it.each([
    'const day = new Date(at).getUTCDay();',
    '// Date.now() would be a clock',
    "const text = 'setTimeout(';",
    'const status = view.process;',
  ])('lets pass %s', (text) => {
    expect(checkPurity('shared/a.ts', text)).toEqual([]);
  });
});
