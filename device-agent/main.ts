import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { HallError } from '@bandecheng/shared/errors';
import { keepWatchdog } from '@bandecheng/shared/watchdog';
import { startAgent, type Agent } from './agent.ts';
import { readAgentConfig, readEnrolment, type AgentConfig } from './config.ts';
import { enrol } from './link/enrol.ts';
import { enrolZh } from './locales/zh/enrol.ts';
import { servePages, type Pages } from './pages/serve-pages.ts';
import { openRasterFont } from './raster-font.ts';
import { readSiteProfiles } from './read-profiles.ts';
import { withTakenUp } from './technician/taken-up.ts';

/** The built screens. */
const PAGES = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));
/** After a stop that hangs on a port, the process ends all the same; everything that matters is on disk. */
const STOP_WITHIN_MS = 10_000;

const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

/** `start.cjs [agent.json] [--enrol code]` */
function readArguments(): { file: string; code: string | undefined } {
  try {
    const options = { enrol: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { file: resolve(positionals[0] ?? 'agent.json'), code: values.enrol };
  } catch {
    return fail(enrolZh.usage);
  }
}

async function main(): Promise<void> {
  const { file: path, code } = readArguments();
  if (code !== undefined) {
    const place = await readEnrolment(path, process.env);
    await enrol(place, code.trim());
    process.stdout.write(`${enrolZh.done(place.agent, place.keyFile)}\n`);
    return;
  }
  let rejections = 0;
  process.on('unhandledRejection', (reason) => {
    rejections += 1;
    log.error({ reason: String(reason), rejections }, 'unhandled rejection');
  });
  const file = await readAgentConfig(path, process.env);
  const profiles = await readSiteProfiles(file);
  const { config, dropped } = await withTakenUp(file, profiles);
  if (dropped.length > 0) log.warn({ devices: dropped }, 'agent.json counts, not what was taken up');
  const agent = await startAgent(config, {
    profiles,
    raster: await openRasterFont(),
    logOf: (of) => (level, fact, figures) => log[level]({ of, ...figures }, fact),
  });
  const stopWatchdog = await keepWatchdog(
    {
      env: process.env,
      // A disk that refuses is no reason to be killed with the presses that wait for it; one that hangs is.
      alive: () => stat(config.dataFolder).catch(() => undefined),
      log,
    },
    { execFile, setInterval, clearInterval },
  );
  const pages = await openPages(config, agent);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    Promise.all([pages?.stop(), agent.stop(), stopWatchdog()]).then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Whoever started it over a channel, as start.mjs does, has ended without asking it to stop.
  process.on('disconnect', stop);
  if (process.connected === false) stop();
  process.stdout.write(pages === null ? 'agent ready\n' : `agent ready ${pages.url}/\n`);
}

async function openPages({ hub, pages }: AgentConfig, { outage }: Agent): Promise<Pages | null> {
  return pages === undefined
    ? null
    : servePages({ hub, ...pages, folder: PAGES, standing: outage, hall: () => outage.hall });
}

function fail(error: unknown): never {
  const known = error instanceof HallError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}

main().catch(fail);
