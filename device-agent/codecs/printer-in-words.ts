import { problemsInWords, wireWordsZh } from '../locales/zh/wire-words.ts';
import type { BytesInWords } from './bytes-in-words.ts';
import {
  paperProblems,
  printerReplies,
  statusProblems,
  type PrinterReply,
  type StatusQuery,
} from './printer-replies.ts';

/** Commands that ask, with the name they go by; everything else to a printer is somebody's ticket. */
const QUERIES: readonly [readonly number[], string][] = [
  [[0x10, 0x04], 'DLE EOT'],
  [[0x1d, 0x72], 'GS r'],
  [[0x1d, 0x49], 'GS I'],
  [[0x1d, 0x61], 'GS a'],
  [[0x1d, 0x28, 0x48], 'GS ( H'],
];
/** First byte of the reply to GS ( H. */
const FENCE_BLOCK = 0x37;
/** Longest query, GS ( H with its token, bytes. */
const LONGEST_QUERY = 11;

/** What passes a printer's line: queries and replies. Print data are counted and never shown. */
export function printerInWords(): BytesInWords {
  const replies = printerReplies();
  let asked: StatusQuery | null = null;
  return {
    read(direction, bytes) {
      if (direction === 'from-device') {
        const means = replies.push(bytes).map((reply) => replyWords(reply, asked));
        return { shown: true, known: means.length > 0, means };
      }
      const name = queryName(bytes);
      if (name === null) return { shown: false, known: false, means: [wireWordsZh.printData] };
      if (name.startsWith('DLE EOT')) asked = bytes[2] as StatusQuery;
      return { shown: true, known: true, means: [wireWordsZh.query(name)] };
    },
  };
}

/** `DLE EOT 4`; null for bytes that are no query alone. */
function queryName(bytes: Uint8Array): string | null {
  if (bytes.length > LONGEST_QUERY) return null;
  const query = QUERIES.find(([command]) => command.every((byte, i) => bytes[i] === byte));
  if (query === undefined) return null;
  const [command, name] = query;
  return bytes.length === command.length + 1 ? `${name} ${bytes.at(-1)}` : name;
}

function replyWords(reply: PrinterReply, asked: StatusQuery | null): string {
  switch (reply.kind) {
    case 'dle-eot': {
      const problems = asked === null ? [] : statusProblems(asked, reply.byte);
      return wireWordsZh.reply(`DLE EOT ${asked ?? ''}`.trim(), problemsInWords(problems));
    }
    case 'gs-r':
      return wireWordsZh.reply('GS r', problemsInWords(paperProblems(reply.byte)));
    case 'asb':
      return wireWordsZh.statusChange;
    case 'block':
      return reply.header === FENCE_BLOCK ? wireWordsZh.fence : wireWordsZh.identity(printable(reply.data));
  }
}

function printable(bytes: Uint8Array): string {
  return String.fromCharCode(...[...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
}
