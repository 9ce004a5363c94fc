import type { FrameNote } from '@bandecheng/shared/technician';
import type { BytesInWords, WireDirection } from '../codecs/bytes-in-words.ts';
import { hexByte } from '../codecs/byte-difference.ts';
import { PersonalBytes } from '../codecs/personal-bytes.ts';
import type { Connect } from '../transports/transport.ts';

/** Notes kept of one device, about 20 KB. */
export const NOTES_KEPT = 100;
/** Bytes of one note that are shown. */
const SHOWN_BYTES = 64;
/** The same bytes within so many notes are one note that counts: a polled printer fills no log. */
const SAME_WITHIN = 10;

/** What passed one device's line lately, in words; personal data never enters it. Times in ms. */
export class FrameLog {
  private kept: FrameNote[] = [];
  private readonly personal = new PersonalBytes();

  constructor(
    private readonly words: BytesInWords,
    private readonly now: () => number,
  ) {}

  /** Newest last. */
  get notes(): readonly FrameNote[] {
    return this.kept;
  }

  /** Keeps what passed; returns it alone, for whoever watches. Null for nothing at all. */
  note(direction: WireDirection, bytes: Uint8Array): FrameNote | null {
    if (bytes.length === 0) return null;
    const at = this.now();
    const { shown, means } = this.words.read(direction, bytes, at);
    const hex = shown && !this.isPersonal(direction, bytes) ? hexText(bytes) : null;
    const note = { at, direction, bytes: bytes.length, hex, means, times: 1 };
    this.keep(note);
    return note;
  }

  private keep(note: FrameNote): void {
    const text = sameness(note);
    const same = this.kept.slice(-SAME_WITHIN).find((earlier) => sameness(earlier) === text);
    if (same === undefined) this.kept = [...this.kept, { ...note }].slice(-NOTES_KEPT);
    else {
      same.at = note.at;
      same.times += 1;
    }
  }

  /** What came shortly before the mark was found may have been its beginning. */
  private isPersonal(direction: WireDirection, bytes: Uint8Array): boolean {
    if (direction === 'to-device' || !this.personal.push(bytes)) return false;
    this.kept = this.kept.map((note) => (note.direction === direction ? { ...note, hex: null } : note));
    return true;
  }
}

/** The same connection, each byte noted on its way: to the device once the system has it. */
export function noted(connect: Connect, log: Pick<FrameLog, 'note'>): Connect {
  return (listener) => {
    const transport = connect({
      ...listener,
      data: (bytes) => {
        log.note('from-device', bytes);
        listener.data(bytes);
      },
      closed: (reason) => listener.closed(reason),
    });
    return {
      open: () => transport.open(),
      write: async (bytes) => {
        await transport.write(bytes);
        log.note('to-device', bytes);
      },
      close: () => transport.close(),
    };
  };
}

/** `FF 68 03`, at most 64 bytes of it. */
export function hexText(bytes: Uint8Array): string {
  return [...bytes.subarray(0, SHOWN_BYTES)].map(hexByte).join(' ');
}

function sameness({ direction, bytes, hex, means }: FrameNote): string {
  return `${direction} ${bytes} ${hex ?? ''} ${means.join(' ')}`;
}
