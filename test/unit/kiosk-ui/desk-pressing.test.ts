import { watchCases } from '@bandecheng/kiosk-ui/screens/desk/watch-cases';
import type { CaseRow, CasesView, HelpRow } from '@bandecheng/shared/case/case-view';
import { describe, expect, it } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import { caseRow, helpRow } from './case-samples.ts';

const [FIRST, SECOND] = ['B20261123-001', 'B20261123-002'];

/** A board that is shown one view after the other. */
function givenBoard() {
  const view = shallowRef<CasesView | null>(null);
  let rings = 0;
  const watching = watchCases(view, () => (rings += 1));
  return {
    watching,
    rings: () => rings,
    async show(cases: CaseRow[], helps: HelpRow[] = []) {
      const totals = { open: 0, dueToday: 0, overdue: 0, closedToday: 0, refusedToday: 0 };
      const rest = { policy: null, timeZone: 'Asia/Shanghai', calendarMissing: [], handOvers: [] };
      view.value = { ...rest, cases, helps, totals };
      await nextTick();
    },
  };
}

const running = (id: string) => caseRow(id, { standing: 'running' });
const overdue = (id: string) => caseRow(id, { standing: 'overdue' });

describe('the sound of the board', () => {
  it('is silent about what pressed already when the board was opened', async () => {
    const { show, rings, watching } = givenBoard();
    await show([caseRow(FIRST), overdue(SECOND)], [helpRow('2026-11-23-A012/h1')]);
    expect(rings()).toBe(0);
    expect(watching.told.value).toEqual({ helps: [], dueToday: [], overdue: [] });
  });

  it('rings once for a counter that asks for help', async () => {
    const { show, rings } = givenBoard();
    await show([]);
    await show([], [helpRow('2026-11-23-A012/h1')]);
    await show([], [{ ...helpRow('2026-11-23-A012/h1'), comingAt: 1 }]);
    expect(rings()).toBe(1);
    await show([], [helpRow('2026-11-23-A012/h1'), helpRow('2026-11-23-B003/h1')]);
    expect(rings()).toBe(2);
  });

  it('rings once when a case comes due and once more when it runs out, and says which', async () => {
    const { show, rings, watching } = givenBoard();
    await show([running(FIRST)]);
    await show([caseRow(FIRST)]);
    await show([caseRow(FIRST)]);
    expect(rings()).toBe(1);
    expect(watching.told.value.dueToday).toEqual([FIRST]);
    await show([overdue(FIRST)]);
    expect(rings()).toBe(2);
    expect(watching.told.value).toEqual({ helps: [], dueToday: [], overdue: [FIRST] });
  });

  it('leaves the text until somebody has seen it or the case is over', async () => {
    const { show, watching } = givenBoard();
    await show([running(FIRST), running(SECOND)]);
    await show([overdue(FIRST), caseRow(SECOND)]);
    await show([caseRow(SECOND)]);
    expect(watching.told.value).toEqual({ helps: [], dueToday: [SECOND], overdue: [] });
    watching.acknowledge();
    await show([caseRow(SECOND)]);
    expect(watching.told.value.dueToday).toEqual([]);
  });
});
