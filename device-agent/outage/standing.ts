import type { ScreenCommand } from '@bandecheng/shared/commands';
import type { Alone } from '@bandecheng/shared/outage/outage-view';
import type { Answer } from '@bandecheng/shared/protocol';
import type { CounterView, DisplayView, KioskView } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** Whose screen asks. */
export type Place = { kiosk: string } | { counter: string };

/** What an agent's own pages may ask of it for the time in which no hub can be reached. */
export interface Standing {
  /**
   * Since when no hub can be reached; null while one can, and where the hub has never said what to go on with: then
   * there is nothing for a page to show.
   */
  readonly alone: Alone | null;
  /**
   * The hub is back and is still being told what was done here: of a command that was answered here it knows nothing yet,
   * and would do it once more.
   */
  readonly handsOver: boolean;
  /**
   * It hands over, to a hub that does not let this agent in and may not hear for long what was done here: that is
   * answered again, and nothing else.
   */
  readonly answersAgain: boolean;
  /** Runs whenever one of these or a view may have changed. What it returns ends that. */
  onChange(listener: () => void): () => void;
  /** The hub's clock as well as it is known. */
  now(): Instant;
  /** Null for a kiosk that is not this agent's, and while a hub can be reached. */
  kioskView(kiosk: string): KioskView | null;
  /** Null for a counter that has no device of this agent, and while a hub can be reached. */
  counterView(counter: string): CounterView | null;
  /** The calls this agent knows of; null while a hub can be reached. One that the hall has not, or none, shows all of it. */
  displayView(display?: string): DisplayView | null;
  /**
   * Resolves when what was done is on this machine's disk; the same id again is answered as before. `unavailable` where
   * only a hub could do it, and once one is back.
   */
  command(place: Place, command: ScreenCommand): Promise<Answer>;
}
