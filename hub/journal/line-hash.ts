import { hash } from 'node:crypto';
import type { RecordedEvent } from '@bandecheng/shared/events';

/** What the first line of a journal is chained to. */
export const CHAIN_START = '0'.repeat(64);

const FIELD = ',"hash":"';
const HASH_LENGTH = 64;
const SUFFIX_LENGTH = FIELD.length + HASH_LENGTH + '"}'.length;

/** An event's line up to its hash field. The fields stand in this order in every line. */
export function lineBody(event: RecordedEvent, hall: string): string {
  const { seq, at, happenedAt, asked, type, version, actor, command, part, data } = event;
  // Only what may hold a quotation mark goes through JSON: the head is half the cost of a line.
  const head = `{"seq":${seq},"at":${at},"hall":${JSON.stringify(hall)},"type":"${type}","version":${version}`;
  const who = `,"actor":${JSON.stringify(actor)},"command":${JSON.stringify(command)}`;
  const happened = happenedAt === undefined ? '' : `,"happenedAt":${happenedAt}`;
  const answered = asked === undefined ? '' : `,"asked":${JSON.stringify(asked)}`;
  const place = part === undefined ? '' : `,"part":[${part[0]},${part[1]}]`;
  return `${head}${who}${happened}${answered}${place},"data":${JSON.stringify(data)}`;
}

/** SHA-256 over the hash of the line before and this line up to its hash field; 64 hexadecimal digits. */
export function lineHash(previous: string, body: string): string {
  return hash('sha256', previous + body, 'hex');
}

/** A whole line without its newline. */
export function sealedLine(body: string, ownHash: string): string {
  return body + FIELD + ownHash + '"}';
}

/** Body and hash of a line, or null when it does not end in a hash field. Whether the hash is right is not asked. */
export function splitLine(line: string): { body: string; hash: string } | null {
  const end = line.length - SUFFIX_LENGTH;
  if (!line.startsWith(FIELD, end) || !line.endsWith('"}')) return null;
  return { body: line.slice(0, end), hash: line.slice(end + FIELD.length, -2) };
}
