import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@bandecheng/shared/protocol';
import { BenchHub } from './bench-hub.ts';
import { median, printFigure, progress } from './figure.ts';

const ROUNDS = 3;
const TICKETS = 2_000;

/** Numbers taken by 1 to 64 kiosks at once: those that are answered, unique and on disk, a second. */
export async function benchTickets(): Promise<void> {
  for (const kiosks of [1, 4, 16, 64]) {
    progress(`tickets@${kiosks} …`);
    const disk: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      disk.push(await rate('disk', kiosks));
      memory.push(await rate('memory', kiosks));
    }
    printFigure({
      name: `tickets@${kiosks}`,
      unit: 'correct tickets/s',
      ours: median(disk),
      limit: median(memory),
      how: `${TICKETS} tickets by ${kiosks} kiosks over socket.io, one outstanding each; all counted in the journal afterwards, a lost or doubled number ends the bench; median of ${ROUNDS}; limit: the same with the data folder in memory`,
    });
  }
}

async function rate(store: 'disk' | 'memory', kiosks: number): Promise<number> {
  const hub = await BenchHub.start(store, { agents: 0, counters: 1 });
  const sockets = await Promise.all(Array.from({ length: kiosks }, () => hub.screen('kiosk', 'k1')));
  const numbers: string[] = [];
  let left = TICKETS;
  const began = performance.now();
  await Promise.all(
    sockets.map(async (socket, kiosk) => {
      for (let i = 0; left > 0; i++) {
        left -= 1;
        const service = `service-${'abcdefgh'[i % 8]}`;
        const command = { id: `bench-${kiosk}-${i}`, type: 'IssueTicket', service, kiosk: 'k1' };
        const answer = (await socket.emitWithAck('command:send', command)) as Answer;
        if (!answer.ok || answer.ticket === undefined) throw new Error(JSON.stringify(answer));
        numbers.push(answer.ticket.number);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const onDisk = issuedOnDisk(join(hub.folder, 'data', 'journal'));
  const correct = new Set(numbers.filter((number) => onDisk.has(number))).size;
  if (correct !== TICKETS) throw new Error(`${correct} of ${TICKETS} tickets are correct`);
  await hub.stop();
  return correct / seconds;
}

function issuedOnDisk(folder: string): Set<string> {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return new Set(
    lines.flatMap((line) => /"type":"TicketIssued".*"number":"([A-Z]+\d+)"/.exec(line)?.[1] ?? []),
  );
}
