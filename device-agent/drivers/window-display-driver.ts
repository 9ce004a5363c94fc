import type { WindowShow } from '@bandecheng/shared/protocol';
import { fitText } from '../codecs/frame-text.ts';
import type { Colour } from '../profiles/frame-messages.ts';
import type { FrameProfile } from '../profiles/profile.ts';
import type { DriverContext, WindowDisplayDriver } from './driver.ts';
import { FrameTalk } from './frame-talk.ts';
import type { Wording } from './frame-turns.ts';
import { Wake } from './wake.ts';
import { windowText } from './window-text.ts';

/** Sent again after so long: a display that lost its power behind a converter tells nobody, and shows nothing. */
const REFRESH_MS = 30_000;
/** After a try that the display did not take. */
const AGAIN_MS = 2_000;

const COLOURS: Record<WindowShow['state'], Colour> = {
  called: 'red',
  serving: 'green',
  idle: 'green',
  paused: 'yellow',
  closed: 'red',
};

/**
 * The display over a counter: the newest that was to be shown, worded to its width, until it has taken it, and again
 * from time to time and whenever its line comes back. What has been overtaken is never sent, not even as a retry.
 */
export function windowDisplayDriver(
  profile: FrameProfile,
  address: number,
  context: DriverContext,
): WindowDisplayDriver {
  return new WindowDisplay(profile, address, context);
}

class WindowDisplay implements WindowDisplayDriver {
  private readonly talk: FrameTalk;
  private readonly wake = new Wake();
  private wanted: WindowShow | null = null;
  private taken: WindowShow | null = null;
  private takenAt = 0;
  private stopping = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly profile: FrameProfile,
    address: number,
    private readonly context: DriverContext,
  ) {
    this.talk = new FrameTalk(profile, address, context, () => {
      this.taken = null;
      this.wake.now();
    });
  }

  start(): void {
    this.talk.start();
    this.running = this.run();
  }

  show(show: WindowShow): void {
    this.wanted = show;
    this.wake.now();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.now();
    await this.talk.stop();
    await this.running;
  }

  private get due(): boolean {
    return this.taken !== this.wanted || performance.now() - this.takenAt >= REFRESH_MS;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      if (this.talk.up && this.wanted !== null && this.due) await this.send(this.wanted);
      if (!this.stopping) await this.wake.wait(this.taken === this.wanted ? REFRESH_MS : AGAIN_MS);
    }
  }

  private async send(first: WindowShow): Promise<void> {
    let sent = first;
    const newest: Wording = () => {
      sent = this.wanted ?? first;
      return this.wording(sent);
    };
    try {
      const reply = await this.talk.ask('show', newest);
      const refused = reply.came === 'answer' && reply.frame.means.event === 'nak';
      if (refused) this.context.log('warn', 'display refused what it was to show');
      else if (reply.came === 'answer' || reply.came === 'sent') this.took(sent);
    } catch (error) {
      // Not worth trying again at once: the profile has no words for it.
      this.took(sent);
      this.context.log('error', 'text cannot be shown', { reason: String(error) });
    }
  }

  private took(show: WindowShow): void {
    this.taken = show;
    this.takenAt = performance.now();
  }

  private wording(show: WindowShow): { text: string; colour?: Colour } {
    const fit = (text: string): string => fitText(this.profile, 'show', text);
    const text = fit(windowText(show, (wording) => fit(wording) === wording));
    const colour = COLOURS[show.state];
    return hasColour(this.profile, colour) ? { text, colour } : { text };
  }
}

/** Many displays have one colour, and their frames no place for another. */
function hasColour({ outbound }: FrameProfile, colour: Colour): boolean {
  const parts = outbound.find(({ name }) => name === 'show')?.data ?? [];
  return parts.some((part) => 'colours' in part && part.colours?.[colour] !== undefined);
}
