import type { Level } from '@bandecheng/shared/vocabulary';
import { hexByte } from '../codecs/byte-difference.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { wizardZh } from '../locales/zh/wizard.ts';
import { problemsZh } from '../locales/zh/wire-words.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { SerialLine } from '../profiles/profile-parts.ts';
import type { Connect } from '../transports/transport.ts';
import { learnFrames, type Learned, type RecordedPress } from './learn-frames.ts';
import { learnReports } from './learn-reports.ts';
import { openPort, type PortSession } from './port-session.ts';
import { PressCollector, WIZARD_TIMES, type WizardTimes } from './press-collector.ts';
import type { Conversation } from './conversation.ts';

/** Times each button is pressed: what differs between two presses of one button tells no button. */
const ROUNDS = 2;

export interface WizardPlan {
  connect: Connect;
  /** As people read it, with its line settings. */
  port: string;
  /** What a button box speaks: reports come whole, bytes end with a silence. */
  speaks: 'bytes' | 'reports';
  levels: readonly Level[];
  families: readonly FrameProfile[];
  head: { id: string; title: string; reference: string };
  serial: SerialLine;
  /** Lights an evaluator that sends nothing while it is dark; null: it is not known how. */
  light: Uint8Array | null;
  /** Of the HID collection that sends the reports. */
  usagePage: number;
}

interface Heard {
  presses: RecordedPress[];
  /** A report with nothing pressed. */
  idle: readonly number[] | null;
}

/**
 * Asks for each button in order, twice, and learns what they send. Refuses in plain words where presses cannot be
 * told apart. Rejects with TransportLost where the port does not open.
 */
export async function pressWizard(
  plan: WizardPlan,
  tool: Pick<Conversation, 'say' | 'stopped'>,
  times: WizardTimes = WIZARD_TIMES,
): Promise<Learned> {
  const collector = new PressCollector(times);
  const session = await openPort(plan.connect, (bytes) => collector.take(bytes));
  tool.say(wizardZh.begin(plan.levels.length, plan.port));
  const lost = session.gone.then((reason) => devicesToolZh.lost(plan.port, problemsZh[reason]));
  const heard = await Promise.race([hearPresses(plan, session, collector, tool, times), lost]).finally(() => {
    collector.stop();
    return session.close();
  });
  if (typeof heard === 'string') return { ok: false, reason: heard };
  if (plan.speaks === 'bytes')
    return learnFrames(heard.presses, plan.families, { ...plan.head, serial: plan.serial });
  const reports = heard.presses.map(({ level, bytes }) => ({ level, report: bytes }));
  return learnReports(reports, heard.idle, plan.usagePage, plan.head);
}

/** What each press sent; or why there is nothing to learn from. */
async function hearPresses(
  plan: WizardPlan,
  session: PortSession,
  collector: PressCollector,
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
  times: WizardTimes,
): Promise<Heard | string> {
  const heard: Heard = { presses: [], idle: null };
  for (let round = 1; round <= ROUNDS; round++)
    for (const [i, level] of plan.levels.entries()) {
      if ((await collector.settle(stopped)) === null) return wizardZh.neverQuiet;
      if (stopped.aborted) return wizardZh.stopped;
      if (plan.light !== null) await session.write(plan.light);
      say(wizardZh.press(level, round, i + 1, plan.levels.length));
      const pieces = await collector.next(stopped);
      if (collector.personal) return wizardZh.personal;
      if (stopped.aborted) return wizardZh.stopped;
      if (pieces === null) return wizardZh.nothingCame(level, Math.round(times.pressMs / 1_000));
      const bytes = plan.speaks === 'bytes' ? pieces.flat() : (pieces[0] ?? []);
      heard.presses.push({ level, bytes });
      say(wizardZh.heard(bytes.map(hexByte).join(' ')));
      const rest = await collector.settle(stopped);
      if (rest === null) return wizardZh.neverQuiet;
      if (plan.speaks === 'reports') heard.idle = rest.at(-1) ?? pieces.slice(1).at(-1) ?? heard.idle;
    }
  return collector.personal ? wizardZh.personal : heard;
}
