import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { parse } from '@bandecheng/shared/parse';
import { TECHNICIAN_REPLY, type TechnicianReply } from '@bandecheng/shared/protocol';
import { TechnicianQuestion } from '@bandecheng/shared/technician';
import type { HubWishes } from './hub-messages.ts';

const pack = promisify(gzip);

/**
 * Reads a technician's question as it came from the wire, has it answered and packs the answer. What is not on the
 * closed list is refused; so is an answer too long for the hub. A message beyond its limit would cost the connection.
 */
export async function replyToTechnician(
  question: unknown,
  wishes: Pick<HubWishes, 'answer'>,
): Promise<TechnicianReply> {
  const parsed = parse(TechnicianQuestion, question);
  if (!parsed.ok) return { refused: 'question-malformed' };
  const text = JSON.stringify(await wishes.answer(parsed.value));
  if (Buffer.byteLength(text) > TECHNICIAN_REPLY.bytes) return { refused: 'too-long' };
  const packed = inParts(await pack(text), TECHNICIAN_REPLY.partBytes);
  return packed.length > TECHNICIAN_REPLY.parts ? { refused: 'too-long' } : { packed };
}

function inParts(bytes: Uint8Array, most: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += most) parts.push(bytes.subarray(from, from + most));
  return parts;
}
