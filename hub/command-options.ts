import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { optionsText } from './locales/zh-CN/options.ts';

/** What a command may be given: `text` options with a value, `flag` options without, and so many bare words. */
export interface OptionNames {
  text: readonly string[];
  flag?: readonly string[];
  words?: number;
}

export interface Options {
  text: Readonly<Record<string, string | undefined>>;
  flag: ReadonlySet<string>;
  words: readonly string[];
}

/** The options on a command line, or one sentence that names the first that does not belong or lacks its value. */
export function readOptions(args: readonly string[], names: OptionNames): Options | { mistake: string } {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(names.text.map((name) => [name, { type: 'string' as const }])),
  });
  const text: Record<string, string> = {};
  const flag = new Set<string>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (words.push(token.value) > (names.words ?? 0)) return { mistake: optionsText.surplus(token.value) };
    } else if (token.kind === 'option' && names.text.includes(token.name)) {
      if (token.value === undefined || token.value === '' || /^--\D/.test(token.value))
        return { mistake: optionsText.valueMissing(token.rawName) };
      if (token.name in text) return { mistake: optionsText.twice(token.rawName) };
      text[token.name] = token.value;
    } else if (token.kind === 'option') {
      if (names.flag?.includes(token.name) !== true) return { mistake: optionsText.unknown(token.rawName) };
      if (token.value !== undefined) return { mistake: optionsText.noValue(token.rawName) };
      flag.add(token.name);
    }
  }
  return { text, flag, words };
}

/** A command: prints its answer, complains of what it cannot do, resolves with the exit code. */
type Command = (
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
) => Promise<0 | 1>;

/** Runs a command on the process's own arguments when its module is the program that was started. */
export async function runIfStarted(moduleUrl: string, command: Command): Promise<void> {
  const started = process.argv[1];
  if (started === undefined || realpathSync(started) !== fileURLToPath(moduleUrl)) return;
  process.exitCode = await command(
    process.argv.slice(2),
    (line) => process.stdout.write(`${line}\n`),
    (line) => process.stderr.write(`${line}\n`),
  );
}
