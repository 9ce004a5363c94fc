import { PersonalBytes } from '../codecs/personal-bytes.ts';
import type { WireDirection } from '../codecs/bytes-in-words.ts';
import type { Driver } from '../drivers/driver.ts';
import type { RecordedBytes } from '../transports/replay.ts';
import type { Connect } from '../transports/transport.ts';
import { noted } from './frame-log.ts';
import { openPort, pause } from './port-session.ts';

/** Bytes of the longest recording; a test that replays more says no more. */
const LONGEST_BYTES = 1024 * 1024;

export type Recorded = { ok: true; entries: RecordedBytes[] } | { ok: false; reason: 'personal' };

export interface RecordPlan {
  connect: Connect;
  /** Drives the device the while, so that it is answered; none: the port is only listened to. */
  drive: ((connect: Connect) => Driver) | null;
  seconds: number;
}

/**
 * What passes a port, with times, until the time is over or somebody stops it. Where personal data may have passed,
 * nothing is kept of all of it. Rejects with TransportLost where the port does not open.
 */
export async function recordPort(
  { connect, drive, seconds }: RecordPlan,
  stopped: AbortSignal,
): Promise<Recorded> {
  const tape = new Tape();
  const ended = AbortSignal.any([stopped, tape.full]);
  const recorded = noted(connect, tape);
  if (drive === null) {
    const session = await openPort(recorded, () => undefined);
    await Promise.race([session.gone, pause(seconds * 1_000, ended)]);
    await session.close();
  } else {
    const driver = drive(recorded);
    driver.start();
    await pause(seconds * 1_000, ended);
    await driver.stop();
  }
  return tape.personal ? { ok: false, reason: 'personal' } : { ok: true, entries: tape.entries };
}

class Tape {
  entries: RecordedBytes[] = [];
  personal = false;
  private readonly ended = new AbortController();
  private readonly watch = new PersonalBytes();
  private startedAt: number | null = null;
  private size = 0;

  /** Fires when nothing more is kept. */
  get full(): AbortSignal {
    return this.ended.signal;
  }

  note(direction: WireDirection, bytes: Uint8Array): null {
    this.personal ||= direction === 'from-device' && this.watch.push(bytes);
    this.size += bytes.length;
    if (this.personal) this.entries = [];
    if (this.personal || this.size > LONGEST_BYTES) this.ended.abort();
    else this.entries.push({ ms: this.time(), direction, bytes: Uint8Array.from(bytes) });
    return null;
  }

  private time(): number {
    const now = performance.now();
    this.startedAt ??= now;
    return Math.round(now - this.startedAt);
  }
}
