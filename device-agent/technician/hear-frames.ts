import { encodeFrame, frameDecoder, hasFrame } from '../codecs/framed-codec.ts';
import type { FrameDecoder } from '../codecs/frame.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { Connect } from '../transports/transport.ts';
import { openPort, pause } from './port-session.ts';

export interface FramesHeard {
  profile: FrameProfile;
  frames: number;
  addresses: number[];
}

export interface HeardOnLine {
  /** The profiles that know frames among what came, the one that explains most of it first. */
  heard: FramesHeard[];
  bytes: number;
}

/** A line that brought frames of a profile in so many pieces is understood; nobody need press on. */
const ENOUGH_FRAMES = 2;

/**
 * Listens for frames of these profiles. A reader of cards that has no address is asked whether a card is there; nothing
 * else is sent. Ends early when enough frames came. Rejects with TransportLost.
 */
export async function hearFrames(
  connect: Connect,
  profiles: readonly FrameProfile[],
  ms: number,
  stopped?: AbortSignal,
): Promise<HeardOnLine> {
  const readers = profiles.map((profile) => new Reader(profile));
  const enough = new AbortController();
  const end = (): void => enough.abort();
  stopped?.addEventListener('abort', end);
  let bytes = 0;
  const session = await openPort(connect, (chunk) => {
    bytes += chunk.length;
    for (const reader of readers) reader.read(chunk);
    if (readers.some(({ frames }) => frames >= ENOUGH_FRAMES)) enough.abort();
  });
  try {
    for (const question of profiles.flatMap(questionOf)) await session.write(question);
    await Promise.race([session.gone, pause(ms, enough.signal)]);
  } finally {
    await session.close();
    stopped?.removeEventListener('abort', end);
  }
  for (const reader of readers) reader.end();
  const heard = readers.filter(({ frames }) => frames > 0).sort(byKnowledge);
  return {
    bytes,
    heard: heard.map(({ profile, frames, addresses }) => ({ profile, frames, addresses: [...addresses] })),
  };
}

/** Among models of one framing the one with the most keys: the others lack some of this device's, it may be. */
function byKnowledge(one: Reader, other: Reader): number {
  const keys = ({ profile }: Reader): number =>
    profile.inbound.reduce(
      (sum, frame) => sum + ('values' in frame ? Object.keys(frame.values).length : 0),
      0,
    );
  return other.frames - one.frames || one.discarded - other.discarded || keys(other) - keys(one);
}

/** `find` of a card reader changes nothing; other devices are only listened to. */
function questionOf(profile: FrameProfile): Uint8Array[] {
  const asks = profile.kind === 'id-card-reader' && !hasAddress(profile) && hasFrame(profile, 'find');
  return asks ? [encodeFrame(profile, 'find', { address: 0 })] : [];
}

class Reader {
  frames = 0;
  readonly addresses = new Set<number>();
  private readonly decoder: FrameDecoder;

  constructor(readonly profile: FrameProfile) {
    this.decoder = frameDecoder(profile, 'host');
  }

  get discarded(): number {
    return this.decoder.counters.discardedBytes;
  }

  read(chunk: Uint8Array): void {
    this.count(this.decoder.push(chunk));
  }

  end(): void {
    this.count(this.decoder.drop());
  }

  private count(frames: readonly { address: number }[]): void {
    this.frames += frames.length;
    for (const { address } of frames) this.addresses.add(address);
  }
}
