/** What shows that a program works, and what systemd tells it about itself. */
export interface WatchdogParts {
  env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the program has just shown that it works; whatever hangs or rejects keeps the dog hungry. */
  alive: () => Promise<unknown>;
  log: { warn(about: object, what: string): void };
}

/** Node's ways to another program and to the clock. */
export interface NodeWays<Timer> {
  execFile: (
    program: string,
    args: readonly string[],
    options: { env: Record<string, string | undefined> },
    ended: (error: Error | null) => void,
  ) => unknown;
  setInterval: (run: () => void, ms: number) => Timer;
  clearInterval: (timer: Timer) => void;
}

/**
 * Tells systemd that a program is ready, and from then on, twice in each of its WatchdogSec, that it still works: one
 * that hangs is killed and started again. Without systemd this does nothing. Node opens no datagram socket of the file
 * system, so systemd's own `systemd-notify` does the telling, for which the unit needs NotifyAccess=all.
 * @returns ends the telling, and says that the program stops
 */
export async function keepWatchdog<Timer>(
  { env, alive, log }: WatchdogParts,
  node: NodeWays<Timer>,
): Promise<() => Promise<void>> {
  if (env['NOTIFY_SOCKET'] === undefined) return async () => undefined;
  const tell = (state: string): Promise<void> =>
    new Promise((resolve) => {
      node.execFile('systemd-notify', [state], { env: { ...env } }, (error) => {
        if (error !== null) log.warn({ err: error }, 'systemd could not be told');
        resolve();
      });
    });
  await tell('READY=1');
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      await alive();
      await tell('WATCHDOG=1');
    } catch (error) {
      log.warn({ err: error }, 'the program does not show that it works');
    } finally {
      asking = false;
    }
  };
  const everyMs = Number(env['WATCHDOG_USEC'] ?? 0) / 1_000 / 2;
  const timer = everyMs > 0 ? node.setInterval(() => void ask(), everyMs) : null;
  return () => {
    if (timer !== null) node.clearInterval(timer);
    return tell('STOPPING=1');
  };
}
