import AnyDevice from '@bandecheng/kiosk-ui/screens/virtual/AnyDevice.vue';
import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';
import { evaluator, keypad, printer } from './virtual-devices.ts';

const drawn = (device: VirtualDevice, cut = false): Promise<string> =>
  renderToString(createSSRApp(AnyDevice, { device, cut }));

/** The values of an attribute, in the order of the page. */
const values = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(`${attribute}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');

const buttons = (html: string, attribute: string): string[] =>
  [...html.matchAll(/<button[^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes(attribute));

describe('a virtual evaluator on the page', () => {
  it('has one button a level, all alike', async () => {
    const html = await drawn(evaluator());

    expect(values(html, 'data-device')).toEqual(['evaluator-c3']);
    expect(values(html, 'data-level')).toEqual([...LEVELS]);
    const alike = buttons(html, 'data-level').map((tag) => tag.replace(/data-level="[^"]*"/, ''));
    expect(new Set(alike).size).toBe(1);
  });

  it('shows whether it asks for a rating, and can be pressed either way', async () => {
    const dark = await drawn(evaluator());
    const lit = await drawn(evaluator({ litSince: NINE }));

    expect(values(dark, 'data-lit')).toEqual(['false']);
    expect(values(lit, 'data-lit')).toEqual(['true']);
    expect(lit).toContain('09:00:00 点亮');
    for (const tag of [...buttons(dark, 'data-level'), ...buttons(lit, 'data-level')])
      expect(tag).not.toContain('disabled');
  });

  it('says whether the host has acknowledged the last press', async () => {
    const waiting = await drawn(evaluator({ lastPress: { level: 'dissatisfied', acknowledged: false } }));
    const done = await drawn(evaluator({ lastPress: { level: 'dissatisfied', acknowledged: true } }));

    expect(waiting).toContain('最近按下：不满意，主机还没有确认');
    expect(done).toContain('最近按下：不满意，主机已确认');
  });

  it('names its faults beside the name, and whether the cable is in', async () => {
    const html = await drawn(evaluator({ faults: ['silent'], connected: false }));

    expect(html).toContain('线路断开');
    expect(html).toMatch(/state-chip-warn[^>]*>.{0,20}不听也不答/);
  });
});

describe('a virtual keypad on the page', () => {
  it('has its seven keys and shows the number', async () => {
    const html = await drawn(keypad({ lastKey: { key: 'recall', acknowledged: true } }));

    expect(values(html, 'data-key')).toEqual([...KEYPAD_KEYS]);
    expect(html).toContain('aria-label="显示屏：003"');
    expect(html).toContain('最近按下：重呼，主机已确认');
  });
});

describe('a virtual printer on the page', () => {
  it('draws text, code and picture of a slip, and says that it was cut', async () => {
    const html = await drawn(printer());

    expect(values(html, 'data-slip')).toEqual(['12']);
    expect(html).toMatch(/<text[^>]*scale\(4 4\)[^>]*font-weight="700"[^>]*textLength="48"[^>]*>A012</);
    expect(values(html, 'data-qr')).toEqual(['http://hall.example/t/4fKq82hZpXa']);
    expect(html).toContain('href="http://hall.example/t/4fKq82hZpXa"');
    expect(html).toMatch(/<canvas[^>]*width="16" height="1"/);
    expect(html).toContain('virtual-paper-cut');
    expect(html).toContain('第 12 张，09:00:00 切下');
  });

  it('has no cut edge while the slip still hangs in it', async () => {
    const html = await drawn(printer({ slips: [{ number: 3, cutAt: null, lines: [] }] }));

    expect(html).not.toContain('virtual-paper-cut');
    expect(html).toContain('第 3 张，还连在打印机上');
  });

  it('says so when a code or a picture cannot be drawn', async () => {
    const html = await drawn(
      printer({
        slips: [
          {
            number: 1,
            cutAt: NINE,
            lines: [
              { kind: 'qr', text: 'x'.repeat(4_000), moduleDots: 6, align: 'left' },
              { kind: 'raster', widthBytes: 48, rows: 'gAE=' },
            ],
          },
        ],
      }),
    );

    expect(html).toContain('二维码内容太长，画不出来');
    expect(html).toContain('图形数据不完整');
  });

  it('prints what it is sent and never reads it as a page', async () => {
    const line = { kind: 'text', widthScale: 1, heightScale: 1, align: 'left', bold: false } as const;
    const html = await drawn(
      printer({ slips: [{ number: 1, cutAt: NINE, lines: [{ ...line, text: '<img src=x onerror=y>' }] }] }),
    );

    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });

  it('without paper out has nothing to tear off', async () => {
    expect(buttons(await drawn(printer({ slips: [] })), 'data-tear')[0]).toContain('disabled');
    expect(buttons(await drawn(printer()), 'data-tear')[0]).not.toContain('disabled');
  });
});

it.each([printer(), evaluator(), keypad()])('a cut-off $kind takes no press', async (device) => {
  const html = await drawn(device, true);

  const all = buttons(html, '<button');
  expect(all.length).toBeGreaterThan(5);
  for (const tag of all) expect(tag).toContain('disabled');
});
