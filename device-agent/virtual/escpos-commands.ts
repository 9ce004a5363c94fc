/** One thing a printer does, in the order of the bytes. */
export type PrinterCommand =
  /** Bytes to print, in the character set of the moment. A character may go on in the next command. */
  | { kind: 'text'; bytes: Uint8Array }
  /** A command with its parameters: `ESC a` and 01. */
  | { kind: 'call'; name: string; parameters: Uint8Array }
  /** A query answered at once, ahead of everything before it. */
  | { kind: 'real-time'; n: number }
  /** A byte or prefix this printer does not know: `ESC 7F`. */
  | { kind: 'unknown'; name: string };

/** Parameter bytes a command takes in all, as far as those seen tell. */
type Length = number | ((seen: readonly number[]) => number);

/** Parameters kept of one command; a length beyond it is read to its end and not kept. */
const MOST_PARAMETERS = 256 * 1024;
/** A command that ends with NUL and never does is given up there. */
const LONGEST_NUL_TERMINATED = 256;

const word = (seen: readonly number[], at: number): number => (seen[at] ?? 0) + 256 * (seen[at + 1] ?? 0);
/** `pL pH` and so many bytes behind them. */
const counted: Length = (seen) => (seen.length < 2 ? 2 : 2 + word(seen, 0));
const untilNul: Length = (seen) =>
  (seen.length > 0 && seen.at(-1) === 0) || seen.length >= LONGEST_NUL_TERMINATED
    ? seen.length
    : seen.length + 1;

/** ESC * m nL nH: one byte a column of 8 dots, three of 24. */
const bitImage: Length = (seen) => (seen.length < 3 ? 3 : 3 + word(seen, 1) * ((seen[0] ?? 0) >= 32 ? 3 : 1));
/** GS v 0: m xL xH yL yH behind the 0. */
const raster: Length = (seen) => (seen.length < 6 ? 6 : 6 + word(seen, 2) * word(seen, 4));
/** GS 8 L p1 to p4. */
const bigGraphics: Length = (seen) => (seen.length < 5 ? 5 : 5 + word(seen, 1) + 65_536 * word(seen, 3));
const graphics: Length = (seen) => (seen.length < 3 ? 3 : 3 + word(seen, 1));
/** GS V: forms from 65 up say how far to feed. */
const cut: Length = (seen) => (seen.length < 1 ? 1 : (seen[0] ?? 0) >= 65 ? 2 : 1);
/** GS k: the old forms end with NUL, the new ones are counted. */
const barcode: Length = (seen) => {
  if (seen.length < 1) return 1;
  if ((seen[0] ?? 0) < 65) return seen.length < 2 ? 2 : untilNul(seen);
  return seen.length < 2 ? 2 : 2 + (seen[1] ?? 0);
};
/** DLE DC4 fn. */
const pulse: Length = (seen) => (seen.length < 1 ? 1 : (seen[0] ?? 0) === 8 ? 8 : 3);
const downloadedImage: Length = (seen) => (seen.length < 2 ? 2 : 2 + (seen[0] ?? 0) * (seen[1] ?? 0) * 8);

/** Parameter lengths after the Epson ESC/POS command reference. A prefix byte, its name, and what may follow. */
const PREFIXES = new Map<number, { name: string; calls: ReadonlyMap<string, Length> }>([
  [
    0x1b,
    {
      name: 'ESC',
      calls: new Map<string, Length>([
        ...lengths(0, '@ 2 v i m S L'),
        ...lengths(1, '! a d e J 3 t E G R - M V { T U r u = K SP'),
        ...lengths(2, '$ \\ c B'),
        ...lengths(3, 'p'),
        ...lengths(8, 'W'),
        ['*', bitImage],
        ['D', untilNul],
      ]),
    },
  ],
  [
    0x1c,
    {
      name: 'FS',
      calls: new Map<string, Length>([
        ...lengths(0, '& .'),
        ...lengths(1, '! - C W'),
        ...lengths(2, 'S p'),
        ['(', (seen) => (seen.length < 3 ? 3 : 3 + word(seen, 1))],
      ]),
    },
  ],
  [
    0x1d,
    {
      name: 'GS',
      calls: new Map<string, Length>([
        ...lengths(0, ':'),
        ...lengths(1, '! r a I B H f h w b / T'),
        ...lengths(2, 'L W P $ \\'),
        ...lengths(3, '^'),
        ['V', cut],
        ['(', graphics],
        ['8', bigGraphics],
        ['v', raster],
        ['k', barcode],
        ['*', downloadedImage],
        ['g', counted],
      ]),
    },
  ],
  [
    0x10,
    {
      name: 'DLE',
      calls: new Map<string, Length>([
        ['EOT', 1],
        ['ENQ', 1],
        ['DC4', pulse],
      ]),
    },
  ],
]);

