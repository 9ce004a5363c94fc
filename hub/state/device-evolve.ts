import type { ShortPaper } from '@bandecheng/shared/case/case-events';
import type { EventData, RecordedEvent } from '@bandecheng/shared/events';
import type { Instant, JobId } from '@bandecheng/shared/vocabulary';
import type { Agent, HallState, HealthChange, Job } from './hall-state.ts';

/** Print jobs a kiosk is told of. */
const KIOSK_JOBS_KEPT = 5;
const HEALTH_CHANGES_KEPT = 20;

/** An agent's announcement replaces the devices it had; a device it had keeps its last known state. */
export function applyAgentJoined(
  state: HallState,
  { agent, outbox, devices }: EventData<'AgentJoined'>,
  at: Instant,
): void {
  // An agent that was never away, or comes for the first time, is no news.
  const away = state.agents.get(agent);
  if (away?.connected === false) keepChange(state, { at, agent, connected: true });
  state.agents.set(agent, {
    connected: true,
    since: at,
    ...(outbox === undefined ? {} : { outbox }),
    ...lostAtOf(away),
  });
  const before = new Map(state.devices);
  for (const [id, device] of state.devices) if (device.agent === agent) state.devices.delete(id);
  for (const announced of devices) {
    const known = before.get(announced.id);
    const kept = known?.agent === agent ? known : undefined;
    state.devices.set(announced.id, {
      ...announced,
      agent,
      problems: kept?.problems ?? [],
      since: kept?.since ?? at,
      ...(kept?.lastPrint === undefined ? {} : { lastPrint: kept.lastPrint }),
    });
  }
}

export function applyAgentLost(
  state: HallState,
  { agent, since }: EventData<'AgentLost'>,
  at: Instant,
): void {
  const lostAt = state.agents.get(agent)?.lostAt ?? since ?? at;
  state.agents.set(agent, { ...state.agents.get(agent), connected: false, since: at, lostAt });
  keepChange(state, { at, agent, connected: false });
}

/** Another key, or a code that was used, makes an agent of it again. */
export function applyKeyChanged(
  { revokedAgents }: HallState,
  { kind, key, change }: EventData<'KeyChanged'>,
): void {
  if (kind === 'agent' && change === 'revoked') revokedAgents.add(key);
  else if (kind === 'agent' || (kind === 'enrolment' && change === 'used')) revokedAgents.delete(key);
}

/**
 * Agents whose key was taken away, with their devices and their numbers. Not before their last day is over: what they gave
 * on it may be in somebody's hand.
 */
export function forgetRevokedAgents(state: HallState): void {
  for (const agent of state.revokedAgents) {
    state.agents.delete(agent);
    state.leases.delete(agent);
    state.outages.told.delete(agent);
    for (const [id, device] of state.devices) if (device.agent === agent) state.devices.delete(id);
  }
  state.revokedAgents.clear();
}

function lostAtOf(agent: Agent | undefined): Pick<Agent, 'lostAt'> {
  return agent?.lostAt === undefined ? {} : { lostAt: agent.lostAt };
}

export function applyDeviceState(
  state: HallState,
  { device: id, problems, since }: EventData<'DeviceStateChanged'>,
): void {
  const device = state.devices.get(id);
  if (device === undefined) return;
  device.problems = problems;
  device.since = since;
  keepChange(state, { at: since, device: id, problems });
}

function keepChange(state: HallState, change: HealthChange): void {
  state.healthChanges = [change, ...state.healthChanges].slice(0, HEALTH_CHANGES_KEPT);
}

export function applyPrint(
  state: HallState,
  event: Extract<
    RecordedEvent,
    { type: 'PrintRequested' | 'PaperRequested' | 'DigestPaperRequested' | 'PrintChanged' }
  >,
): void {
  if (event.type === 'PrintRequested') {
    const ticket = state.tickets.get(event.data.ticket);
    if (ticket === undefined) return;
    ticket.copies = Math.max(ticket.copies, event.data.copy + 1);
    const { kiosk } = request(state, event, { ticket: ticket.id }, ticket.number);
    if (kiosk !== undefined) keepNewest(state, kiosk, event.data.job);
    return;
  }
  if (event.type === 'PaperRequested') {
    const { case: id } = event.data;
    request(state, event, { case: id, ...paperOf(event.data) }, id);
    return;
  }
  if (event.type === 'DigestPaperRequested') {
    const { of } = event.data;
    request(state, event, { digest: of }, of.day);
    return;
  }
  const job = state.jobs.get(event.data.job);
  if (job === undefined) return;
  job.state = event.data.state;
  job.at = event.at;
  if (event.data.grade === undefined) delete job.grade;
  else job.grade = event.data.grade;
  if (event.data.reason === undefined) delete job.reason;
  else job.reason = event.data.reason;
  if (job.state !== 'requested' && job.state !== 'printing') state.openJobs.delete(job.id);
  if (job.state === 'printed') applyPrinted(state, job);
  state.troubledJobs.delete(job.id);
  if (job.state === 'failed' || job.state === 'unknown') state.troubledJobs.add(job.id);
}

function paperOf(data: EventData<'PaperRequested'>): ShortPaper {
  return data.kind === 'form' ? { kind: data.kind, form: data.form } : { kind: data.kind };
}

function request(
  state: HallState,
  {
    data,
    at,
  }: Extract<RecordedEvent, { type: 'PrintRequested' | 'PaperRequested' | 'DigestPaperRequested' }>,
  of: Job['of'],
  number: string,
): Job {
  const { job: id, device, agent, deadlineAt, copy } = data;
  const kiosk = state.devices.get(device)?.kiosk;
  const job: Job = {
    ...{ id, of, number, device, agent, deadlineAt, copy, state: 'requested', at },
    ...(kiosk === undefined ? {} : { kiosk }),
  };
  state.openJobs.add(id);
  state.jobs.set(id, job);
  return job;
}

function applyPrinted(state: HallState, { device: id, grade, at }: Job): void {
  state.printed += 1;
  const device = state.devices.get(id);
  if (device !== undefined && grade !== undefined) device.lastPrint = { grade, at };
}

function keepNewest(state: HallState, kiosk: string, job: JobId): void {
  state.kioskJobs.set(kiosk, [job, ...(state.kioskJobs.get(kiosk) ?? [])].slice(0, KIOSK_JOBS_KEPT));
}
