import { HallError } from '@bandecheng/shared/errors';
import { runDevices } from './run-devices.ts';
import { terminal } from './terminal.ts';

/** npm runs its scripts in the package's folder; this is where the command was typed. */
const typedIn = process.env['INIT_CWD'] ?? process.cwd();

const stopping = new AbortController();
process.on('SIGINT', () => stopping.abort());
process.on('SIGTERM', () => stopping.abort());

const conversation = terminal({
  input: process.stdin,
  output: process.stdout,
  interactive: process.stdin.isTTY && process.stdout.isTTY,
  stopped: stopping.signal,
});

runDevices(process.argv.slice(2), { ...conversation, env: process.env, typedIn }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known = error instanceof HallError;
    process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exit(1);
  },
);
