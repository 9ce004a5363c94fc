import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Hub } from './handle-command.ts';
import { openSegment, type OpenSegment } from './journal/segment.ts';
import { deviceView } from './views/device-view.ts';
import { queueView } from './views/queue-view.ts';

/** From a quick SSD to a disk that is about to fail, seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** From here on the wait for a number is felt. */
const SLOW_SECONDS = 1;
const SLOW_FOR_MS = 5 * 60_000;

export interface Metrics {
  /** The same hub, its commands counted. */
  counting<H extends Hub>(hub: H): H;
  /** Journal files whose flushes are timed. */
  openSegment: OpenSegment;
  /** Whether a flush of the last five minutes took so long that applicants wait for the disk. */
  isDiskSlow(): boolean;
  /** What is read when somebody asks. */
  watch(watched: Watched): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

export interface Watched {
  hub: Hub;
  hall: () => Hall;
  clock: () => Instant;
  connected: () => { screens: number; agents: number };
  /** Lines of the log that tell of a fault, since the start. */
  errors: () => number;
}

/** Figures of a running hub for Prometheus; none is about a person. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const commands = new Counter({
    name: 'bandecheng_commands_total',
    help: 'Commands by what they came to: done, refused, fault',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const acks = new Histogram({
    name: 'bandecheng_acknowledged_seconds',
    help: 'From a command to its answer, on disk',
    buckets: SECONDS,
    registers,
  });
  const flushes = new Histogram({
    name: 'bandecheng_journal_flush_seconds',
    help: 'One flush of the journal, however many commands share it',
    buckets: SECONDS,
    registers,
  });

  let slowAt = -SLOW_FOR_MS;

  return {
    isDiskSlow: () => performance.now() - slowAt < SLOW_FOR_MS,
    counting: (hub) => ({
      ...hub,
      handle: async (command, actor) => {
        const end = acks.startTimer();
        try {
          const answer = await hub.handle(command, actor);
          commands.inc({ type: command.type, outcome: answer.ok ? 'done' : 'refused' });
          end();
          return answer;
        } catch (error) {
          commands.inc({ type: command.type, outcome: 'fault' });
          throw error;
        }
      },
    }),
    openSegment: async (path) => {
      const segment = await openSegment(path);
      return {
        ...segment,
        flush: async () => {
          const end = flushes.startTimer();
          await segment.flush();
          if (end() >= SLOW_SECONDS) slowAt = performance.now();
        },
      };
    },
    watch: (watched) => watchHall(watched, registers),
    text: () => registry.metrics(),
  };
}

function watchHall({ hub, hall, clock, connected, errors }: Watched, registers: Registry[]): void {
  const gauge = (name: string, help: string, labelNames: string[], set: (gauge: Gauge) => void): void => {
    const made: Gauge = new Gauge({
      ...{ name, help, labelNames, registers },
      collect: () => {
        made.reset();
        set(made);
      },
    });
  };
  gauge('bandecheng_waiting', 'Waiting numbers', ['service'], (waiting) => {
    for (const { service, waiting: count } of queueView(hub.state, hall(), clock()).services)
      waiting.set({ service }, count);
  });
  gauge('bandecheng_devices', 'Devices, each under every problem it has', ['kind', 'problem'], (devices) => {
    for (const device of hub.state.devices.values()) {
      const { kind, problems } = deviceView(hub.state, device);
      for (const problem of problems.length === 0 ? ['none'] : problems) devices.inc({ kind, problem });
    }
  });
  gauge('bandecheng_connected', 'Open connections', ['of'], (open) => {
    const { screens, agents } = connected();
    open.set({ of: 'screens' }, screens);
    open.set({ of: 'agents' }, agents);
  });
  gauge('bandecheng_journal_seq', 'Number of the newest event', [], (seq) => seq.set(hub.state.seq));
  gauge('bandecheng_errors', 'Faults in the log since the start', [], (faults) => faults.set(errors()));
}
