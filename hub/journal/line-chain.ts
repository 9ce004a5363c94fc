import { isUtf8 } from 'node:buffer';
import { EVENT_VERSION, type RecordedEvent } from '@bandecheng/shared/events';
import { journalText } from '../locales/zh-CN/journal.ts';
import { lineHash, splitLine } from './line-hash.ts';

type Line = RecordedEvent & { hall: string };

/** What is wrong with a line. The reader of the file adds the place. */
export class BrokenLine extends Error {}

/**
 * Follows a journal's lines: number after number, hash over hash, command by command. Gives an event out only
 * when all of its command's lines have come, so that half a command is never applied.
 */
export class LineChain {
  /** Number and hash of the last line taken. */
  seq: number;
  hash: string;
  private hall: string | null;
  private readonly unfinished: RecordedEvent[] = [];

  /** `hall` null: whichever the first line names. */
  constructor(start: { seq: number; hash: string }, hall: string | null) {
    this.seq = start.seq;
    this.hash = start.hash;
    this.hall = hall;
  }

  /** Whether the last line taken is followed by more of its command. */
  get midCommand(): boolean {
    return this.unfinished.length > 0;
  }

  /** The events of the command this line ends, none while more of it follows. Throws BrokenLine. */
  take(bytes: Buffer): readonly RecordedEvent[] {
    if (!isUtf8(bytes)) throw new BrokenLine(journalText.notUtf8);
    const text = bytes.toString('utf8');
    const split = splitLine(text);
    const line = split && parsedLine(text);
    if (split === null || line === null) throw new BrokenLine(journalText.notALine);
    if (line.seq !== this.seq + 1) throw new BrokenLine(journalText.wrongSeq(this.seq + 1, line.seq));
    if (lineHash(this.hash, split.body) !== split.hash) throw new BrokenLine(journalText.wrongHash);
    this.hall ??= line.hall;
    if (line.hall !== this.hall) throw new BrokenLine(journalText.wrongHall(line.hall));
    if (line.version > EVENT_VERSION) throw new BrokenLine(journalText.newerVersion);
    this.seq = line.seq;
    this.hash = split.hash;
    return this.commandOf(line);
  }

  private commandOf(line: Line): readonly RecordedEvent[] {
    const [part, of] = line.part ?? [1, 1];
    const first = this.unfinished[0];
    if (part !== this.unfinished.length + 1 || part > of) throw new BrokenLine(journalText.unfinishedCommand);
    if (first !== undefined && (first.command !== line.command || first.part?.[1] !== of))
      throw new BrokenLine(journalText.unfinishedCommand);
    const event = eventOf(line);
    if (of === 1) return [event];
    this.unfinished.push(event);
    return part < of ? [] : this.unfinished.splice(0);
  }
}

function parsedLine(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const whole =
      Number.isSafeInteger(line?.seq) &&
      Number.isSafeInteger(line?.version) &&
      typeof line?.type === 'string' &&
      typeof line.hall === 'string' &&
      typeof line.data === 'object';
    return whole ? (line as Line) : null;
  } catch {
    return null;
  }
}

/** The hash chain vouches for the data: this hub wrote it, of a version it knows. */
function eventOf(line: Line): RecordedEvent {
  const { seq, at, happenedAt, asked, type, version, actor, command, part, data } = line;
  const event = { seq, at, type, version, actor, command, data } as RecordedEvent;
  if (happenedAt !== undefined) event.happenedAt = happenedAt;
  if (asked !== undefined) event.asked = asked;
  if (part !== undefined) event.part = part;
  return event;
}
