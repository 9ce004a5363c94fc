import type { DevicesView, DeviceView, HealthChangeView } from '@bandecheng/shared/views';
import { DEVICE_PROBLEMS, DEVICE_WARNINGS, type DeviceProblem } from '@bandecheng/shared/vocabulary';
import { copiesOf, paperJobId } from '../state/case-papers.ts';
import { printJobId, type Device, type HallState, type HealthChange, type Job } from '../state/hall-state.ts';

/** Jobs a person has to look at. */
const JOBS_SHOWN = 12;

/** A device as every screen shows it: while its agent is away, nothing else is known of it. */
export function deviceView(state: HallState, device: Device): DeviceView {
  const agent = state.agents.get(device.agent);
  const away = agent?.connected !== true;
  return {
    device: device.id,
    kind: device.kind,
    profile: device.profile,
    agent: device.agent,
    ...(device.counter === undefined ? {} : { counter: device.counter }),
    ...(device.kiosk === undefined ? {} : { kiosk: device.kiosk }),
    problems: away ? ['agent-away'] : device.problems,
    since: away ? (agent?.since ?? device.since) : device.since,
    ...(device.lastPrint === undefined ? {} : { lastPrint: device.lastPrint }),
  };
}

/** All devices, the gravest troubles first, and the print jobs nobody knows to be on paper. */
export function devicesView(state: HallState): DevicesView {
  const devices = [...state.devices.values()].map((device) => deviceView(state, device));
  const jobs = [...state.troubledJobs]
    .flatMap((id) => state.jobs.get(id) ?? [])
    .filter((job) => !('digest' in job.of) && !isReplaced(state, job) && !isCancelled(state, job));
  return {
    timeZone: state.hall?.timeZone ?? 'Asia/Shanghai',
    agents: [...state.agents].map(([agent, { connected, since }]) => ({ agent, connected, since })),
    devices: devices.sort((a, b) => gravity(a) - gravity(b) || a.device.localeCompare(b.device)),
    changes: state.healthChanges.flatMap((change) => changeView(state, change)),
    jobs: jobs
      .sort((a, b) => b.at - a.at)
      .slice(0, JOBS_SHOWN)
      .map((job) => ({
        job: job.id,
        ...subjectOf(job),
        number: job.number,
        device: job.device,
        state: job.state,
        ...(job.reason === undefined ? {} : { reason: job.reason }),
        ...(job.kiosk === undefined ? {} : { kiosk: job.kiosk }),
        at: job.at,
      })),
    printed: state.printed,
  };
}

/** Empty for a device that is no longer there. */
function changeView(state: HallState, change: HealthChange): HealthChangeView[] {
  if ('agent' in change) return [change];
  const device = state.devices.get(change.device);
  if (device === undefined) return [];
  const { kind, counter, kiosk } = device;
  const place = { ...(counter === undefined ? {} : { counter }), ...(kiosk === undefined ? {} : { kiosk }) };
  return [{ ...change, kind, ...place }];
}

/** Whether a later copy of the same number is on paper, or on its way to it. */
function isReplaced(state: HallState, job: Job): boolean {
  const newest = state.jobs.get(newestCopy(state, job));
  return newest !== undefined && newest.id !== job.id && !state.troubledJobs.has(newest.id);
}

/** Nobody waits for the slip of a number that is cancelled. */
function isCancelled(state: HallState, { of }: Job): boolean {
  return 'ticket' in of && state.tickets.get(of.ticket)?.status === 'cancelled';
}

/** A day's digest is ordered again where it is shown, not at the desk. */
function subjectOf({ of }: Job): { ticket?: string; case?: string; form?: string } {
  if ('ticket' in of) return { ticket: of.ticket };
  if ('digest' in of) return {};
  return { case: of.case, ...(of.kind === 'form' ? { form: of.form } : {}) };
}

function newestCopy(state: HallState, { id, of }: Job): string {
  if ('digest' in of) return id;
  if ('ticket' in of) return printJobId(of.ticket, (state.tickets.get(of.ticket)?.copies ?? 1) - 1);
  return paperJobId(of.case, of, copiesOf(state.desk, of.case, of) - 1);
}

function gravity({ problems }: DeviceView): number {
  const worst: DeviceProblem | undefined = problems[0];
  if (worst === undefined) return DEVICE_PROBLEMS.length * 2;
  const place = DEVICE_PROBLEMS.indexOf(worst);
  return DEVICE_WARNINGS.includes(worst) ? DEVICE_PROBLEMS.length + place : place;
}
