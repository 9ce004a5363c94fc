import type { Conversation } from './conversation.ts';

/** What a verb of the command has of its surroundings; a test puts its own in their place. */
export interface Tool extends Conversation {
  env: Readonly<Record<string, string | undefined>>;
  /** The folder the command was typed in. */
  typedIn: string;
}
