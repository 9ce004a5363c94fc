import type { RequestListener } from 'node:http';

/** Requests handled before whatever else has come in has its turn: some 2 ms of work. */
const AT_ONCE = 4;

type Asked = Parameters<RequestListener>;

/**
 * Requests stand in a line for each address. One of each is handled by turns, and between every few of them whatever else
 * has come in: a flood from some addresses waits for itself, not screens and agents for it.
 */
export function byTurns(handle: RequestListener): RequestListener {
  const lines = new Map<string, Asked[]>();
  let isPlanned = false;
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      for (let i = 0; i < AT_ONCE; i += 1) {
        const asked = next(lines);
        if (asked !== undefined) handle(...asked);
      }
      if (lines.size > 0) plan();
    });
  };
  return (...asked) => {
    const address = asked[0].socket.remoteAddress ?? '';
    const line = lines.get(address);
    if (line === undefined) lines.set(address, [asked]);
    else line.push(asked);
    plan();
  };
}

/** The first of the address whose turn it is; its others wait until everybody else has had one. */
function next(lines: Map<string, Asked[]>): Asked | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const [address, line] = first;
  const asked = line.shift();
  lines.delete(address);
  if (line.length > 0) lines.set(address, line);
  return asked;
}
