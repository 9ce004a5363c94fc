import { HallError } from '@bandecheng/shared/errors';
import type { Problem } from '@bandecheng/shared/parse';
import type { FrameVector } from '../profiles/frame-messages.ts';
import type { FrameProfile } from '../profiles/frame-profile.ts';
import type { PrinterProfile } from '../profiles/printer-profile.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { Frame } from './frame.ts';
import { profileZh } from '../locales/zh/profile.ts';
import { differences } from './byte-difference.ts';
import { checkHidProfile } from './check-hid-profile.ts';
import { encodeFrame, frameDecoder, readArgs } from './framed-codec.ts';
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
    const { bytes, lacking } = printerText(vector.text, profile.text);
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
    return differences(path, encodeFrame(profile, name, args), vector.hex);
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
  const read = vector.dir === 'in' ? meaningOf(frame) : { name: frame.name, ...readArgs(profile, frame) };
  if (frame.address === vector.means.address && sameMeaning(read, vector)) return [];
  return [{ path, reason: profileZh.readAs(JSON.stringify({ ...read, address: frame.address })) }];
}

type Meaning = Partial<FrameVector['means']>;

/** Values and digits of what the host sends are not compared: other frames may have the same bytes. */
const SAID = {
  in: ['name', 'level', 'key', 'status', 'digits'],
  out: ['name', 'text', 'clerk', 'number'],
} as const;

function sameMeaning(read: Meaning, { dir, means }: FrameVector): boolean {
  return SAID[dir].every((key) => (read[key] ?? '') === (means[key] ?? ''));
}

function meaningOf({ name, means }: Frame): Meaning {
  switch (means.event) {
    case 'rating':
      return { name, level: means.level };
    case 'status':
      return { name, status: means.status };
    case 'key':
      return { name, key: means.key, ...(means.digits === undefined ? {} : { digits: means.digits }) };
    default:
      return { name };
  }
}
