import AnyDevice from '@bandecheng/kiosk-ui/screens/virtual/AnyDevice.vue';
import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import { KEYPAD_KEYS, LEVELS } from '@bandecheng/shared/vocabulary';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';
import { cardReader, evaluator, keypad, printer, windowDisplay } from './virtual-devices.ts';

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
  it('has its keys and digits and shows the number', async () => {
    const html = await drawn(keypad({ lastKey: { key: 'recall', acknowledged: true } }));

    expect(values(html, 'data-key')).toEqual([...KEYPAD_KEYS]);
    expect(values(html, 'data-digit')).toEqual([...'1234567890']);
    expect(html).toContain('aria-label="显示屏：003"');
    expect(html).toContain('最近按下：重呼，主机已确认');
  });
});

describe('a virtual keypad whose key was refused', () => {
  it('says that it has beeped', async () => {
    expect(await drawn(keypad({ beeps: 2 }))).toContain('响过 2 次：有按键没有办成');
    expect(await drawn(keypad())).not.toContain('响过');
  });
});

describe('a virtual evaluator with a screen', () => {
  it('names the clerk with number and stars, and says when someone is served', async () => {
    const clerk = { name: '王芳', number: '1203', stars: 4 };
    const html = await drawn(evaluator({ clerk, busy: true }));
    for (const text of ['王芳', '工号 1203', '4 星', '正在办理']) expect(html).toContain(text);
  });

  it('gives no stars where none are given', async () => {
    const clerk = { name: '王芳', number: '1203', stars: 0 };
    expect(await drawn(evaluator({ clerk }))).not.toContain('星');
  });
});

describe('a virtual window display on the page', () => {
  it('shows its text in its colour, and says what it shows', async () => {
    const html = await drawn(windowDisplay({ shown: '请A012号办理', colour: 'green' }));

    expect(values(html, 'data-shown')).toEqual(['请A012号办理']);
    expect(html).toContain('virtual-glass-green');
    expect(html).toContain('aria-label="窗口屏：请A012号办理"');
    expect(await drawn(windowDisplay())).toContain('aria-label="窗口屏：没有内容"');
  });
});

describe('a virtual card reader on the page', () => {
  it('has a button for each card and one to take it away, and says what lies there', async () => {
    const empty = await drawn(cardReader());
    const laid = await drawn(cardReader({ lying: 'sample-2', readings: 3 }));

    expect(values(empty, 'data-card')).toEqual(['sample-1', 'sample-2', '']);
    expect(empty).toContain('没有放证件');
    expect(laid).toContain('放着：测试乙');
    expect(laid).toContain('已读 3 次');
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
              { kind: 'raster', widthBytes: 48, rows: 'gAE=', align: 'left' },
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

it.each([printer(), evaluator(), keypad(), windowDisplay(), cardReader()])(
  'a cut-off $kind takes no press',
  async (device) => {
    const html = await drawn(device, true);

    const all = buttons(html, '<button');
    expect(all.length).toBeGreaterThan(5);
    for (const tag of all) expect(tag).toContain('disabled');
  },
);
