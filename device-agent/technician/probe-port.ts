import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { problemsInWords } from '../locales/zh/wire-words.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { DeviceProfile, FrameProfile, HidProfile, PrinterProfile } from '../profiles/profile.ts';
import type { SerialLine } from '../profiles/profile-parts.ts';
import { ASK_TIMES, askPrinter, type AskTimes, type PrinterAnswer } from './ask-printer.ts';
import { entryText } from './agent-entry.ts';
import { hearFrames, type FramesHeard } from './hear-frames.ts';
import { hearReports } from './hear-reports.ts';
import { connectSubject, lineText, typedLine, type Subject } from './subject.ts';
import type { Conversation } from './conversation.ts';

export interface ProbeTimes extends AskTimes {
  /** At each speed of a serial line. 500 to 60,000 ms. */
  listenMs: number;
}
export const PROBE_TIMES: ProbeTimes = { ...ASK_TIMES, listenMs: 4_000 };

/** Speeds of ESC/POS printers and evaluators, the most usual first. */
const BAUD_RATES = [9_600, 115_200, 19_200, 38_400, 57_600, 2_400, 4_800];

/**
 * Finds out what is on a port, reading only: asks as printers are asked, then listens at each speed for frames that
 * a profile knows. Says what it found and how agent.json would write it. Returns whether anything was found. Rejects
 * with TransportLost where the port does not open.
 */
export async function probePort(
  subject: Subject,
  profiles: Iterable<DeviceProfile>,
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
  times = PROBE_TIMES,
): Promise<boolean> {
  const known = [...profiles];
  if (subject.transport.kind === 'hid') return findBox(subject, known, { say, stopped }, times);
  const lines = linesToTry(subject, known);
  const printer = await findPrinter(subject, lines, { say, stopped }, times);
  if (printer !== null) {
    tellPrinter(printer.answer, say);
    const [profile = '', ...others] = printerProfiles(subject, known, printer);
    if (others.length > 0) say(devicesToolZh.paperWidth([profile, ...others].join('、')));
    suggest(subject, profile, null, say);
    return true;
  }
  const framed = known.filter((profile): profile is FrameProfile => 'layout' in profile);
  const found =
    subject.transport.kind === 'usb-printer'
      ? null
      : await findFrames(subject, lines, framed, { say, stopped }, times);
  if (found === null) {
    say(devicesToolZh.noAnswerAtAll);
    return false;
  }
  suggest(subject, found.profile.id, hasAddress(found.profile) ? (found.addresses[0] ?? null) : null, say);
  return true;
}

/** Line settings worth trying: those typed or of the device's profile first; what is no serial port has one try. */
function linesToTry({ transport, profile }: Subject, known: readonly DeviceProfile[]): SerialLine[] {
  const usual = BAUD_RATES.map((baud) => typedLine({ baud, parity: 'none' }));
  if (transport.kind !== 'serial') return usual.slice(0, 1);
  const own = profile !== null && 'serial' in profile ? [profile.serial] : [];
  const framed = known.flatMap((one) => ('layout' in one ? [{ ...one.serial, flow: 'none' as const }] : []));
  const lines = [...own, ...usual, ...framed];
  return lines.filter((line, i) => lines.findIndex((other) => sameLine(line, other)) === i);
}

function sameLine(one: SerialLine, other: SerialLine): boolean {
  return (
    one.baudRate === other.baudRate &&
    one.dataBits === other.dataBits &&
    one.parity === other.parity &&
    one.stopBits === other.stopBits
  );
}

