import type { Place, Standing } from '@bandecheng/device-agent/outage/standing';
import type { HallState } from '@bandecheng/hub/state/hall-state';
import { computeView, roomOf } from '@bandecheng/hub/views/views';
import type { ScreenCommand } from '@bandecheng/shared/commands';
import type { Answer } from '@bandecheng/shared/protocol';
import type { CounterView, DisplayView, KioskView } from '@bandecheng/shared/views';
import { NINE } from '../given.ts';

/** An agent of kiosk k1 and counter c1 that is alone when it is told to be, and shows what a hub's state holds. */
export class FakeStanding implements Standing {
  alone: Standing['alone'] = null;
  handsOver = false;
  answersAgain = false;
  readonly asked: { place: Place; command: ScreenCommand }[] = [];
  private readonly done = new Set<string>();
  private held: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly state: () => HallState) {}

  beAlone(alone: boolean): void {
    this.alone = alone ? { since: NINE } : null;
    this.changed();
  }

  /** The hub is back, and is being told what was done; `false`: it has taken all. */
  handOver(under: boolean): void {
    this.alone = null;
    this.handsOver = under;
    this.changed();
  }

  /** A hub is there and does not let the agent in. */
  beRefused(): void {
    this.answersAgain = true;
    this.handOver(true);
  }

  /** The disk takes its time until the function is called. */
  holdAnswers(): () => void {
    let done = (): void => undefined;
    this.held = new Promise((resolve) => (done = resolve));
    return () => done();
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  now(): number {
    return NINE;
  }

  kioskView(kiosk: string): KioskView | null {
    return kiosk === 'k1' ? (this.view('kiosk', kiosk) as KioskView | null) : null;
  }

  counterView(counter: string): CounterView | null {
    return counter === 'c1' ? (this.view('counter', counter) as CounterView | null) : null;
  }

  displayView(): DisplayView | null {
    return this.view('display') as DisplayView | null;
  }

  async command(place: Place, command: ScreenCommand): Promise<Answer> {
    this.asked.push({ place, command });
    const known = this.done.has(command.id);
    if (this.alone === null && !known) return { ok: false, fault: 'unavailable' };
    this.done.add(command.id);
    await this.held;
    return { ok: true, seq: 1 };
  }

  private view(name: 'kiosk' | 'counter' | 'display', of?: string): unknown {
    return this.alone === null ? null : computeView(roomOf(name, of), this.state(), NINE)?.data;
  }
}
