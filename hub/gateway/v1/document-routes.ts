import type { Handlers } from './handler.ts';
import { messagesDocument } from './messages.ts';
import { openApiDocument } from './openapi.ts';
import { allProblems } from './problem.ts';

/** What the API says of itself. The documents never change while the hub runs. */
export function documentRoutes(): Handlers<'listProblems' | 'readOpenApi' | 'readMessages'> {
  const openApi = openApiDocument();
  const messages = messagesDocument();
  return {
    listProblems: () => ({ answer: { problems: allProblems() } }),
    readOpenApi: () => ({ answer: openApi }),
    readMessages: () => ({ answer: messages }),
  };
}
