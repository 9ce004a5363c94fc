import { resolve } from 'node:path';
import pino from 'pino';
import { HallError } from '@bandecheng/shared/errors';
import { startAgent } from './agent.ts';
import { readAgentConfig } from './config.ts';
import { openRasterFont } from './raster-font.ts';
import { readSiteProfiles } from './read-profiles.ts';
import { withTakenUp } from './technician/taken-up.ts';

/** After a stop that hangs on a port, the process ends all the same; everything that matters is on disk. */
const STOP_WITHIN_MS = 10_000;

const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

async function main(): Promise<void> {
  let rejections = 0;
  process.on('unhandledRejection', (reason) => {
    rejections += 1;
    log.error({ reason: String(reason), rejections }, 'unhandled rejection');
  });
  const file = await readAgentConfig(resolve(process.argv[2] ?? 'agent.json'), process.env);
  const profiles = await readSiteProfiles(file);
  const { config, dropped } = await withTakenUp(file, profiles);
  if (dropped.length > 0) log.warn({ devices: dropped }, 'agent.json counts, not what was taken up');
  const agent = await startAgent(config, {
    profiles,
    raster: await openRasterFont(),
    logOf: (of) => (level, fact, figures) => log[level]({ of, ...figures }, fact),
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    agent.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write('agent ready\n');
}

function fail(error: unknown): never {
  const known = error instanceof HallError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}

main().catch(fail);
