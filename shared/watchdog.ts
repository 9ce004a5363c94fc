export interface WatchdogParts {
  env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the program has just shown that it works; whatever hangs or rejects keeps the dog hungry. */
  alive: () => Promise<unknown>;
  log: { warn(about: object, what: string): void };
}

/** How systemd and the clock are reached. */
export interface WatchdogWays {
  /** Never rejects. */
  tell: (state: string) => Promise<void>;
  /** Runs every so many ms; the function returned ends that. */
  every: (ms: number, run: () => void) => () => void;
}

/**
 * Tells systemd that a program is ready, and from then on, twice in each of its WatchdogSec, that it still works: one
 * that hangs is killed and started again. Without systemd this does nothing.
 * @returns ends the telling, and says that the program stops
 */
export async function keepWatchdog(
  { env, alive, log }: WatchdogParts,
  { tell, every }: WatchdogWays,
): Promise<() => Promise<void>> {
  if (env['NOTIFY_SOCKET'] === undefined) return async () => undefined;
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
  const end = everyMs > 0 ? every(everyMs, () => void ask()) : () => undefined;
  return () => {
    end();
    return tell('STOPPING=1');
  };
}
