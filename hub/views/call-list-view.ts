import type { Hall } from '@bandecheng/shared/hall';
import type { CallListRow, CallListView, CallRow } from '@bandecheng/shared/rating/call-list';
import { CALL_OUTCOMES } from '@bandecheng/shared/vocabulary';
import { callListText } from '../locales/zh-CN/call-lists.ts';
import { isFinished, isSettled, type CalledVisit, type CallList } from '../state/call-list-evolve.ts';
import type { HallState } from '../state/hall-state.ts';
import { noneOf } from '../state/rating-state.ts';

/** Call lists, the newest first. */
export function callLists({ callLists }: Pick<HallState, 'callLists'>): CallListRow[] {
  return [...callLists.values()].reverse().map(listRow);
}

/** A list with its visits, as its caller sees it; null: there is none, or none any more. */
export function callListView(
  { callLists }: Pick<HallState, 'callLists'>,
  hall: Hall,
  list: string,
): CallListView | null {
  const found = callLists.get(list);
  if (found === undefined) return null;
  return {
    ...listRow(found),
    script: [...callListText.script(hall.name.zh), ...callListText.notes],
    rows: [...found.visits.values()].map((visit) => callRow(visit, hall)),
  };
}

function listRow(list: CallList): CallListRow {
  const outcomes = noneOf([...CALL_OUTCOMES, 'none'] as const);
  for (const { outcome } of list.visits.values()) outcomes[outcome ?? 'none'] += 1;
  const { id, quarter, drawnAt, of, seed, visits } = list;
  return { list: id, quarter, drawnAt, of, seed, size: visits.size, outcomes, finished: isFinished(list) };
}

function callRow(visit: CalledVisit, { services, counters }: Hall): CallRow {
  const { day, ticket, service, counter, tries, outcome, level } = visit;
  return {
    ...{ visit: visit.visit, day, tries, settled: isSettled(visit) },
    number: ticket.slice(day.length + 1),
    serviceZh: services.find(({ id }) => id === service)?.name.zh ?? service,
    counterZh: counters.find(({ id }) => id === counter)?.name.zh ?? counter,
    telephoneZh: callListText.telephone,
    ...(outcome === undefined ? {} : { outcome }),
    ...(level === undefined ? {} : { level }),
  };
}
