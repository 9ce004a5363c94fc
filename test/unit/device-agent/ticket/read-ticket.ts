const decoder = new TextDecoder('gb18030', { fatal: true });

/**
 * The bytes of a ticket as words: `align 1`, `size 33`, `text A012`, `qr http://…`, `raster 264x48`, `gap`, `cut`.
 * Written from the ESC/POS command reference alone; a command the ticket has no need of is an error.
 */
export function readTicket(bytes: Uint8Array): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [word, length] = readOne(bytes.subarray(at));
    if (word !== '') words.push(word);
    at += length;
  }
  return words;
}

/** The bytes of each line of text with its line feed, nothing of the commands between them. */
export function ticketTexts(bytes: Uint8Array): Uint8Array[] {
  const texts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [word, length] = readOne(bytes.subarray(at));
    if (word.startsWith('text ')) texts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return texts;
}

function readOne(bytes: Uint8Array): [word: string, length: number] {
  const two = [...bytes.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const byte = (i: number) => bytes[i] ?? -1;
  if (two === '1b 40') return ['init', 2];
  if (two === '1c 26') return ['chinese', 2];
  if (two === '1b 61') return [`align ${byte(2)}`, 3];
  if (two === '1b 64') return [`feed ${byte(2)}`, 3];
  if (two === '1d 21') return [`size ${byte(2).toString(16).padStart(2, '0')}`, 3];
  if (two === '1d 56') return [`cut ${byte(2)} ${byte(3)}`, 4];
  if (two === '1d 28' && byte(2) === 0x6b) return readQr(bytes);
  if (two === '1d 76' && byte(2) === 0x30) {
    const [width, height] = [byte(4) + 256 * byte(5), byte(6) + 256 * byte(7)];
    if (bytes.length < 8 + width * height) throw new Error('a raster is cut short');
    return [`raster ${width * 8}x${height}`, 8 + width * height];
  }
  const end = bytes.indexOf(0x0a);
  if (end < 0) throw new Error(`neither text nor a command: ${two}`);
  if (end === 0) return ['gap', 1];
  const text = bytes.subarray(0, end);
  if (text.some((code) => code < 0x20)) throw new Error(`unknown command: ${two}`);
  return [`text ${decoder.decode(text)}`, end + 1];
}

function readQr(bytes: Uint8Array): [word: string, length: number] {
  const length = 5 + (bytes[3] ?? 0) + 256 * (bytes[4] ?? 0);
  if (bytes.length < length) throw new Error('a QR command is cut short');
  const parameters = bytes.subarray(7, length);
  if (bytes[6] === 80) return [`qr ${new TextDecoder().decode(parameters.subarray(1))}`, length];
  return [`qr-${bytes[6]} ${[...parameters].join(' ')}`, length];
}
