import { execFile } from 'node:child_process';
import { setInterval } from 'node:timers';
import { keepWatchdog, type WatchdogParts } from '@bandecheng/shared/watchdog';

/**
 * Keeps systemd told of this hub. Node opens no datagram socket of the file system, so systemd's own `systemd-notify`
 * does the telling, for which the unit needs NotifyAccess=all.
 * @returns ends the telling, and says that it stops
 */
export function startWatchdog(parts: WatchdogParts): Promise<() => Promise<void>> {
  const tell = (state: string): Promise<void> =>
    new Promise((resolve) => {
      execFile('systemd-notify', [state], { env: { ...parts.env } }, (error) => {
        if (error !== null) parts.log.warn({ err: error }, 'systemd could not be told');
        resolve();
      });
    });
  const every = (ms: number, run: () => void): (() => void) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  };
  return keepWatchdog(parts, { tell, every });
}
