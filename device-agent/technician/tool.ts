/** What a verb has of its surroundings; a test puts its own in their place. */
export interface Tool {
  /** One line or several to whoever typed the command. */
  say(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** The folder the command was typed in. */
  typedIn: string;
  /** Fires when whoever typed the command has had enough. */
  stopped: AbortSignal;
}
