import { readIdCard } from '../codecs/id-card.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { CardListener, DriverContext, IdCardDriver } from './driver.ts';
import { FrameTalk } from './frame-talk.ts';
import { Wake } from './wake.ts';

/** From one look for a card to the next. */
const LOOK_EVERY_MS = 300;
/** Looks in a row without a card until the last one counts as taken away: one may slip while it is laid down. */
const EMPTY_LOOKS_UNTIL_TAKEN = 2;
/** Readings of a card that does not read before it is called unreadable. */
const READING_TRIES = 3;

/**
 * An identity-card reader: looks for a card, selects it, reads it. A card that lies there is read once, however long
 * it lies. What stands on it goes to the listener and nowhere else: not into a log, a report or a file. "No answer" of the reader is a problem of the device; "no card" is none.
 */
export function idCardDriver(profile: FrameProfile, address: number, context: DriverContext): IdCardDriver {
  return new CardReader(profile, address, context);
}

/** What is known of the place for the card: empty, a card being read, or one that is done with. */
type Place = 'empty' | 'reading' | 'done';

class CardReader implements IdCardDriver {
  private readonly talk: FrameTalk;
  private readonly wake = new Wake();
  private listener: CardListener | null = null;
  private place: Place = 'empty';
  private emptyLooks = 0;
  private failures = 0;
  private stopping = false;
  private running: Promise<void> | null = null;

  constructor(
    profile: FrameProfile,
    address: number,
    private readonly context: DriverContext,
  ) {
    this.talk = new FrameTalk(profile, address, context, () => this.wake.now());
  }

  start(): void {
    this.talk.start();
    this.running = this.run();
  }

  listen(listener: CardListener | null): void {
    this.listener = listener;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.listener = null;
    this.wake.now();
    await this.talk.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        if (this.talk.up) await this.look();
      } catch (error) {
        this.context.log('error', 'card reader round failed', { reason: String(error) });
      }
      if (!this.stopping) await this.wake.wait(LOOK_EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const found = await this.status('find');
    if (found === 'no-card') this.seeEmpty();
    if (found !== 'card-found') return;
    this.emptyLooks = 0;
    if (this.place === 'done') return;
    this.place = 'reading';
    const selected = await this.status('select');
    if (selected === 'card-selected') await this.read();
    else if (selected !== null) this.fail(selected);
  }

  /** What the reader answers; null where it does not. */
  private async status(name: 'find' | 'select'): Promise<string | null> {
    const reply = await this.talk.ask(name);
    if (reply.came !== 'answer') return null;
    const { means } = reply.frame;
    return means.event === 'status' ? means.status : null;
  }

  private async read(): Promise<void> {
    const reply = await this.talk.ask('read');
    if (reply.came !== 'answer') return;
    const { means, data } = reply.frame;
    if (means.event !== 'card') return this.fail('read-failed');
    const reading = readIdCard(data);
    // What was read stays with the listener alone.
    data.fill(0);
    if (!reading.ok) return this.fail(reading.reason);
    this.done();
    this.context.log('info', 'card read');
    this.tell((listener) => listener.read(reading.card));
  }

  private seeEmpty(): void {
    this.emptyLooks += 1;
    if (this.place === 'empty' || this.emptyLooks < EMPTY_LOOKS_UNTIL_TAKEN) return;
    this.place = 'empty';
    this.failures = 0;
    this.tell((listener) => listener.taken());
  }

  private fail(reason: string): void {
    this.failures += 1;
    this.context.log('warn', 'card not read', { reason, tries: this.failures });
    if (this.failures < READING_TRIES) return;
    this.done();
    this.tell((listener) => listener.unreadable());
  }

  private done(): void {
    this.place = 'done';
    this.failures = 0;
    this.emptyLooks = 0;
  }

  /** A listener that throws must not stop the reader, and its error may hold what it was told. */
  private tell(about: (listener: CardListener) => void): void {
    try {
      if (this.listener !== null) about(this.listener);
    } catch {
      this.context.log('error', 'the listener for cards failed');
    }
  }
}
