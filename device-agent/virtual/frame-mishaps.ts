import type { FrameMishap } from '@bandecheng/shared/virtual-hall';
import { CHECKSUM_WIDTH } from '../codecs/checksum.ts';
import type { FrameProfile } from '../profiles/profile.ts';

type NextFrameMishap = Exclude<FrameMishap, 'noise'>;

const NOISE_BYTES = 24;

/** Mishaps that wait for the next frame. */
export class FrameMishaps {
  private readonly left: Record<NextFrameMishap, number> = {
    'corrupt-checksum': 0,
    'repeat-frame': 0,
    'half-frame': 0,
  };

  /** The next `times` frames are spoiled; for `repeat-frame`, the next frame goes out so many more times. */
  await(mishap: NextFrameMishap, times: number): void {
    this.left[mishap] = times;
  }

  /** What goes out in place of a frame: one, several of it, or half of it. */
  spoil(profile: FrameProfile, frame: Uint8Array): Uint8Array[] {
    const copies = 1 + this.left['repeat-frame'];
    this.left['repeat-frame'] = 0;
    const sent = this.spend('corrupt-checksum') ? withWrongChecksum(profile, frame) : frame;
    const whole = this.spend('half-frame') ? sent.subarray(0, Math.floor(sent.length / 2)) : sent;
    return Array.from({ length: copies }, () => whole);
  }

  private spend(mishap: NextFrameMishap): boolean {
    if (this.left[mishap] === 0) return false;
    this.left[mishap] -= 1;
    return true;
  }
}

/** The frame with its checksum's last byte inverted; where it has none, its last byte. */
function withWrongChecksum(profile: FrameProfile, frame: Uint8Array): Uint8Array {
  const at = profile.layout.findIndex((field) => field.f === 'ck');
  const behind = at < 0 ? [] : profile.layout.slice(at + 1);
  const bytesBehind = behind.reduce((sum, field) => {
    if (field.f === 'const') return sum + field.bytes.length;
    if (field.f === 'ck') return sum + CHECKSUM_WIDTH[field.kind];
    return sum + (field.f === 'data' ? 0 : field.w);
  }, 0);
  const wrong = Uint8Array.from(frame);
  const place = wrong.length - 1 - bytesBehind;
  wrong[place] = (wrong[place] ?? 0) ^ 0xff;
  return wrong;
}

/** The same bytes in every run; Lehmer's generator. */
export function noise(): Uint8Array {
  let seed = 1;
  return Uint8Array.from({ length: NOISE_BYTES }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 0xff;
  });
}
