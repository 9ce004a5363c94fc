import type { Socket } from 'socket.io-client';
import { ask, BenchHub } from './bench-hub.ts';
import { printFigure, progress } from './figure.ts';

const AGENTS = 200;
const BOARDS = 200;
const COUNTERS = 40;
/** Visits of a full day, each taken, called, started, finished and rated. */
const VISITS = 20_000;
const AIM_MB = 150;
/** The day is worked off as fast as it goes: a calm moment, as a real day has many, before the reading. */
const CALM_MS = 20_000;

/** Resident memory of the hub process at the end of a full day with everyone connected. */
export async function benchHubMemory(): Promise<void> {
  progress(`hub-memory: ${VISITS} visits, ${AGENTS} agents, ${BOARDS} boards …`);
  const hub = await BenchHub.start('disk', { agents: AGENTS, counters: COUNTERS });
  try {
    for (let i = 0; i < BOARDS; i++) await hub.screen('desk');
    const agents: Socket[] = [];
    for (let i = 0; i < AGENTS; i++) agents.push(await hub.agent(i, COUNTERS));
    const kiosk = await hub.screen('kiosk', 'k1');
    await Promise.all(
      Array.from({ length: COUNTERS }, async (_, i) => {
        const counter = await hub.screen('counter', `c${i + 1}`);
        await workDay({ kiosk, counter, agent: agents[i] as Socket, index: i });
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    printFigure({
      name: 'hub-memory',
      unit: 'MB',
      ours: hub.memoryMb(),
      limit: AIM_MB,
      how: `resident memory of the hub process after ${VISITS} visits by ${COUNTERS} counters, taken to rated, with ${AGENTS} agents and ${BOARDS} boards connected all the time, and ${CALM_MS / 1000} calm seconds; limit: the aim`,
    });
  } finally {
    await hub.stop();
  }
}

async function workDay(at: { kiosk: Socket; counter: Socket; agent: Socket; index: number }): Promise<void> {
  const { kiosk, counter, agent, index } = at;
  const id = `c${index + 1}`;
  await ask(counter, { id: `open-${id}-counter`, type: 'OpenCounter', counter: id });
  for (let visit = 0; visit < VISITS / COUNTERS; visit++) {
    const name = `${id}-${visit}`;
    const service = `service-${'abcdefgh'[visit % 8]}`;
    await ask(kiosk, { id: `ticket-${name}`, type: 'IssueTicket', service });
    const called = await ask(counter, { id: `call-now-${name}`, type: 'CallNext', counter: id });
    const ticket = { counter: id, ticket: called.ticket?.ticket };
    await ask(counter, { id: `start-now-${name}`, type: 'StartService', ...ticket });
    await ask(counter, { id: `finish-${name}`, type: 'FinishService', ...ticket });
    const report = {
      type: 'RecordPress',
      device: `evaluator-${index}`,
      level: 'satisfied',
      pressedAt: Date.now(),
    };
    await agent.emitWithAck('report:send', { reports: [{ number: visit + 1, report }] });
  }
}
