import type { FieldValue } from '@bandecheng/shared/case/case-events';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import type { Case, CaseDesk, CaseEvent } from './case-state.ts';
import { applyClock } from './clock-evolve.ts';

/** Applies what happened in a case, and keeps it for the case's timeline. */
export function applyCase(desk: CaseDesk, event: CaseEvent): void {
  if (event.type === 'CaseOpened') open(desk, event);
  const of = desk.cases.get(event.data.case);
  if (of === undefined) return;
  of.timeline.push(event);
  switch (event.type) {
    case 'CaseOpened':
    case 'CaseNoted':
    case 'PaperRequested':
    case 'PersonalSeen':
      return;
    case 'CaseStepped':
      return step(desk, of, event);
    case 'CaseAmended':
      take(desk, of, event.data);
      if (event.data.unit !== undefined) of.unit = event.data.unit;
      if (event.data.confidential !== undefined) of.confidential = event.data.confidential;
      return;
    case 'CaseAssigned':
      if (event.data.to === null) delete of.owner;
      else of.owner = event.data.to;
      return;
    case 'CaseRated':
    case 'CallBackRecorded':
      return answer(of, event);
    case 'BranchAdded':
      of.branches.push({ branch: event.data.branch, unit: event.data.unit, since: event.at });
      return;
    case 'BranchEnded': {
      const branch = of.branches.find((one) => one.branch === event.data.branch);
      if (branch !== undefined) branch.doneAt = event.at;
      return;
    }
    case 'MaterialAttached': {
      const { material, mime, bytes, sha256 } = event.data;
      of.materials.push({ material, mime, bytes, sha256, at: event.at });
      return;
    }
    case 'PersonErased':
      return forget(desk, of, event.at);
    default:
      return applyClock(of, event);
  }
}

function open(desk: CaseDesk, { data, at }: Extract<CaseEvent, { type: 'CaseOpened' }>): void {
  const { case: id, emitted: _, done: __, marks, fields, attributes, ...rest } = data;
  const of: Case = {
    ...{ id, ...rest, openedAt: at, since: at, attributes: {}, fields: {} },
    ...{ clocks: [], branches: [], filings: [], materials: [], callBacks: [], timeline: [] },
    ...{ reworks: 0, followUp: false },
  };
  desk.cases.set(id, of);
  desk.open.add(id);
  desk.openedToday += 1;
  if (data.visit !== undefined) desk.badVisits.delete(data.visit);
  take(desk, of, { attributes, fields, marks });
}

/** What is now known of the case beside what was known before. */
function take(
  desk: CaseDesk,
  of: Case,
  {
    attributes,
    fields,
    marks,
  }: {
    attributes: Record<string, string>;
    fields: Record<string, FieldValue>;
    marks: readonly string[];
  },
): void {
  Object.assign(of.attributes, attributes);
  Object.assign(of.fields, fields);
  for (const mark of marks) {
    const known = desk.marks.get(mark) ?? [];
    if (!known.includes(of.id)) desk.marks.set(mark, [...known, of.id]);
  }
}

function step(desk: CaseDesk, of: Case, { data, at }: Extract<CaseEvent, { type: 'CaseStepped' }>): void {
  take(desk, of, data);
  of.state = data.to;
  of.since = at;
  for (const filed of data.filed) of.filings.push({ ...filed, at });
  if (data.itemDays !== undefined) of.itemDays = data.itemDays;
  if (data.exclusion !== undefined) of.exclusion = data.exclusion;
  if (data.invited !== undefined) {
    of.invited = data.invited;
    delete of.rating;
  }
  if (data.reopened !== undefined) {
    of.reworks += 1;
    of.followUp = data.reopened.followUp;
  }
  if (!data.closed) return;
  of.closedAt = at;
  desk.open.delete(of.id);
  desk.closedToday += 1;
  if (data.exclusion !== undefined) desk.refusedToday += 1;
}

function answer(of: Case, event: Extract<CaseEvent, { type: 'CaseRated' | 'CallBackRecorded' }>): void {
  const { at } = event;
  if (event.type === 'CallBackRecorded') {
    of.callBacks.push({ outcome: event.data.outcome, at });
    // Nobody answered: the call is still owed.
    if (event.data.outcome !== 'no-answer') of.followUp = false;
    return;
  }
  const { grade, satisfied, channel } = event.data;
  of.rating = { grade, satisfied, channel, at };
  delete of.invited;
}

/** The person is forgotten; the case and its figures stay. */
function forget(desk: CaseDesk, of: Case, at: number): void {
  of.erasedAt = at;
  for (const [mark, cases] of desk.marks) {
    const others: CaseId[] = cases.filter((id) => id !== of.id);
    if (others.length === 0) desk.marks.delete(mark);
    else desk.marks.set(mark, others);
  }
}
