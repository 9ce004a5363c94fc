import type { FrameNote } from '@bandecheng/shared/technician';
import { bytesInWords, type BytesInWords } from '../codecs/bytes-in-words.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { problemsZh } from '../locales/zh/wire-words.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { Connect } from '../transports/transport.ts';
import { FrameLog } from './frame-log.ts';
import { openPort, pause } from './port-session.ts';
import type { Conversation } from './conversation.ts';

/** Lines said in one second; what comes faster is counted: nobody reads a flood. */
const MOST_LINES_A_SECOND = 50;

export interface MonitorPlan {
  connect: Connect;
  /** As people read it, with its line settings. */
  port: string;
  /** How the bytes are explained; none: by every profile that knows them. */
  words: BytesInWords | null;
  profiles: Iterable<DeviceProfile>;
  seconds: number;
}

/**
 * Says each byte that comes, with its meaning, until the time is over, the port is gone or somebody stops it. Sends
 * nothing. Identity-card data is counted and never shown. Rejects with TransportLost where the port does not open.
 */
export async function monitorPort(
  plan: MonitorPlan,
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
): Promise<void> {
  const log = new FrameLog(plan.words ?? inAnyWords(plan.profiles), Date.now);
  const flood = new FloodGate(say);
  let notes = 0;
  const session = await openPort(plan.connect, (bytes) => {
    const note = log.note('from-device', bytes);
    if (note === null) return;
    notes += 1;
    flood.say(noteLine(note));
  });
  say(devicesToolZh.monitoring(plan.port));
  const lost = await Promise.race([session.gone, pause(plan.seconds * 1_000, stopped)]);
  await session.close();
  flood.end();
  if (lost !== undefined) say(devicesToolZh.lost(plan.port, problemsZh[lost]));
  say(devicesToolZh.ended(notes));
}

/** `12:00:05.123 收 FF 68 …  按键：满意`. */
export function noteLine({ at, direction, bytes, hex, means }: FrameNote): string {
  const { toDevice, fromDevice, hidden } = devicesToolZh;
  const time = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(11, 23);
  const way = direction === 'to-device' ? toDevice : fromDevice;
  return [`${time} ${way} ${hex ?? hidden(bytes)}`, ...means].join('  ');
}

/** By the profiles that make something of the bytes; the name of each stands before its words. */
function inAnyWords(profiles: Iterable<DeviceProfile>): BytesInWords {
  // One byte may be anything to a printer, and a report to any box.
  const speaking = [...profiles].filter((profile) => 'layout' in profile);
  const readers = speaking.map((profile) => ({ id: profile.id, words: bytesInWords(profile) }));
  return {
    read(direction, bytes, at) {
      const read = readers.map(({ id, words }) => ({ id, ...words.read(direction, bytes, at) }));
      const knowing = read.filter(({ known }) => known);
      const means = knowing.flatMap(({ id, means }) => means.map((one) => ({ id, one })));
      // Models of one framing mostly say the same.
      const different = means.filter(({ one }, i) => means.findIndex((other) => other.one === one) === i);
      return {
        shown: knowing.every(({ shown }) => shown),
        known: knowing.length > 0,
        means: different.map(({ id, one }) => `${id} ${one}`),
      };
    },
  };
}

class FloodGate {
  private second = 0;
  private said = 0;
  private left = 0;

  constructor(private readonly write: (text: string) => void) {}

  say(line: string): void {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.second) this.end();
    this.second = second;
    this.said += 1;
    if (this.said <= MOST_LINES_A_SECOND) this.write(line);
    else this.left += 1;
  }

  end(): void {
    if (this.left > 0) this.write(devicesToolZh.flood(this.left));
    this.said = 0;
    this.left = 0;
  }
}
