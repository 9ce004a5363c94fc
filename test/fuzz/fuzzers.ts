import type { DeviceProfile } from '@bandecheng/device-agent/profiles/profile';
import { escapedProfile } from './escaped-profile.ts';
import { cardFuzzer } from './fuzz-cards.ts';
import { fuzzFrames } from './fuzz-frames.ts';
import { fuzzHid } from './fuzz-hid.ts';
import { printerFuzzer } from './fuzz-replies.ts';
import type { Fuzzer } from './outcome.ts';

/** One for every codec: each profile of frames on both sides of the line, each of reports, printers and cards. */
export function fuzzers(profiles: Iterable<DeviceProfile>): Fuzzer[] {
  const own = [...profiles, escapedProfile].flatMap((profile): Fuzzer[] => {
    if (profile.kind === 'printer') return [];
    if (profile.speaks === 'hid-reports') return [fuzzHid(profile)];
    const host = profile.inbound.length > 0 ? [fuzzFrames(profile, 'host')] : [];
    const device = profile.outbound.length > 0 ? [fuzzFrames(profile, 'device')] : [];
    return [...host, ...device];
  });
  return [...own, printerFuzzer, cardFuzzer];
}
