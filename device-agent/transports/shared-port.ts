import { TransportLost, type Connect, type LossReason, type TransportListener } from './transport.ts';

/** How one device's bytes are told from those of the others on its line. */
export interface LineMember {
  /** Finds the device's own frames among all bytes; made anew for each connection. */
  frames: () => FrameFinder;
  /** For how long the line is kept free for the answer to these bytes, ms; 0 where none comes. */
  answerMs: (bytes: Uint8Array) => number;
}

export interface FrameFinder {
  /** Whether these bytes complete a frame of the device. */
  push(bytes: Uint8Array): boolean;
  /** The line fell silent in the middle of a frame: whether one of the device lay behind a false start. */
  drop(): boolean;
}

export interface SharedLineTimes {
  /** Silence between a frame and the next one of another party, 0 to 1,000 ms. */
  turnaroundMs: number;
  /** A longer silence ends a frame that is under way, 5 to 5,000 ms. */
  quietMs: number;
  /** One byte on the wire, ms: the port takes bytes faster than the wire does. */
  byteMs: number;
}

/** Bytes of nobody's frame that are kept together, at most. A line never silent does not stop the sending. */
const MAX_UNCLAIMED = 2_048;
/** Frames of one device that wait for their turn, at most; further ones are refused. */
const MAX_WAITING = 64;

interface Waiting {
  bytes: Uint8Array;
  sent: () => void;
  refuse: (error: Error) => void;
}

/** A device as long as it takes part in one connection. */
export interface Share {
  member: LineMember;
  listener: TransportListener;
  finder: FrameFinder;
  waiting: Waiting[];
}

/** One connection of a port that several devices share: who may send, and whose the bytes are that come. */
export class SharedPort {
  /** Resolves when the port is open; rejects with TransportLost. */
  readonly opened: Promise<void>;
  private readonly port;
  private ended = false;
  /** In the order of their turns: whoever has sent goes to the end. */
  private shares: Share[] = [];
  private sending = false;
  /** Whose answer the line is kept free for. */
  private asked: Share | null = null;
  private pause: NodeJS.Timeout | undefined;
  private quiet: NodeJS.Timeout | undefined;
  private unclaimed: number[] = [];
  /** Who has left since a byte came. */
  private readonly left = new Set<LineMember>();

  /** Opens when `free`. `ended` is told once, with the promise of the port's close. */
  constructor(
    connect: Connect,
    private readonly times: SharedLineTimes,
    free: Promise<void>,
    private readonly onEnd: (closed: Promise<void>) => void,
  ) {
    this.port = connect({
      data: (bytes) => this.hear(bytes),
      closed: (reason) => this.lose(reason),
    });
    this.opened = free.then(() => this.openNow());
  }

  join(member: LineMember, listener: TransportListener): Share {
    const share: Share = { member, listener, finder: member.frames(), waiting: [] };
    this.shares.push(share);
    return share;
  }

  /**
   * A device that comes back. Where it and all the others have left and come back without a byte heard, it is not
   * they who are silent: the port is lost for all, and the next is a fresh one.
   */
  comesBack(member: LineMember): void {
    const everybody = [member, ...this.shares.map((share) => share.member)];
    if (everybody.every((one) => this.left.has(one))) this.lose('no-answer');
  }

  /** With the last device the port is closed. */
  leave(share: Share): void {
    this.left.add(share.member);
    this.shares = this.shares.filter((other) => other !== share);
    if (this.asked === share) this.asked = null;
    refuseAll(share);
    if (this.shares.length === 0) this.end();
  }

  /** Resolves when the port has the bytes, which is when the device's turn has come. */
  write(share: Share, bytes: Uint8Array): Promise<void> {
    if (!this.shares.includes(share)) return Promise.reject(lost('port-lost'));
    if (share.waiting.length >= MAX_WAITING) return Promise.reject(lost('no-answer'));
    return new Promise((sent, refuse) => {
      share.waiting.push({ bytes: Uint8Array.from(bytes), sent, refuse });
      this.sendNext();
    });
  }

  private async openNow(): Promise<void> {
    if (this.ended) throw lost('port-lost');
    try {
      await this.port.open();
    } catch (error) {
      this.end();
      throw error;
    }
  }

  private lose(reason: LossReason): void {
    const shares = [...this.shares];
    this.end();
    for (const { listener } of shares) listener.closed(reason);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.pause);
    clearTimeout(this.quiet);
    for (const share of this.shares.splice(0)) refuseAll(share);
    this.onEnd(this.port.close());
  }

  private sendNext(): void {
    if (this.ended || this.sending || this.pause !== undefined || this.unclaimed.length > 0) return;
    const share = this.shares.find(({ waiting }) => waiting.length > 0);
    const next = share?.waiting.shift();
    if (share === undefined || next === undefined) return;
    this.shares = [...this.shares.filter((other) => other !== share), share];
    this.sending = true;
    const answerMs = share.member.answerMs(next.bytes);
    // The answer may be here before the write is known to be done.
    this.asked = answerMs > 0 ? share : null;
    this.port
      .write(next.bytes)
      .then(next.sent, next.refuse)
      .finally(() => {
        this.sending = false;
        const waitMs = this.asked === share ? answerMs : 0;
        this.keepFree(next.bytes.length * this.times.byteMs + Math.max(waitMs, this.times.turnaroundMs));
      });
  }

  private keepFree(ms: number): void {
    if (this.ended) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.asked = null;
      this.sendNext();
    }, ms);
  }

  private hear(bytes: Uint8Array): void {
    clearTimeout(this.quiet);
    this.left.clear();
    for (const byte of bytes) {
      this.unclaimed.push(byte);
      this.claim((finder) => finder.push(Uint8Array.of(byte)));
    }
    if (this.unclaimed.length >= MAX_UNCLAIMED) this.giveToAll();
    if (this.ended || this.unclaimed.length === 0) return this.sendNext();
    this.quiet = setTimeout(() => {
      this.claim((finder) => finder.drop());
      this.giveToAll();
      this.sendNext();
    }, this.times.quietMs);
  }

  /** Gives what is held to the device one of whose frames it completes; for the others it was nothing. */
  private claim(completes: (finder: FrameFinder) => boolean): void {
    const owners = this.shares.filter(({ finder }) => completes(finder));
    if (owners.length === 0) return;
    for (const share of this.shares) if (!owners.includes(share) && share.finder.drop()) owners.push(share);
    const held = this.takeUnclaimed();
    const answered = this.asked === null || owners.includes(this.asked);
    if (answered) this.asked = null;
    if (answered && !this.sending) this.keepFree(this.times.turnaroundMs);
    for (const { listener } of owners) listener.data(held.slice());
  }

  private giveToAll(): void {
    const held = this.takeUnclaimed();
    if (held.length > 0) for (const { listener } of this.shares) listener.data(held.slice());
  }

  private takeUnclaimed(): Uint8Array {
    const held = Uint8Array.from(this.unclaimed);
    this.unclaimed = [];
    return held;
  }
}

function refuseAll({ waiting }: Share): void {
  for (const { refuse } of waiting.splice(0)) refuse(lost('port-lost'));
}

function lost(reason: LossReason): TransportLost {
  return new TransportLost('shared line', reason);
}
