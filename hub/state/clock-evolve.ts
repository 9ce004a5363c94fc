import type { Case, CaseEvent, ClockRun } from './case-state.ts';

type ClockEvent = Extract<
  CaseEvent,
  {
    type:
      | 'ClockStarted'
      | 'ClockStopped'
      | 'ClockExtended'
      | 'DeadlineMoved'
      | 'InterimNoticeGiven'
      | 'ClockOverran';
  }
>;

/** Applies what happened to a clock of a case. */
export function applyClock(of: Case, event: ClockEvent): void {
  if (event.type === 'ClockStarted') {
    of.clocks.push(started(event));
    return;
  }
  const run = of.clocks.find((one) => one.run === event.data.run);
  if (run === undefined) return;
  switch (event.type) {
    case 'ClockStopped':
      run.stoppedAt = event.at;
      return;
    case 'ClockExtended':
      run.dueAt = event.data.dueAt;
      run.extended += 1;
      run.told = 0;
      Object.assign(of.fields, event.data.fields);
      return;
    case 'DeadlineMoved':
      return move(run, event);
    case 'InterimNoticeGiven':
      run.interimGivenAt = event.at;
      return;
    case 'ClockOverran':
      run.told = event.data.rung + 1;
  }
}

function started({ data, at }: Extract<ClockEvent, { type: 'ClockStarted' }>): ClockRun {
  const { case: _, ...rest } = data;
  return { ...rest, clock: clockIn(data.run), startedAt: at, extended: 0, told: 0 };
}

function move(run: ClockRun, { data }: Extract<ClockEvent, { type: 'DeadlineMoved' }>): void {
  const { dueAt, provisional, days, calendar, variant, interimDueAt } = data;
  Object.assign(run, { dueAt, provisional, days, calendar });
  delete run.variant;
  delete run.interimDueAt;
  if (variant !== undefined) run.variant = variant;
  if (interimDueAt !== undefined) run.interimDueAt = interimDueAt;
}

/** `WS-HANDLE` of `WS-HANDLE.2`. */
function clockIn(run: string): string {
  return run.slice(0, run.lastIndexOf('.'));
}