const CONTROL_NAMES = new Map([
  [0x04, 'EOT'],
  [0x05, 'ENQ'],
  [0x09, 'HT'],
  [0x0a, 'LF'],
  [0x0c, 'FF'],
  [0x0d, 'CR'],
  [0x14, 'DC4'],
  [0x18, 'CAN'],
  [0x20, 'SP'],
]);

function lengths(length: number, names: string): [string, Length][] {
  return names.split(' ').map((name) => [name, length]);
}

/** Takes a printer's bytes apart, in any chunking. */
export interface CommandReader {
  push(chunk: Uint8Array): PrinterCommand[];
  /** The line was lost: a command that has only begun never will end. */
  abandon(): void;
}

export function commandReader(): CommandReader {
  let prefix: { name: string; calls: ReadonlyMap<string, Length> } | null = null;
  let call: { name: string; length: Length; parameters: number[]; past: number } | null = null;
  let text: number[] = [];
  let commands: PrinterCommand[] = [];

  function endText(): void {
    if (text.length === 0) return;
    commands.push({ kind: 'text', bytes: Uint8Array.from(text) });
    text = [];
  }

  function add(command: PrinterCommand): void {
    // A query does not end the text: it is answered beside the printing, and may fall between two bytes of it.
    if (command.kind !== 'real-time') endText();
    commands.push(command);
  }

  function begin(name: string, length: Length): void {
    call = { name, length, parameters: [], past: 0 };
    endIfWhole();
  }

  function endIfWhole(): void {
    if (call === null) return;
    const { name, length, parameters, past } = call;
    const wanted = typeof length === 'number' ? length : length(parameters);
    if (parameters.length + past < wanted) return;
    call = null;
    const [n = 0] = parameters;
    if (name === 'DLE EOT' && n >= 1 && n <= 4) add({ kind: 'real-time', n });
    else add({ kind: 'call', name, parameters: Uint8Array.from(parameters) });
  }

  function take(byte: number): void {
    if (call !== null) {
      if (call.parameters.length < MOST_PARAMETERS) call.parameters.push(byte);
      else call.past += 1;
      endIfWhole();
    } else if (prefix !== null) takeBehindPrefix(byte, prefix);
    else if (PREFIXES.has(byte)) prefix = PREFIXES.get(byte) ?? null;
    else if (byte >= 0x20) text.push(byte);
    else {
      const name = CONTROL_NAMES.get(byte);
      add(name === undefined ? { kind: 'unknown', name: hexByte(byte) } : call0(name));
    }
  }

  function takeBehindPrefix(byte: number, around: NonNullable<typeof prefix>): void {
    prefix = null;
    const name = CONTROL_NAMES.get(byte) ?? String.fromCharCode(byte);
    const length = around.calls.get(name);
    if (length !== undefined) begin(`${around.name} ${name}`, length);
    else {
      add({ kind: 'unknown', name: `${around.name} ${hexByte(byte)}` });
      // A DLE alone is noise, and the byte behind it may begin something.
      if (around.name === 'DLE') take(byte);
    }
  }

  return {
    push(chunk) {
      for (const byte of chunk) take(byte);
      endText();
      const read = commands;
      commands = [];
      return read;
    },
    abandon() {
      prefix = null;
      call = null;
    },
  };
}

function call0(name: string): PrinterCommand {
  return { kind: 'call', name, parameters: new Uint8Array(0) };
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
