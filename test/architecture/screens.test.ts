import { describe, expect, it } from 'vitest';
import { checkBrowserCalls, checkHtml, checkStyle } from './check-browser.ts';
import { isScript, listFiles, readText } from './list-sources.ts';

const files = listFiles('kiosk-ui');

describe('the screens', () => {
  it('use no browser feature that an old kernel or plain http lacks', () => {
    const scripts = files.filter((file) => isScript(file) && !file.endsWith('.config.ts'));

    expect(scripts.flatMap((file) => checkBrowserCalls(file, readText(file)))).toEqual([]);
  });

  it('use no style that an old kernel ignores', () => {
    const styles = files.filter((file) => /\.(css|vue)$/.test(file));

    expect(styles.flatMap((file) => checkStyle(file, readText(file)))).toEqual([]);
  });

  it('hang no dialog into a page before it is asked for: what is there is open', () => {
    const pages = files.filter((file) => file.endsWith('.vue'));

    expect(pages.filter((file) => /<StaffDialog[^>]*\s:open=/.test(readText(file)))).toEqual([]);
  });

  it('have no script inside an HTML entry', () => {
    const entries = files.filter((file) => file.endsWith('.html'));

    expect(entries.length).toBeGreaterThan(0);
    expect(entries.flatMap((file) => checkHtml(file, readText(file)))).toEqual([]);
  });
});

describe('the check of the screens', () => {
  it.each([
    ['const copy = structuredClone(view);', 'Chromium 98'],
    ['const id = window.crypto.randomUUID();', 'secure context'],
    ['await load();', 'top level'],
    ['if (navigator.serviceWorker) start();', 'secure context'],
  ])('refuses %s', (text, sentence) => {
    expect(checkBrowserCalls('kiosk-ui/a.ts', text).join()).toContain(sentence);
  });

  it.each(['async function f() { await load(); }', 'crypto.getRandomValues(new Uint8Array(8));'])(
    'lets pass %s',
    (text) => {
      expect(checkBrowserCalls('kiosk-ui/a.ts', text)).toEqual([]);
    },
  );

  it.each(['.a { aspect-ratio: 1; }', '.a:has(b) {}', '.a { height: 100dvh; }', '@layer base {}'])(
    'refuses the style %s',
    (text) => {
      expect(checkStyle('kiosk-ui/a.css', text)).toHaveLength(1);
    },
  );

  it('refuses an inline script and an inline handler, and lets a script from a file pass', () => {
    expect(checkHtml('a.html', '<script>alert(1)</script>')).toHaveLength(1);
    expect(checkHtml('a.html', '<body onload="start()">')).toHaveLength(1);
    expect(checkHtml('a.html', '<script type="module" src="./main.ts"></script>')).toEqual([]);
  });
});
