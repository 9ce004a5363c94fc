import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { problemsZh } from '../locales/zh/wire-words.ts';
import { TransportLost, type Connect, type LossReason } from '../transports/transport.ts';

/** One port, open while somebody looks at it. */
export interface PortSession {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves with the reason when the port is gone; never when it was closed here. */
  readonly gone: Promise<LossReason>;
  close(): Promise<void>;
}

/** Opens a port and hands on what comes. Rejects with TransportLost. */
export async function openPort(connect: Connect, data: (bytes: Uint8Array) => void): Promise<PortSession> {
  let tell: (reason: LossReason) => void = () => undefined;
  const gone = new Promise<LossReason>((resolve) => (tell = resolve));
  const transport = connect({ data, closed: (reason) => tell(reason) });
  try {
    await transport.open();
  } catch (error) {
    await transport.close();
    throw error;
  }
  return { write: (bytes) => transport.write(bytes), gone, close: () => transport.close() };
}

/** Why a port cannot be used, for people; null for what is no loss of a port. */
export function lossInWords(error: unknown, port: string): string | null {
  if (!(error instanceof TransportLost)) return null;
  if (error.lost === 'port-busy') return devicesToolZh.busy(port);
  return devicesToolZh.cannotOpen(port, problemsZh[error.lost]);
}

/** Resolves after so many ms, at once when `stopped` fires. */
export function pause(ms: number, stopped?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped?.aborted === true) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      stopped?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stopped?.addEventListener('abort', end);
  });
}
