import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HallError } from '@bandecheng/shared/errors';
import { keepWatchdog } from '@bandecheng/shared/watchdog';
import { boundGarbage } from './bound-garbage.ts';
import { readHall } from './config.ts';
import { startText } from './locales/zh-CN/start.ts';
import { openLog } from './open-log.ts';
import { startHub, type RunningHub } from './start-hub.ts';

/** Longer than any flush and snapshot of a healthy disk. */
const STOP_WITHIN_MS = 10_000;

const EXAMPLE_HALL = fileURLToPath(new URL('../hall.example.json', import.meta.url));
const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));

boundGarbage();

const { log, errors } = openLog();
let running: RunningHub | null = null;
let ending = false;
let stopWatchdog = async (): Promise<void> => undefined;

interface Arguments {
  hall: string;
  demo: boolean;
  virtualUrl: string | undefined;
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: { hall: { type: 'string' }, demo: { type: 'boolean' }, 'virtual-url': { type: 'string' } },
    });
    const { hall, demo = false, 'virtual-url': virtualUrl } = values;
    if (demo && hall !== undefined) return leave(startText.demoWithHall);
    return { hall: hall ?? EXAMPLE_HALL, demo, virtualUrl };
  } catch {
    return leave(startText.usage);
  }
}

function leave(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** A line for whoever started it. Where the log's disk is full nobody reads it, and the hall opens all the same. */
function say(text: string): void {
  try {
    process.stdout.write(`${text}\n`);
  } catch {
    // Nothing else is told of it: there is nowhere to tell it.
  }
}

/** What the system or a HallError says, for a person; anything else keeps its stack. */
function reasonOf(error: unknown, port: number): string {
  if (error instanceof HallError) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return startText.portTaken(port);
  if (code === 'EACCES') return startText.portForbidden(port);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Ends the process once; a hub that can't end in time is ended as it is, its journal is whole at any moment. */
async function end(exitCode: 0 | 1): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  try {
    const told = stopWatchdog();
    await running?.stop();
    await told;
    process.exit(exitCode);
  } catch (error) {
    leave(startText.stopped(reasonOf(error, 0)));
  }
}

function endOnFault(error: unknown): void {
  if (ending) return;
  process.stderr.write(`${startText.stopped(reasonOf(error, 0))}\n`);
  void end(1);
}

async function main(): Promise<void> {
  const { hall, demo, virtualUrl } = readArguments();
  let port = 0;
  try {
    const config = await readHall(hall, process.env);
    port = config.port;
    const agentKey = process.env['DEMO_AGENT_KEY'];
    running = await startHub({
      ...{ config, log, clock: Date.now, pagesFolder: PAGES, onFault: endOnFault },
      loggedErrors: errors,
      ...(demo
        ? {
            demo: {
              ...(agentKey === undefined ? {} : { agentKey }),
              ...(virtualUrl === undefined ? {} : { virtualUrl }),
            },
          }
        : {}),
    });
  } catch (error) {
    leave(startText.failed(reasonOf(error, port)));
  }
  if (running.firstPassword !== null) say(startText.firstPassword(running.firstPassword));
  if (running.warnings().some(({ word }) => word === 'plain-network')) say(startText.plainNetwork);
  const ways = { execFile, setInterval, clearInterval };
  stopWatchdog = await keepWatchdog({ env: process.env, alive: running.alive, log }, ways);
  say(`hub ready ${running.url}`);
}

// Whoever read it is gone: its lines are lost, and nothing else.
process.stdout.on('error', () => undefined);
process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => void end(0));
// Whoever started it over a channel, as start.mjs does, has ended without asking it to stop.
process.on('disconnect', () => void end(0));
process.on('SIGHUP', () => void running?.renewTls());
process.on('uncaughtException', endOnFault);
process.on('unhandledRejection', endOnFault);
await main();
