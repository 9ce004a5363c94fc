import { basename, dirname, join } from 'node:path';
import { encodeFrame, hasFrame } from '../codecs/framed-codec.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import { entryText } from './agent-entry.ts';
import type { Learned } from './learn-frames.ts';
import { lossInWords } from './port-session.ts';
import { pressWizard, type WizardPlan } from './press-wizard.ts';
import type { WizardTimes } from './press-collector.ts';
import type { DevicesArguments } from './read-arguments.ts';
import type { Site } from './site.ts';
import { siteProfileFile, writeSiteProfile } from './site-profile.ts';
import { connectSubject, lineOf, lineText, type Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';
import type { Conversation } from './conversation.ts';

/** Where a site without a folder of its own gets one: beside its agent.json. */
const OWN_FOLDER = 'profiles';
/** Of a box whose page the system does not say: a vendor's own. */
const VENDOR_PAGE = 0xff00;

/** The model an evaluator was found to be. */
export interface LearnedDevice {
  profile: string;
  /** Null: its frames bear none. */
  address: number | null;
  /** The folder its profile was written into; null: a model that was known. */
  folder: string | null;
}

/**
 * The wizard from the port to the profile in the site's folder, and the line for agent.json. What was not learned may
 * be tried again, as often as whoever is asked wants to. Null: nothing was learned or written. Rejects with
 * `profile-invalid` and faults of the disk.
 */
export async function learnEvaluator(
  args: DevicesArguments,
  site: Site,
  subject: Subject,
  talk: Conversation,
  times?: WizardTimes,
): Promise<LearnedDevice | null> {
  const { say } = talk;
  const id = learnedId(args);
  const own = site.config?.profilesFolder;
  const folder = args.profilesFolder ?? own ?? join(dirname(args.config), OWN_FOLDER);
  const taken = await siteProfileFile(folder, id);
  if (taken !== null) {
    say(wizardZh.fileThere(taken));
    return null;
  }
  const learned = await learnedAtLast(planOf(args, site, subject, id), talk, times);
  if (learned === null) return null;
  const { address } = learned;
  if (learned.profile === null) {
    const like = learned.like ?? '';
    say(wizardZh.known(like));
    tellEntry(args, site, subject, { profile: like, address }, say);
    return { profile: like, address, folder: null };
  }
  const { file, written } = await writeSiteProfile(folder, learned.profile);
  if (!written) {
    say(wizardZh.fileThere(file));
    return null;
  }
  say(wizardZh.written(file));
  if (subject.transport.kind !== 'hid')
    say(learned.like === null ? wizardZh.unlike : wizardZh.like(learned.like));
  if (own !== folder) say(wizardZh.folderLine(folder));
  tellEntry(args, site, subject, { profile: id, address }, say);
  return { profile: id, address, folder };
}

function planOf(args: DevicesArguments, site: Site, subject: Subject, id: string): WizardPlan {
  const line = lineOf(subject, args);
  return {
    connect: connectSubject(subject, line),
    port: [subject.port, lineText(subject.transport, line)].join(' ').trim(),
    speaks: subject.transport.kind === 'hid' ? 'reports' : 'bytes',
    levels: args.levels,
    families: familiesOf(site, subject),
    head: {
      id,
      title: wizardZh.title(id).slice(0, 60),
      reference: `press wizard on ${subject.port}, ${timeText(Date.now())}`,
    },
    serial: line,
    light: lightOf(subject),
    usagePage: subject.usagePage ?? VENDOR_PAGE,
  };
}

/** The wizard, again and again until something was learned or nobody wants to go on; null then. */
async function learnedAtLast(
  plan: WizardPlan,
  talk: Conversation,
  times?: WizardTimes,
): Promise<Extract<Learned, { ok: true }> | null> {
  for (;;) {
    const learned = await pressWizard(plan, talk, times).catch((error: unknown): Learned => {
      const reason = lossInWords(error, plan.port);
      if (reason === null) throw error;
      return { ok: false, reason };
    });
    if (learned.ok) return learned;
    talk.say(learned.reason);
    const { again, stop } = wizardZh;
    const choices = [
      { value: 'again', text: again.yes },
      { value: 'stop', text: stop },
    ];
    if (talk.stopped.aborted || (await talk.ask(again.question, choices)) !== 'again') return null;
  }
}

function tellEntry(
  args: DevicesArguments,
  site: Site,
  { device, transport }: Subject,
  model: Pick<LearnedDevice, 'profile' | 'address'>,
  say: (text: string) => void,
): void {
  const known = site.config?.devices.find(({ id }) => id === device);
  const counter = args.counter ?? known?.counter ?? null;
  say(wizardZh.entry);
  say(entryText({ device, transport, ...model, counter }));
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

/** The id of the profile to be written: as asked for, or the last part of the port's name in letters an id may have. */
export function learnedId({ id, subject }: Pick<DevicesArguments, 'id' | 'subject'>): string {
  if (id !== null) return id;
  const word = basename(subject)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `site-${word}`.slice(0, 64).replace(/-$/, '');
}
