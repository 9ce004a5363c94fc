import { HallError } from '@bandecheng/shared/errors';
import { readProfiles } from '../read-profiles.ts';
import { readArguments } from './read-arguments.ts';
import { readVirtualConfig } from './virtual-config.ts';
import { startVirtualHall } from './virtual-hall.ts';

/** After a stop that hangs on a port the process ends all the same. */
const STOP_WITHIN_MS = 5_000;

async function main(): Promise<void> {
  const { config, port, page } = readArguments(process.argv.slice(2));
  const profiles = await readProfiles();
  const hall = await startVirtualHall({
    config: await readVirtualConfig(config, profiles),
    profiles,
    port,
    pageFolder: page,
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    hall.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // start.mjs has ended without asking it to stop.
  process.on('disconnect', stop);
  process.stdout.write(`virtual devices ready ${hall.url}\n`);
}

function fail(error: unknown): never {
  const known = error instanceof HallError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}

main().catch(fail);
