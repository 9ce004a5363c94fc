import type { Problem } from '@bandecheng/shared/parse';
import type { HandshakeRefused } from '@bandecheng/shared/protocol';

/** Why a connection is not let in. It is the message of the client's `connect_error`. */
export type HandshakeWord = HandshakeRefused['message'];

/** The refusal as socket.io hands it to the client: a word, and with `data.problems` what was malformed. */
export function handshakeRefusal(word: HandshakeWord, problems: readonly Problem[] = []): Error {
  const differs = problems.some((p) => p.path === 'protocol');
  return Object.assign(new Error(differs ? 'version-differs' : word), { data: { problems } });
}
