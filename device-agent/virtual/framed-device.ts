import type { FrameDeviceFault, FrameMishap, WireEntry } from '@bandecheng/shared/virtual-hall';
import type { Frame } from '../codecs/frame.ts';
import { encodeFrame, frameDecoder, type FrameArgs } from '../codecs/framed-codec.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { CableFault, PlugOptions } from './device-plug.ts';
import { FrameMishaps, noise } from './frame-mishaps.ts';
import { FrameSender } from './frame-sender.ts';
import { HeldFrame } from './held-frame.ts';
import { WireLog } from './wire-log.ts';
import { WireServer } from './wire-server.ts';

export interface FramedDeviceOptions extends PlugOptions {
  profile: FrameProfile;
  /** Its address in the frames. */
  address: number;
  /** Whether a frame that is not acknowledged is sent again, as most devices do; they do unless told otherwise. */
  resends?: boolean;
}

/**
 * The faults its page shows. `amount`: of `repeat-frame` how often the next frame goes out again, of
 * `corrupt-checksum` and `half-frame` how many frames are spoiled, of `noise` how many bursts come.
 */
export type VirtualFrameFault = FrameDeviceFault | FrameMishap | CableFault;

/** The last frame sent, how often, and whether that is known to have helped. */
export interface SentFrame {
  state: 'sending' | 'acknowledged' | 'given-up';
  tries: number;
}

/** Sendings in all of a frame that nobody acknowledges. */
const TRIES = 3;
const RESEND_MS = 500;
/** A timer that comes so much too late tells of a process that was held up, not of a host that says nothing. Ms. */
const HELD_UP_MS = 200;

/** What all devices that speak in frames have in common: plug, frames, acknowledgement, resending, faults. */
export class FramedDevice {
  private sent: SentFrame | null = null;
  private readonly decoder;
  private readonly wire: WireServer;
  private readonly log = new WireLog();
  private readonly mishaps = new FrameMishaps();
  private readonly faults = new Set<FrameDeviceFault>();
  private readonly sender: FrameSender;
  private silence: NodeJS.Timeout | undefined;
  private resend: NodeJS.Timeout | undefined;
  private readonly held: HeldFrame;
  private ownPort = 0;

  constructor(
    readonly id: string,
    private readonly options: FramedDeviceOptions,
    private readonly heard: (frame: Frame) => void,
  ) {
    this.decoder = frameDecoder(options.profile, 'device');
    this.held = new HeldFrame(options.profile.ack !== undefined);
    this.wire = new WireServer(options.port ?? 0, {
      connected: () => this.changed(),
      read: (bytes) => this.read(bytes),
      lost: () => {
        this.decoder.drop();
        this.changed();
      },
    });
    this.sender = new FrameSender(
      (bytes) => this.wire.send(bytes),
      (frame) => this.log.add('from-device', frame),
    );
  }

  get isAcknowledged(): boolean {
    return this.sent?.state === 'acknowledged';
  }

  get port(): number {
    return this.ownPort;
  }

  async start(): Promise<void> {
    this.ownPort = await this.wire.plugIn();
  }

  async stop(): Promise<void> {
    clearTimeout(this.silence);
    clearTimeout(this.resend);
    this.sender.stop();
    await this.wire.switchPlug(false);
  }

  fault(fault: VirtualFrameFault, on = true, amount = 1): void {
    if (fault === 'drop') this.wire.drop();
    else if (fault === 'unplugged') void this.wire.switchPlug(!on);
    else if (fault === 'noise') this.makeNoise(on ? amount : 0);
    else if (fault === 'silent' || fault === 'slow' || fault === 'split') this.switchFault(fault, on);
    else this.mishaps.await(fault, on ? amount : 0);
    this.changed();
  }

  /** Sends a frame once: the answer to what it was asked. */
  answer(name: string, args: Omit<FrameArgs, 'address'> = {}): void {
    const { profile, address } = this.options;
    for (const spoiled of this.mishaps.spoil(profile, encodeFrame(profile, name, { ...args, address })))
      this.send(spoiled);
  }

