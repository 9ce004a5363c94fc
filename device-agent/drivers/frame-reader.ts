import type { Frame } from '../codecs/frame.ts';
import { frameDecoder } from '../codecs/framed-codec.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { DeviceHealth } from './device-health.ts';
import type { DeviceLog } from './driver.ts';
import { NOISY_FOR_MS, NoiseGuard } from './noise-guard.ts';

export interface FrameReaderParts {
  health: DeviceHealth;
  log: DeviceLog;
  /** A whole frame of this device, in the order of the wire. */
  take: (frame: Frame) => void;
}

/** The bytes of a line as the frames of one device; says when the line is noisy, and never what stood in a frame. */
export class FrameReader {
  private readonly decoder;
  private readonly guard = new NoiseGuard();
  private silence: NodeJS.Timeout | undefined;
  private quiet: NodeJS.Timeout | undefined;
  private discardedSeen = 0;

  constructor(
    private readonly profile: FrameProfile,
    private readonly address: number,
    private readonly parts: FrameReaderParts,
  ) {
    this.decoder = frameDecoder(profile, 'host');
  }

  read(bytes: Uint8Array): void {
    clearTimeout(this.silence);
    const frames = this.decoder.push(bytes);
    this.weigh(bytes.length);
    this.takeAll(frames);
    this.silence = setTimeout(() => {
      const held = this.decoder.drop();
      this.weigh(0);
      this.takeAll(held);
    }, this.profile.interByteTimeoutMs);
  }

  /** What came before a loss is not the beginning of what comes now. */
  forget(): void {
    clearTimeout(this.silence);
    this.decoder.drop();
    this.discardedSeen = this.decoder.counters.discardedBytes;
  }

  /** Whether a frame that is a press may pass: no person presses as often as a device gone wild. */
  admit(): boolean {
    const admitted = this.guard.admit(performance.now());
    this.tellNoise();
    if (!admitted) this.parts.log('warn', 'too many frames, dropped', { dropped: this.guard.dropped });
    return admitted;
  }

  stop(): void {
    clearTimeout(this.silence);
    clearTimeout(this.quiet);
  }

  private takeAll(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.address === this.address) this.parts.take(frame);
      else this.parts.log('warn', 'frame from another address', { address: frame.address });
    }
  }

  private weigh(bytes: number): void {
    const { discardedBytes, unknownFrames, badChecksums } = this.decoder.counters;
    const discarded = discardedBytes - this.discardedSeen;
    this.discardedSeen = discardedBytes;
    this.guard.read(bytes, discarded, performance.now());
    if (discarded > 0)
      this.parts.log('warn', 'bytes in no frame', { discardedBytes, badChecksums, unknownFrames });
    this.tellNoise();
  }

  private tellNoise(): void {
    const noisy = this.guard.noisy(performance.now());
    this.parts.health.put({ noise: noisy ? ['noisy-line'] : [] });
    if (!noisy) return;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tellNoise(), NOISY_FOR_MS);
  }
}
