import { access, appendFile, mkdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import type { Conversation } from './conversation.ts';
import { driverFor } from './driver-for.ts';
import { learnEvaluator, type LearnedDevice } from './learn-evaluator.ts';
import { lossInWords } from './port-session.ts';
import type { WizardTimes } from './press-collector.ts';
import { PROBE_TIMES, probePort, type ProbeTimes } from './probe-port.ts';
import type { DevicesArguments } from './read-arguments.ts';
import { recordPort } from './record-port.ts';
import { writeRecording } from './recording.ts';
import type { Site } from './site.ts';
import { connectSubject, lineOf, type Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';

/** Verbs that are led at a terminal and on the devices page alike. */
export const PORT_VERBS = ['probe', 'wizard', 'record'] as const;
export type PortVerb = (typeof PORT_VERBS)[number];

export interface PortVerbTimes {
  probe?: ProbeTimes;
  wizard?: WizardTimes;
}

/** What a verb came to. */
export interface Worked {
  done: boolean;
  /** The model an evaluator was found to be, and its address. */
  learned?: LearnedDevice;
}

/**
 * Probes a port, learns its evaluator or records it, in conversation. A port that does not open or is lost is told
 * there. Faults of profiles and disks are thrown.
 */
export async function workOnPort(
  verb: PortVerb,
  args: DevicesArguments,
  site: Site,
  subject: Subject,
  talk: Conversation,
  times: PortVerbTimes = {},
): Promise<Worked> {
  try {
    switch (verb) {
      case 'probe':
        return { done: await probePort(subject, site.profiles.values(), talk, times.probe ?? PROBE_TIMES) };
      case 'wizard': {
        const learned = await learnEvaluator(args, site, subject, talk, times.wizard);
        return learned === null ? { done: false } : { done: true, learned };
      }
      case 'record':
        return { done: await record(args, subject, talk) };
    }
  } catch (error) {
    const words = lossInWords(error, subject.port);
    if (words === null) throw error;
    talk.say(words);
    return { done: false };
  }
}

async function record(
  args: DevicesArguments,
  subject: Subject,
  { say, stopped }: Conversation,
): Promise<boolean> {
  const { profile, address, port } = subject;
  const file = args.file ?? '';
  await tryFile(file);
  say(devicesToolZh.recording(port, args.seconds));
  const connect = connectSubject(subject, lineOf(subject, args));
  const drive = driverFor(profile, address);
  const recorded = await recordPort({ connect, drive, seconds: args.seconds }, stopped);
  if (!recorded.ok) {
    say(wizardZh.personal);
    return false;
  }
  if (recorded.entries.length === 0) {
    say(devicesToolZh.nothingRecorded);
    return false;
  }
  const by = profile === null ? {} : { profile: profile.id, ...(address === null ? {} : { address }) };
  await writeRecording(file, { made: timeText(Date.now()), port }, { ...by, entries: recorded.entries });
  say(devicesToolZh.recorded(file, recorded.entries.length));
  return true;
}

/** Rejects before a recording of minutes is lost to a file that cannot be written; leaves none behind. */
async function tryFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  await appendFile(file, '');
  if (!isThere) await unlink(file);
}
