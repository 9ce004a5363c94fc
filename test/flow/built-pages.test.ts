import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MOST_FILES } from '../given.ts';

const DIST = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
const pages = readdirSync(DIST).filter((name) => name.endsWith('.html'));
const scripts = readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'));
const textOf = (...path: string[]) => readFileSync(join(DIST, ...path), 'utf8');

describe('the built pages', () => {
  it.each(pages)('%s runs files of the hub alone: no script, handler or address of its own', (page) => {
    const text = textOf(page);
    const tags = [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(tags.length).toBeGreaterThan(0);
    for (const [, attributes = '', inside] of tags)
      expect([/\bsrc="\/[^/]/.test(attributes), inside?.trim()]).toEqual([true, '']);
    expect(text).not.toMatch(/<[^>]+\son\w+\s*=/i);
    expect(text).not.toMatch(/javascript:|<base\b/i);
    expect(text).not.toMatch(/\b(src|href)="(https?:)?\/\//i);
  });

  it.each(pages)('%s is not made of so many files that many telephones at once are held up', (page) => {
    expect([...textOf(page).matchAll(/\b(?:src|href)="\/assets\//g)].length).toBeLessThan(MOST_FILES);
  });

  it('make no script out of a text', () => {
    expect(scripts.length).toBeGreaterThan(pages.length);
    for (const script of scripts)
      expect([script, /\beval\(|\bnew Function\(/.test(textOf('assets', script))]).toEqual([script, false]);
  });
});
