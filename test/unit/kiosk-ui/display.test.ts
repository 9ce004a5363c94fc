import { currentCall, listedCalls } from '@bandecheng/kiosk-ui/screens/display/shown-calls';
import { PAGE_MS, pageOf } from '@bandecheng/kiosk-ui/screens/display/page-of';
import WaitingCounts from '@bandecheng/kiosk-ui/screens/display/WaitingCounts.vue';
import type { ServiceLine } from '@bandecheng/shared/views';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { call, NINE } from './calls.ts';

const line = (prefix: string): ServiceLine => ({
  ...{ service: `service-${prefix}`, prefix, name: { zh: `业务${prefix}` }, department: { zh: '局' } },
  ...{ area: { zh: '一楼' }, waiting: 4, estimateMinutes: 20, estimateRange: { low: 15, high: 30 } },
  ...{ counters: 2, giving: { state: 'open' } },
});
const FOURTEEN = [...'ABCDEFGHIJKLMN'].map(line);
const shownAt = async (services: ServiceLine[], now: number): Promise<string[]> => {
  const html = await renderToString(createSSRApp(WaitingCounts, { services, missed: [], now }));
  return [...html.matchAll(/<li[^>]*>.*?<span[^>]*>([A-Z]) [^<]*<.*?<small[^>]*>([^<]+)</gs)].map(
    ([, prefix, wait]) => `${prefix} ${wait}`,
  );
};

describe('the calls on a display', () => {
  it('are the newest eight, each number once, a recall in place of its call', () => {
    const many = Array.from({ length: 12 }, (_, i) => call({ seq: i, number: `A${100 + i}` }));
    const recall = call({ seq: 40, number: 'A105', times: 2 });

    const listed = listedCalls([...many, recall]);

    expect(listed.map((one) => one.number)).toEqual([
      'A105',
      'A111',
      'A110',
      'A109',
      'A108',
      'A107',
      'A106',
      'A104',
    ]);
    expect(listed[0]?.times).toBe(2);
  });

  it('show the call that is being announced large, though a newer one waits its turn', () => {
    const announced = call({ seq: 10 });
    const newer = call({ seq: 11, number: 'B001' });
    expect(currentCall([newer, announced], announced)).toBe(announced);
    expect(currentCall([newer, announced], null)).toBe(newer);
  });

  it('show nothing large once everyone called has come', () => {
    expect(currentCall([call({ status: 'serving' })], null)).toBeNull();
    expect(currentCall([], null)).toBeNull();
  });
});

describe('a display with more lines than it has room for', () => {
  it('shows how long the wait is at every service, page by page in turn, each once a round', async () => {
    const round: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const shown = await shownAt(FOURTEEN, NINE + turn * PAGE_MS);
      expect(shown.length).toBeLessThanOrEqual(6);
      round.push(...shown);
    }
    expect(round.map((one) => one[0]).sort()).toEqual([...'ABCDEFGHIJKLMN']);
    for (const one of round) expect(one).toMatch(/15.*30/);
    expect(await shownAt(FOURTEEN, NINE + 3 * PAGE_MS)).toEqual(await shownAt(FOURTEEN, NINE));
  });

  it('shows one page for as long as another, and a display switched on late the same as the others', async () => {
    const first = pageOf(FOURTEEN, 6, NINE);
    const stands = [0, 1, PAGE_MS / 2, PAGE_MS - 1].map((ms) => pageOf(FOURTEEN, 6, NINE + ms));
    for (const page of stands) expect(page).toEqual(first);
    expect(pageOf(FOURTEEN, 6, NINE + PAGE_MS).page).not.toBe(first.page);
  });

  it('shows all at once, and no page to turn, where there is room', async () => {
    const few = FOURTEEN.slice(0, 6);
    expect(await shownAt(few, NINE)).toHaveLength(6);
    expect(pageOf(few, 6, NINE)).toEqual({ shown: few, page: 1, pages: 1 });
    expect(pageOf([], 6, NINE)).toEqual({ shown: [], page: 1, pages: 1 });
  });

  it('turns to the counter that is calling', () => {
    const counters = Array.from({ length: 40 }, (_, i) => i + 1);
    for (const calling of counters) expect(pageOf(counters, 12, NINE, calling).shown).toContain(calling);
  });
});
