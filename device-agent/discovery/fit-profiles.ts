import type { DeviceProfile } from '../profiles/profile.ts';
import type { Attached } from './attached.ts';

export interface ProfileFit {
  profile: string;
  title: string;
  /** `maybe`: nothing speaks against it; only bytes can tell. */
  fit: 'likely' | 'maybe';
  /** 1 to 100. */
  score: number;
}

const LIKELY_FROM = 60;

/** The profiles that may describe what is attached, best first. Names and numbers are a hint, no proof. */
export function fitProfiles(attached: Attached, profiles: Iterable<DeviceProfile>): ProfileFit[] {
  const fits: ProfileFit[] = [];
  for (const profile of profiles) {
    const score = scoreOf(attached, profile);
    if (score === 0) continue;
    const fit = score >= LIKELY_FROM ? 'likely' : 'maybe';
    fits.push({ profile: profile.id, title: profile.title, fit, score });
  }
  return fits.sort((a, b) => b.score - a.score || (a.profile < b.profile ? -1 : 1));
}

function scoreOf(attached: Attached, profile: DeviceProfile): number {
  const speaksHid = profile.kind !== 'printer' && profile.speaks === 'hid-reports';
  if (speaksHid !== (attached.kind === 'hid')) return 0;
  const numbers = numbersFit(attached, profile);
  if (numbers === 'other') return 0;
  if (attached.kind === 'hid') return numbers === 'same' ? 90 : hidScore(attached, profile);
  if (attached.kind === 'usb-printer') return profile.kind === 'printer' ? printerScore(attached) : 0;
  // The chip in a cable (CH340, PL2303) says nothing of what is behind it.
  return numbers === 'same' ? 90 : 10;
}

/** Whether the profile names the USB numbers its devices have, and these are they. */
function numbersFit({ vendor, product }: Attached, { usb }: DeviceProfile): 'same' | 'other' | 'unknown' {
  if (usb === undefined) return 'unknown';
  const same = usb.some((known) => known.vendor === vendor && (known.product ?? product) === product);
  return same ? 'same' : 'other';
}

function hidScore({ collections = [] }: Attached, profile: DeviceProfile): number {
  if (!('usagePage' in profile)) return 0;
  const { usagePage, usage } = profile;
  const fits = collections.some(
    (one) => one.usagePage === usagePage && (usage === undefined || one.usage === usage),
  );
  return fits ? 30 : 0;
}

function printerScore({ commandSet }: Attached): number {
  if (commandSet === undefined || commandSet === '') return 30;
  return /ESC[/ _-]?POS/i.test(commandSet) ? 70 : 0;
}
