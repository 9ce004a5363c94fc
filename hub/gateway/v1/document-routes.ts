import type { Handlers } from './handler.ts';
import { messagesDocument } from './messages.ts';
import { openApiDocument } from './openapi.ts';
import { allProblems } from './problem.ts';

/**
 * What the API says of itself. The documents never change while the hub runs; making them takes as long as a fifth of
 * a start, so they wait for whoever asks first.
 */
export function documentRoutes(): Handlers<'listProblems' | 'readOpenApi' | 'readMessages'> {
  const openApi = once(openApiDocument);
  const messages = once(messagesDocument);
  return {
    listProblems: () => ({ answer: { problems: allProblems() } }),
    readOpenApi: () => ({ answer: openApi() }),
    readMessages: () => ({ answer: messages() }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
