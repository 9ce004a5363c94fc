import type { Level } from '@bandecheng/shared/vocabulary';
import type { InboundFrame } from './frame-messages.ts';
import type { FrameProfile } from './frame-profile.ts';
import type { HidInput, HidProfile } from './hid-profile.ts';

export type LevelMap = Readonly<Record<string, Level>>;

/** A profile with a device's own levels, or the keys in the map that its model has not, beside those it has. */
export type OwnLevels<Profile> =
  { ok: true; profile: Profile } | { ok: false; unknown: string[]; known: string[] };

/**
 * The profile of one evaluator whose buttons mean something else than its model's: key to level, and no level for
 * keys left out, so that a model of five buttons may stand with two or three. Keys of frames are the profile's data
 * patterns, `03`; keys of HID boxes are `byte.bit`, `0.3`, or `byte=value`, `2=58`. Vectors stay the model's.
 */
export function withLevels<Profile extends FrameProfile | HidProfile>(
  profile: Profile,
  levels: LevelMap,
): OwnLevels<Profile> {
  const known = levelKeys(profile);
  const unknown = Object.keys(levels).filter((key) => !known.includes(key));
  if (unknown.length > 0) return { ok: false, unknown, known };
  return 'layout' in profile
    ? { ok: true, profile: { ...profile, inbound: profile.inbound.map((frame) => ownRating(frame, levels)) } }
    : {
        ok: true,
        profile: { ...profile, inputs: profile.inputs.flatMap((input) => ownInput(input, levels)) },
      };
}

/** The keys to which a device of this model can be given levels; none where it rates nothing. */
export function levelKeys(profile: FrameProfile | HidProfile): string[] {
  if (profile.kind !== 'evaluator') return [];
  if (!('layout' in profile)) return profile.inputs.map(inputKey);
  return profile.inbound.flatMap((frame) => (frame.event === 'rating' ? Object.keys(frame.values) : []));
}

function ownRating(frame: InboundFrame, levels: LevelMap): InboundFrame {
  if (frame.event !== 'rating') return frame;
  const values = Object.entries(levels).filter(([key]) => key in frame.values);
  return { ...frame, values: Object.fromEntries(values) };
}

function ownInput(input: HidInput, levels: LevelMap): HidInput[] {
  const means = levels[inputKey(input)];
  return means === undefined ? [] : [{ ...input, means }];
}

function inputKey(input: HidInput): string {
  if ('bit' in input) return `${input.byte}.${input.bit}`;
  return `${input.byte}=${input.value.toString(16).toUpperCase().padStart(2, '0')}`;
}
