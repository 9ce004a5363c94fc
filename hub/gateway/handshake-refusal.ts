import type { Problem } from '@bandecheng/shared/parse';

/** Why a connection is not let in. It is the message of the client's `connect_error`. */
export type HandshakeWord =
  | 'not-signed-in'
  | 'not-allowed'
  | 'version-differs'
  | 'handshake-malformed'
  | 'stopping'
  | 'ticket-unknown'
  | `${string}-unknown`;

/** The refusal as socket.io hands it to the client: a word, and with `data.problems` what was malformed. */
export function handshakeRefusal(word: HandshakeWord, problems: readonly Problem[] = []): Error {
  const differs = problems.some((p) => p.path === 'protocol');
  return Object.assign(new Error(differs ? 'version-differs' : word), { data: { problems } });
}
