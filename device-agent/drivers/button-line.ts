import type { Instant, KeypadKey, Level } from '@bandecheng/shared/vocabulary';
import type { DriverContext } from './driver.ts';

/** What a press means to the hall. */
export type ButtonPress =
  /** `again`: perhaps the device's repetition of what an agent killed since had on disk. */
  | { event: 'rating'; level: Level; again?: true }
  /** `digits`: those typed before the key, where the device sends them with it. */
  | { event: 'key'; key: KeypadKey; digits?: string }
  /** One digit of a device that sends each key by itself, `0` to `9`. */
  | { event: 'digit'; digit: string };

/** What a prompt says; each profile's frame takes what it has room for. */
export interface PromptArgs {
  digits?: string;
  value?: number;
  clerk?: string;
  number?: string;
}

export interface ButtonLineListener {
  /** A press, each once. Resolves when it is on disk; a device that waits for an answer gets it only then. */
  pressed(press: ButtonPress): Promise<void>;
  /** The line is open (again): what the device should show is to be sent. */
  up(): void;
}

/** The line of a button box, whatever it speaks: presses in, prompts out by the names its profile has for them. */
export interface ButtonLine {
  start(): void;
  stop(): Promise<void>;
  /** Without such a prompt in the profile, or with the line down, nothing is sent. */
  send(name: string, args?: PromptArgs): void;
  /** The same button pressed after this instant is a press of its own, however soon it comes. */
  forgetBefore(instant: Instant): void;
}

/** Makes the line of one device. It is not started. */
export type OpenButtonLine = (context: DriverContext, listener: ButtonLineListener) => ButtonLine;
