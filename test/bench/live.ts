import type { Published } from '@bandecheng/shared/protocol';
import type { Socket } from 'socket.io-client';
import { ask, BenchHub } from './bench-hub.ts';
import { median, printFigure, progress, quantile } from './figure.ts';

const BOARDS = 200;
const AGENTS = 200;
const COUNTERS = 40;
const PRESSES_A_SECOND = 50;
const SECONDS = 20;
const CALLS = 300;
const QUIET_MS = 40;
/** Press to board at the 99th percentile: the aim. */
const BOARD_AIM_MS = 50;
/** antrian (Express, socket.io), 16 kiosks: call to display p50 and p95 in ms, measured elsewhere. */
const PEER_CALL_MS = { p50: 5.6, p95: 10.3 };

/** How long after a press 200 boards show it, and how long after a call the display does. */
export async function benchLive(): Promise<void> {
  const hub = await BenchHub.start('disk', { agents: AGENTS, counters: COUNTERS });
  try {
    await callToDisplay(hub);
    await pressToBoard(hub);
  } finally {
    await hub.stop();
  }
}

async function callToDisplay(hub: BenchHub): Promise<void> {
  progress('call-to-display …');
  const display = await hub.screen('display');
  const kiosk = await hub.screen('kiosk', 'k1');
  const counter = await hub.screen('counter', 'c1');
  const delays: number[] = [];
  await ask(counter, { id: 'open-the-counter', type: 'OpenCounter', counter: 'c1' });
  for (let i = 0; i < CALLS; i++) {
    const { ticket } = await ask(kiosk, { id: `ticket-${i}`, type: 'IssueTicket', service: 'service-a' });
    const number = ticket?.number ?? '';
    // A clerk calls some time after the number was taken, not in the 16 ms in which the display was just sent it.
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const began = performance.now();
    const shown = shows(display, (view) => view.calls[0]?.number === number);
    await ask(counter, { id: `call-${i}-now`, type: 'CallNext', counter: 'c1' });
    delays.push((await shown) - began);
    const at = { counter: 'c1', ticket: ticket?.ticket };
    await ask(counter, { id: `start-${i}-now`, type: 'StartService', ...at });
    await ask(counter, { id: `finish-${i}`, type: 'FinishService', ...at });
  }
  const how = `${CALLS} calls, each after ${QUIET_MS} quiet ms, from the clerk's command to the display's newest view, over socket.io; peer: antrian's figure of queue-behaviours, 16 kiosks, not measured in this run`;
  const report = (name: string, ours: number, peer: number) =>
    printFigure({ name, unit: 'ms', ours, peer, how });
  report('call-to-display-p50', quantile(delays, 0.5), PEER_CALL_MS.p50);
  report('call-to-display-p95', quantile(delays, 0.95), PEER_CALL_MS.p95);
}

async function pressToBoard(hub: BenchHub): Promise<void> {
  progress(`press-to-board, ${BOARDS} boards, ${SECONDS} s …`);
  const boards: Socket[] = [];
  for (let i = 0; i < BOARDS; i++) boards.push(await hub.screen('desk'));
  const agents: Socket[] = [];
  for (let i = 0; i < AGENTS; i++) agents.push(await hub.agent(i, COUNTERS));
  const pressed: number[] = [];
  const delays: number[] = [];
  for (const board of boards) followCounts(board, pressed, delays);
  const began = performance.now();
  for (let n = 0; n < PRESSES_A_SECOND * SECONDS; n++) {
    const due = began + (n * 1000) / PRESSES_A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const index = n % COUNTERS;
    const number = Math.floor(n / COUNTERS) + 1;
    const report = {
      type: 'RecordPress',
      device: `evaluator-${index}`,
      level: 'satisfied',
      pressedAt: Date.now(),
    };
    pressed.push(performance.now());
    agents[index]?.emit('report:send', { reports: [{ number, report }] }, () => undefined);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const how = `${PRESSES_A_SECOND} presses a second for ${SECONDS} s, ${BOARDS} boards and ${AGENTS} agents connected; ${delays.length} arrivals, each press at each board, by the board's count of presses; limit: the aim`;
  const report = (name: string, ours: number) =>
    printFigure({ name, unit: 'ms', ours, limit: BOARD_AIM_MS, how });
  report('press-to-board-p50', median(delays));
  report('press-to-board-p99', quantile(delays, 0.99));
}

/** A board shows how many presses there were: the n-th press has arrived once it counts n. */
function followCounts(board: Socket, pressed: readonly number[], delays: number[]): void {
  let seen: number | null = null;
  board.on('view:published', (published: Published<'ratings'>) => {
    if (published.view !== 'ratings') return;
    const count = Object.values(published.data.today.fates).reduce((sum, n) => sum + n, 0);
    const now = performance.now();
    for (let n = seen ?? count; n < count; n++) delays.push(now - (pressed[n] ?? now));
    seen = count;
  });
  board.emit('view:ask');
}

function shows(display: Socket, wanted: (view: Published<'display'>['data']) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (published: Published<'display'>): void => {
      if (published.view !== 'display' || !wanted(published.data)) return;
      display.off('view:published', look);
      resolve(performance.now());
    };
    display.on('view:published', look);
  });
}
