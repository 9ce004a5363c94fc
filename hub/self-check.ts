import { statfs } from 'node:fs/promises';
import { setInterval } from 'node:timers';
import type { Hall } from '@bandecheng/shared/hall';
import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { selfWarnings } from './self-warnings.ts';

const AGAIN_MS = 5 * 60_000;
const REACHED_WITHIN_MS = 3_000;

export interface SelfCheckParts {
  /** As hall.json has it. */
  hall: Hall;
  dataFolder: string;
  clock: () => Instant;
  lastLineAt: () => Instant;
  certificateEndsAt: () => Instant | null;
  /** Told whenever the warnings are others than before. */
  onChange: (warnings: readonly SelfWarning[]) => void;
}

export interface SelfCheck {
  /** As it stood at the last look. */
  warnings(): readonly SelfWarning[];
  look(): Promise<void>;
  stop(): void;
}

/** Looks at the machine every five minutes; the first look is the caller's to ask for, once the hub listens. */
export function startSelfCheck(parts: SelfCheckParts): SelfCheck {
  const { hall, dataFolder, clock, lastLineAt, certificateEndsAt, onChange } = parts;
  let warnings: readonly SelfWarning[] = [];

  async function look(): Promise<void> {
    const [freeBytes, addressReached] = await Promise.all([freeIn(dataFolder), reached(hall.publicAddress)]);
    const found = { now: clock(), freeBytes, addressReached };
    const measured = { ...found, lastLineAt: lastLineAt(), certificateEndsAt: certificateEndsAt() };
    const before = warnings.map(({ word }) => word).join();
    warnings = selfWarnings(measured, hall);
    if (warnings.map(({ word }) => word).join() !== before) onChange(warnings);
  }

  const timer = setInterval(() => void look(), AGAIN_MS);
  timer.unref();
  return { warnings: () => warnings, look, stop: () => clearInterval(timer) };
}

async function freeIn(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch(() => null);
  return found === null ? null : found.bavail * found.bsize;
}

/** Whether anything answers there. A certificate that this machine does not know is an answer, too. */
async function reached(address: string | undefined): Promise<boolean | null> {
  if (address === undefined) return null;
  try {
    await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(REACHED_WITHIN_MS), redirect: 'manual' });
    return true;
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
    return /CERT|SIGNED|VERIFY/.test(code);
  }
}
