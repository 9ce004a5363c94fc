import { benchAgentsAck } from './agents-ack.ts';
import { benchCaseBoard } from './case-board.ts';
import { benchDeviceToBoard } from './device-to-board.ts';
import { benchDurableAck } from './durable-ack.ts';
import { benchHubMemory } from './hub-memory.ts';
import { benchLive } from './live.ts';
import { benchRatingFigures } from './rating-figures.ts';
import { benchStartUp } from './start-up.ts';
import { benchTicket } from './ticket.ts';
import { benchTickets } from './tickets.ts';
import { benchVault } from './vault.ts';
import { benchWaitingTime } from './waiting-time.ts';

const BENCHES: Record<string, () => Promise<void>> = {
  'durable-ack': benchDurableAck,
  'durable-ack-200-agents': benchAgentsAck,
  tickets: benchTickets,
  live: benchLive,
  'device-to-board': benchDeviceToBoard,
  'case-board': benchCaseBoard,
  'waiting-time': benchWaitingTime,
  ticket: benchTicket,
  startup: benchStartUp,
  'hub-memory': benchHubMemory,
  vault: benchVault,
  ratings: benchRatingFigures,
};

/** `npm run bench` for all, `npm run bench -- tickets live` for some. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(
    `no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES))
  if (asked.length === 0 || asked.includes(name)) await bench();
process.exit(0);
