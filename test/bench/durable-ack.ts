import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub } from '@bandecheng/hub/handle-command';
import { openFileJournal } from '@bandecheng/hub/journal/file-journal';
import { evolve } from '@bandecheng/hub/state/evolve';
import { emptyState } from '@bandecheng/hub/state/hall-state';
import { AgentReport, type Actor } from '@bandecheng/shared/commands';
import { parse } from '@bandecheng/shared/parse';
import { reportCommand } from '@bandecheng/shared/protocol';
import { openBareAppend } from './bare-append.ts';
import { median, printFigure, progress } from './figure.ts';
import { benchHall } from './hall.ts';

const ROUNDS = 5;
const ROUND_MS = 1_000;
const AGENT: Actor = { kind: 'agent', agent: 'bench-agent' };

/** Evaluator presses through the hub's whole command path, parse to disk, beside a bare group-commit append. */
export async function benchDurableAck(): Promise<void> {
  for (const senders of [1, 64, 256]) {
    progress(`durable-ack@${senders} …`);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await inFolder((folder) => hubRate(folder, senders)));
      bare.push(await inFolder((folder) => bareRate(folder, senders)));
    }
    printFigure({
      name: `durable-ack@${senders}`,
      unit: 'records/s',
      ours: median(ours),
      limit: median(bare),
      how: `median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms, ${senders} senders with one command outstanding each; limit: the same records as JSON lines, one write and fdatasync for all that wait`,
    });
  }
}

async function hubRate(folder: string, senders: number): Promise<number> {
  const state = emptyState();
  const journal = await openFileJournal({
    folder,
    hall: 'bench',
    from: null,
    apply: (event) => evolve(state, event),
    onMisfit: () => undefined,
  });
  const hub = createHub({ state, journal, clock: Date.now, makeKey: () => 'unused' });
  const devices = [
    { id: 'evaluator', kind: 'evaluator' as const, profile: 'ff68-evaluator-5', counter: 'c1' },
  ];
  await hub.handle({ id: 'hub:1', type: 'ConfigureHall', hall: benchHall(1), file: 'test' }, { kind: 'hub' });
  await hub.handle({ id: 'hub:2', type: 'JoinAgent', agent: 'bench-agent', devices }, { kind: 'hub' });
  let number = 0;
  const rate = await rateOf(senders, () => {
    const report = { type: 'RecordPress', device: 'evaluator', level: 'satisfied', pressedAt: Date.now() };
    const parsed = parse(AgentReport, report);
    if (!parsed.ok) throw new Error('the press did not parse');
    return hub.handle(reportCommand('bench-agent', 'outbox01', ++number, parsed.value), AGENT);
  });
  if (state.ratings.fates.stray !== number) throw new Error('a press was answered and not recorded');
  await journal.close();
  return rate;
}

/** The line the press above leaves behind, without what the hub adds to prove it. */
async function bareRate(folder: string, senders: number): Promise<number> {
  const bare = openBareAppend(folder);
  let seq = 0;
  const rate = await rateOf(senders, () =>
    bare.append({
      seq: ++seq,
      at: Date.now(),
      hall: 'bench',
      type: 'PressRecorded',
      version: 1,
      actor: 'agent:bench-agent',
      command: `report:bench-agent/outbox01#${seq}`,
      data: {
        fate: 'stray',
        level: 'satisfied',
        channel: 'evaluator',
        device: 'evaluator',
        counter: 'c1',
        pressedAt: Date.now(),
        recordedAt: Date.now(),
      },
      hash: '0000000000000000000000000000000000000000000000000000000000000000',
    }),
  );
  bare.close();
  return rate;
}

async function rateOf(senders: number, once: () => Promise<unknown>): Promise<number> {
  let done = 0;
  const began = performance.now();
  const end = began + ROUND_MS;
  const sender = async (): Promise<void> => {
    while (performance.now() < end) {
      await once();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return (done / (performance.now() - began)) * 1000;
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-bench-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
