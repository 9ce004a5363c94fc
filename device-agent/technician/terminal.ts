import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import type { Choice, Conversation } from './conversation.ts';

export interface TerminalParts {
  input: Readable;
  output: Writable;
  /** Whether a person types there; where none does, nothing is asked. */
  interactive: boolean;
  stopped: AbortSignal;
}

/** The conversation at a terminal: a question is a numbered list, its answer the number of a choice. */
export function terminal({ input, output, interactive, stopped }: TerminalParts): Conversation {
  const say = (text: string): void => void output.write(`${text}\n`);
  return {
    say,
    stopped,
    async ask(text, choices) {
      if (!interactive || stopped.aborted) return null;
      say([text, ...choices.map((choice, i) => `  ${i + 1}  ${choice.text}`)].join('\n'));
      // Closed by `stopped`, by the end of the input and by Ctrl+C alike.
      const lines = createInterface({ input, output, signal: stopped });
      try {
        return await chosen(lines, choices);
      } finally {
        lines.close();
      }
    },
  };
}

/** Asks until one of the choices is named; null when the lines end before. */
async function chosen(lines: Interface, choices: readonly Choice[]): Promise<string | null> {
  lines.setPrompt(devicesToolZh.choose(choices.length));
  lines.prompt();
  for await (const typed of lines) {
    const choice = choices[Number(typed.trim()) - 1];
    if (choice !== undefined) return choice.value;
    lines.prompt();
  }
  return null;
}
