import { basename, dirname, join } from 'node:path';
import { encodeFrame, hasFrame } from '../codecs/framed-codec.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import { entryText } from './agent-entry.ts';
import { pressWizard } from './press-wizard.ts';
import type { WizardTimes } from './press-collector.ts';
import type { DevicesArguments } from './read-arguments.ts';
import type { Site } from './site.ts';
import { writeSiteProfile } from './site-profile.ts';
import { connectSubject, lineOf, lineText, type Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';
import type { Tool } from './tool.ts';

/** Where a site without a folder of its own gets one: beside its agent.json. */
const OWN_FOLDER = 'profiles';
/** Of a box whose page the system does not say: a vendor's own. */
const VENDOR_PAGE = 0xff00;

/**
 * The wizard from the port to the profile in the site's folder, and the line for agent.json. Returns whether a
 * profile was written. Rejects with TransportLost where the port does not open, and with `profile-invalid`.
 */
export async function learnEvaluator(
  args: DevicesArguments,
  site: Site,
  subject: Subject,
  tool: Tool,
  times?: WizardTimes,
): Promise<boolean> {
  const { say } = tool;
  const line = lineOf(subject, args);
  const id = args.id ?? profileId(args.subject);
  const learned = await pressWizard(
    {
      connect: connectSubject(subject, line),
      port: [subject.port, lineText(subject.transport, line)].join(' ').trim(),
      speaks: subject.transport.kind === 'hid' ? 'reports' : 'bytes',
      levels: args.levels,
      families: familiesOf(site, subject),
      head: {
        id,
        title: wizardZh.title(id).slice(0, 60),
        reference: `npm run devices -- wizard ${subject.port}, ${timeText(Date.now())}`,
      },
      serial: line,
      light: lightOf(subject),
      usagePage: subject.usagePage ?? VENDOR_PAGE,
    },
    tool,
    times,
  );
  if (!learned.ok) {
    say(learned.reason);
    return false;
  }
  if (learned.profile === null) {
    say(wizardZh.known(learned.like ?? ''));
    tellEntry(args, subject, learned.like ?? '', learned.address, say);
    return true;
  }
  const own = site.config?.profilesFolder;
  const folder = args.profilesFolder ?? own ?? join(dirname(args.config), OWN_FOLDER);
  const { file, written } = await writeSiteProfile(folder, learned.profile);
  if (!written) {
    say(wizardZh.fileThere(file));
    return false;
  }
  say(wizardZh.written(file));
  if (subject.transport.kind !== 'hid')
    say(learned.like === null ? wizardZh.unlike : wizardZh.like(learned.like));
  if (own !== folder) say(wizardZh.folderLine(folder));
  tellEntry(args, subject, id, learned.address, say);
  return true;
}

function tellEntry(
  { counter }: DevicesArguments,
  { device, transport }: Subject,
  profile: string,
  address: number | null,
  say: (text: string) => void,
): void {
  say(wizardZh.entry);
  say(entryText({ device, transport, profile, address, counter }));
}

/** The framings a device may have, the one named by `--profile` first. */
function familiesOf({ profiles }: Site, { profile: named }: Subject): FrameProfile[] {
  const all = named === null ? [...profiles.values()] : [named, ...profiles.values()];
  return all.filter((profile): profile is FrameProfile => 'layout' in profile);
}

/** The prompt of the family that was named, if the device is of it and its address is known. */
function lightOf({ profile, address }: Subject): Uint8Array | null {
  if (profile === null || !('layout' in profile) || !hasFrame(profile, 'start')) return null;
  return hasAddress(profile) && address === null
    ? null
    : encodeFrame(profile, 'start', { address: address ?? 0 });
}

/** A profile's id out of a port's name: its last part, in the letters an id may have. */
function profileId(port: string): string {
  const word = basename(port)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `site-${word}`.slice(0, 64).replace(/-+$/, '');
}
