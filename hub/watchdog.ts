import { execFile } from 'node:child_process';
import { setInterval } from 'node:timers';

export interface WatchdogParts {
  env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the hub has just shown that it works; whatever hangs or rejects keeps the dog hungry. */
  alive: () => Promise<unknown>;
  log: { warn(about: object, what: string): void };
}

/**
 * Tells systemd that the hub is ready, and from then on, twice in each of its WatchdogSec, that it still works: a hub
 * that hangs is killed and started again. Node opens no datagram socket of the file system, so systemd's own
 * `systemd-notify` does the telling, for which the unit needs NotifyAccess=all. Without systemd this does nothing.
 * @returns ends the telling, and says that the hub stops
 */
export async function startWatchdog({ env, alive, log }: WatchdogParts): Promise<() => Promise<void>> {
  if (env['NOTIFY_SOCKET'] === undefined) return async () => undefined;

  function tell(...states: string[]): Promise<void> {
    return new Promise((resolve) => {
      execFile('systemd-notify', states, { env: { ...env } }, (error) => {
        if (error !== null) log.warn({ err: error }, 'systemd could not be told');
        resolve();
      });
    });
  }

  await tell('READY=1');
  const everyMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1_000 / 2;
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      await alive();
      await tell('WATCHDOG=1');
    } catch (error) {
      log.warn({ err: error }, 'the hub does not show that it works');
    } finally {
      asking = false;
    }
  };
  const timer = everyMs > 0 ? setInterval(() => void ask(), everyMs) : undefined;
  return () => {
    clearInterval(timer);
    return tell('STOPPING=1');
  };
}
