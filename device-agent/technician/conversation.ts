/** One answer a question may have. */
export interface Choice {
  value: string;
  /** As people read it. */
  text: string;
}

/**
 * How a verb talks with whoever asked for it: at the terminal, or on the devices page through the hub. What a verb
 * came to is the value it returns.
 */
export interface Conversation {
  /** One line or several. */
  readonly say: (text: string) => void;
  /**
   * The value of the choice that was taken. Null: nobody is there to answer, or has had enough; the verb then does
   * what is safe.
   */
  readonly ask: (text: string, choices: readonly Choice[]) => Promise<string | null>;
  /** Fires when whoever asked has had enough. */
  readonly stopped: AbortSignal;
}
