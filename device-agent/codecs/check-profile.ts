import { HallError } from '@bandecheng/shared/errors';
import type { Problem } from '@bandecheng/shared/parse';
import type { FrameProfile, FrameVector } from '../profiles/frame-profile.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { Frame } from './frame.ts';
import { profileZh } from '../locales/zh/profile.ts';
import { differences } from './byte-difference.ts';
import { checkHidProfile } from './check-hid-profile.ts';
import { encodeFrame, frameDecoder } from './framed-codec.ts';
import { printerText } from './printer-text.ts';

/**
 * Runs a profile's own test vectors through the codec. Empty: all held. Otherwise which vector and, where bytes
 * differ, which byte (counted from 1), what the codec makes of it and what the vector says.
 */
export function checkProfile(profile: DeviceProfile): Problem[] {
  if (profile.kind === 'printer') return checkPrinter(profile);
  return profile.speaks === 'hid-reports' ? checkHidProfile(profile) : checkFrames(profile);
}

function checkPrinter(profile: PrinterProfile): Problem[] {
  return profile.vectors.flatMap((vector, i) => {
    const { bytes, lacking } = printerText(vector.text);
    if (lacking.length > 0)
      return [{ path: `vectors[${i}].text`, reason: profileZh.notInFont(lacking.join('')) }];
    return differences(`vectors[${i}].hex`, bytes, vector.hex);
  });
}

function checkFrames(profile: FrameProfile): Problem[] {
  return profile.vectors.flatMap((vector, i) => {
    const written = checkWritten(profile, vector, `vectors[${i}].hex`);
    return written.length > 0 ? written : checkRead(profile, vector, `vectors[${i}].means`);
  });
}

function checkWritten(profile: FrameProfile, vector: FrameVector, path: string): Problem[] {
  const { name, ...args } = vector.means;
  const list = vector.dir === 'in' ? profile.inbound : profile.outbound;
  if (!list.some((frame) => frame.name === name))
    return [{ path, reason: profileZh.noSuchFrame(`${vector.dir} ${name}`) }];
  try {
    const { level, key, value, digits, address } = args;
    const bytes = encodeFrame(profile, name, {
      address,
      ...(level === undefined ? {} : { level }),
      ...(key === undefined ? {} : { key }),
      ...(value === undefined ? {} : { value }),
      ...(digits === undefined ? {} : { digits }),
    });
    return differences(path, bytes, vector.hex);
  } catch (error) {
    if (error instanceof HallError) return [{ path, reason: error.message }];
    throw error;
  }
}

function checkRead(profile: FrameProfile, vector: FrameVector, path: string): Problem[] {
  const decoder = frameDecoder(profile, vector.dir === 'in' ? 'host' : 'device');
  const frames = decoder.push(Uint8Array.from(vector.hex));
  const [frame] = frames;
  if (frame === undefined || frames.length !== 1)
    return [{ path, reason: profileZh.framesRead(frames.length) }];
  return sameMeaning(frame, vector)
    ? []
    : [{ path, reason: profileZh.readAs(JSON.stringify(meaningOf(frame))) }];
}

function sameMeaning(frame: Frame, { dir, means }: FrameVector): boolean {
  if (frame.name !== means.name || frame.address !== means.address) return false;
  if (dir === 'out') return true;
  const seen = meaningOf(frame);
  return seen.level === means.level && seen.key === means.key && seen.digits === means.digits;
}

function meaningOf(frame: Frame): { name: string; level?: string; key?: string; digits?: string } {
  const { means, name } = frame;
  if (means.event === 'rating') return { name, level: means.level };
  if (means.event !== 'key') return { name };
  return { name, key: means.key, ...(means.digits === undefined ? {} : { digits: means.digits }) };
}
