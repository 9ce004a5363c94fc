import type { ScreenLink } from '@bandecheng/kiosk-ui/link/hub-link';
import { caseControl } from '@bandecheng/kiosk-ui/screens/cases/case-control';
import { passingValues } from '@bandecheng/kiosk-ui/screens/staff/passing-values';
import { problemText } from '@bandecheng/kiosk-ui/screens/cases/problem-text';
import { fillTemplate } from '@bandecheng/kiosk-ui/screens/form/fill-template';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { CaseRow } from '@bandecheng/shared/case/case-view';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref, shallowRef } from 'vue';
import { NINE } from '../../given.ts';
import { caseRow } from './case-samples.ts';

const [FIRST, SECOND] = ['B20261123-001', 'B20261123-002'];

/** A control whose answers to what a case is are given by the test. */
function givenControl(first: CaseRow[]) {
  const cases = shallowRef({ view: 'cases' as const, seq: 1, at: NINE, data: boardOf(first) });
  const link: Pick<ScreenLink<'cases'>, 'views' | 'send' | 'connected' | 'staleSince'> = {
    views: { cases },
    connected: ref(true),
    staleSince: ref(null),
    send: () => Promise.resolve({ ok: true, seq: 2 }),
  };
  const chosen = ref<string | null>(FIRST);
  const asked: string[] = [];
  const answers: ((state: string) => void)[] = [];
  const control = caseControl(link, chosen, (id) => {
    asked.push(id);
    return new Promise((resolve) =>
      answers.push((state) =>
        resolve({ ok: true, row: caseRow(id, { state }) } as { ok: true } & CaseDetail),
      ),
    );
  });
  return {
    ...{ control, chosen, asked },
    show: async (rows: CaseRow[]) => {
      cases.value = { ...cases.value, seq: cases.value.seq + 1, data: boardOf(rows) };
      await nextTick();
    },
    answer: async (place: number, state: string) => {
      answers[place]?.(state);
      await nextTick();
    },
  };
}

function boardOf(cases: CaseRow[]) {
  const totals = { open: 0, dueToday: 0, overdue: 0, closedToday: 0, refusedToday: 0 };
  const rest = { policy: null, timeZone: 'Asia/Shanghai', calendarMissing: [], handOvers: [] };
  return { ...rest, cases, helps: [], totals };
}

describe('a case on the page', () => {
  it('is fetched anew when the board shows it otherwise, and not for another case’s sake', async () => {
    const { show, asked } = givenControl([caseRow(FIRST), caseRow(SECOND)]);
    await show([caseRow(FIRST), caseRow(SECOND, { state: '办理中' })]);
    expect(asked).toEqual([FIRST]);
    await show([caseRow(FIRST, { state: '办理中' }), caseRow(SECOND)]);
    expect(asked).toEqual([FIRST, FIRST]);
  });

  it('never shows under the number of another that was chosen meanwhile', async () => {
    const { control, chosen, answer } = givenControl([caseRow(FIRST), caseRow(SECOND)]);
    chosen.value = SECOND;
    await nextTick();
    await answer(0, '受理登记');
    expect(control.detail.value).toBeNull();
    await answer(1, '现场协商');
    expect(control.detail.value?.row).toMatchObject({ case: SECOND, state: '现场协商' });
  });
});

describe('what was unmasked', () => {
  afterEach(() => void vi.useRealTimers());

  it('is hidden again after half a minute, counted from the newest', () => {
    vi.useFakeTimers();
    const { values, show } = passingValues();
    show({ name: '张三' });
    vi.advanceTimersByTime(20_000);
    show({ phone: '13912345678' });
    vi.advanceTimersByTime(29_999);
    expect(values.value).toEqual({ name: '张三', phone: '13912345678' });
    vi.advanceTimersByTime(1);
    expect(values.value).toEqual({});
  });
});

describe('a question that was not answered', () => {
  it('says why in the words of the hall', () => {
    expect(problemText({ ok: false, refused: 'case-unknown' })).toBe('没有这个案件');
    expect(problemText({ ok: false, refused: 'attachment-too-large' })).toContain('文件太大');
    expect(problemText({ ok: false, fault: 'unavailable' })).toBe('没有连上服务器，请稍候再试');
    expect(problemText({ ok: false, refused: 'from-a-newer-hub' })).toContain('from-a-newer-hub');
  });
});

describe('a city’s own layout', () => {
  const form = {
    case: FIRST,
    rows: [{ field: 'name', zh: '姓名', kind: 'person', value: '<b>"张&三"</b>' }],
  };

  it('takes the case’s values, its number and its receiver', () => {
    expect(fillTemplate('{{case}} {{ copy }} <td>{{name}}</td>', form, '窗口存档')).toBe(
      `${FIRST} 窗口存档 <td>&lt;b&gt;&quot;张&amp;三&quot;&lt;/b&gt;</td>`,
    );
  });

  it('leaves a hole empty that names nothing, and never fills one from a value', () => {
    const rows = [{ field: 'name', zh: '姓名', kind: 'person', value: '{{case}}\n第二行' }];
    expect(fillTemplate('[{{other}}][{{name}}]', { ...form, rows }, '')).toBe('[][{{case}}<br>第二行]');
  });
});