async function findBox(
  subject: Subject,
  known: readonly DeviceProfile[],
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
  { listenMs }: ProbeTimes,
): Promise<boolean> {
  say(devicesToolZh.probing(subject.port, ''));
  say(devicesToolZh.listening(Math.round(listenMs / 1_000)));
  const boxes = known.filter((profile): profile is HidProfile => 'inputs' in profile);
  const connect = connectSubject(subject, typedLine({ baud: 9_600, parity: 'none' }));
  const { profile, presses, reports } = await hearReports(connect, boxes, listenMs, stopped);
  if (profile === null) {
    say(reports === 0 ? devicesToolZh.nothing : devicesToolZh.reports(reports));
    say(devicesToolZh.noAnswerAtAll);
    return false;
  }
  say(devicesToolZh.presses(profile.id, presses));
  suggest(subject, profile.id, null, say);
  return true;
}

async function findPrinter(
  subject: Subject,
  lines: readonly SerialLine[],
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
  times: ProbeTimes,
): Promise<{ answer: PrinterAnswer; line: SerialLine } | null> {
  for (const line of lines) {
    if (stopped.aborted) return null;
    say(devicesToolZh.probing(subject.port, lineText(subject.transport, line)));
    say(devicesToolZh.asking);
    const answer = await askPrinter(connectSubject(subject, line), times);
    if (answer === 'echo') say(devicesToolZh.echo);
    else if (answer === 'silent') say(devicesToolZh.nothing);
    else return { answer, line };
  }
  return null;
}

async function findFrames(
  subject: Subject,
  lines: readonly SerialLine[],
  profiles: readonly FrameProfile[],
  { say, stopped }: Pick<Conversation, 'say' | 'stopped'>,
  times: ProbeTimes,
): Promise<FramesHeard | null> {
  for (const line of lines) {
    if (stopped.aborted) return null;
    say(devicesToolZh.probing(subject.port, lineText(subject.transport, line)));
    say(devicesToolZh.listening(Math.round(times.listenMs / 1_000)));
    const fitting =
      subject.transport.kind === 'serial'
        ? profiles.filter(({ serial }) => sameLine(serial, line))
        : profiles;
    const { heard, bytes } = await hearFrames(
      connectSubject(subject, line),
      fitting,
      times.listenMs,
      stopped,
    );
    for (const { profile, frames, addresses } of heard)
      say(
        profile.kind === 'id-card-reader'
          ? devicesToolZh.readerAnswers(profile.id)
          : devicesToolZh.frames(profile.id, frames, addresses.join('、')),
      );
    const [best] = heard;
    if (best !== undefined) return best;
    say(bytes === 0 ? devicesToolZh.nothing : devicesToolZh.garbage(bytes));
  }
  return null;
}

function tellPrinter({ problems, gsR, names }: PrinterAnswer, say: (text: string) => void): void {
  say(devicesToolZh.printerAnswers(problemsInWords(problems)));
  say(devicesToolZh.gsR(gsR));
  if (names.length > 0) say(devicesToolZh.callsItself(names.join(' ')));
}

/**
 * The profile a printer has in agent.json. Otherwise those that can do what it does: width of the paper cannot be
 * asked, so the first is a proposal, and on a network, where nothing speaks for a narrow one, the widest.
 */
function printerProfiles(
  subject: Subject,
  profiles: readonly DeviceProfile[],
  { answer, line }: { answer: PrinterAnswer; line: SerialLine },
): string[] {
  if (subject.profile?.kind === 'printer') return [subject.profile.id];
  const printers = profiles.filter((profile): profile is PrinterProfile => profile.kind === 'printer');
  const able = printers.filter(({ status }) => status.dleEot && status.gsR === answer.gsR);
  const known = able.length === 0 ? printers : able;
  const speaksFor = ({ serial, dots }: PrinterProfile): number =>
    subject.transport.kind === 'serial' && serial.baudRate === line.baudRate ? Infinity : dots;
  return known.sort((a, b) => (speaksFor(a) < speaksFor(b) ? 1 : -1)).map(({ id }) => id);
}

function suggest(
  subject: Subject,
  profile: string,
  address: number | null,
  say: (text: string) => void,
): void {
  say(devicesToolZh.suggestion);
  say(entryText({ device: subject.device, transport: subject.transport, profile, address, counter: null }));
}