  /**
   * Sends a frame of the profile; where the profile owes an acknowledgement for it, again until that comes. A device
   * that speaks only when asked says it when it is asked next.
   */
  press(name: string, args: Omit<FrameArgs, 'address'>): void {
    const { profile, address } = this.options;
    const bytes = encodeFrame(profile, name, { ...args, address });
    clearTimeout(this.resend);
    if (profile.poll !== undefined) {
      this.sent = { state: 'sending', tries: 0 };
      this.held.press(bytes, performance.now());
      return;
    }
    this.sendFrame(bytes, profile.ack?.when === name && this.options.resends !== false ? TRIES : 1);
  }

  /** What the state of every device of its kind shows. */
  state(): {
    id: string;
    address: string;
    connected: boolean;
    wire: WireEntry[];
    faults: FrameDeviceFault[];
    sent: SentFrame | null;
  } {
    return {
      id: this.id,
      address: `127.0.0.1:${this.port}`,
      connected: this.wire.isConnected,
      wire: this.log.entries,
      faults: [...this.faults],
      sent: this.sent,
    };
  }

  changed(): void {
    this.options.changed?.();
  }

  private switchFault(fault: FrameDeviceFault, on: boolean): void {
    if (on) this.faults.add(fault);
    else this.faults.delete(fault);
  }

  private makeNoise(bursts: number): void {
    for (let i = 0; i < bursts; i++) this.send(noise());
  }

  private sendFrame(bytes: Uint8Array, most: number, tries = 1): void {
    this.sent = { state: 'sending', tries };
    for (const spoiled of this.mishaps.spoil(this.options.profile, bytes)) this.send(spoiled);
    this.awaitAcknowledgement(() => {
      if (tries < most) this.sendFrame(bytes, most, tries + 1);
      else this.sent = { state: 'given-up', tries };
      this.changed();
    });
    this.changed();
  }

  private awaitAcknowledgement(missed: () => void): void {
    const dueAt = performance.now() + RESEND_MS;
    this.resend = setTimeout(() => {
      // The acknowledgement may be here, unread: a box would have read it before it repeats itself.
      if (performance.now() - dueAt > HELD_UP_MS) this.awaitAcknowledgement(missed);
      else missed();
    }, RESEND_MS);
  }

  private send(frame: Uint8Array): void {
    if (this.faults.has('silent')) return;
    this.sender.send(frame, { split: this.faults.has('split'), slow: this.faults.has('slow') });
  }

  private read(bytes: Uint8Array): void {
    if (this.faults.has('silent')) return;
    clearTimeout(this.silence);
    this.log.add('to-device', bytes);
    this.hear(this.decoder.push(bytes));
    const { interByteTimeoutMs } = this.options.profile;
    this.silence = setTimeout(() => this.hear(this.decoder.drop()), interByteTimeoutMs);
    this.changed();
  }

  private hear(frames: Frame[]): void {
    for (const frame of frames.filter(({ address }) => address === this.options.address)) {
      if (frame.means.event === 'ack') {
        clearTimeout(this.resend);
        this.held.acknowledged();
        if (this.sent !== null) this.sent = { ...this.sent, state: 'acknowledged' };
      }
      if (frame.name === this.options.profile.poll?.outbound) this.answerPoll();
      this.heard(frame);
    }
    if (frames.length > 0) this.changed();
  }

  private answerPoll(): void {
    const { profile } = this.options;
    const button = this.held.answer(performance.now());
    if (button !== null) {
      this.send(button);
      const state = profile.ack === undefined ? 'acknowledged' : 'sending';
      if (this.sent?.state === 'sending') this.sent = { state, tries: this.sent.tries + 1 };
      return;
    }
    const idle = profile.inbound.find(({ event }) => event === 'idle');
    if (idle !== undefined) this.answer(idle.name);
  }
}
