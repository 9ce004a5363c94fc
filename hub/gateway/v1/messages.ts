import { NAMESPACES, type MessageShape } from '@bandecheng/shared/messages';
import { PROTOCOL_VERSION } from '@bandecheng/shared/protocol';
import { SCREEN_VIEWS } from '@bandecheng/shared/screen-views';
import { schemaOf } from './openapi.ts';

type Direction = 'toHub' | 'fromHub';

/** Messages of /screen and /agent by their names, with the JSON Schema of what each carries and is answered. */
export function messagesDocument(): Record<string, unknown> {
  const namespaces = Object.entries(NAMESPACES).map(([name, { handshake, refused, toHub, fromHub }]) => [
    name,
    {
      handshake: schemaOf(handshake, 'input'),
      refused: schemaOf(refused, 'output'),
      toHub: documented(toHub, 'toHub'),
      fromHub: documented(fromHub, 'fromHub'),
    },
  ]);
  return { protocol: PROTOCOL_VERSION, screens: SCREEN_VIEWS, namespaces: Object.fromEntries(namespaces) };
}

function documented(messages: Readonly<Record<string, MessageShape>>, direction: Direction) {
  const said = direction === 'toHub' ? 'input' : 'output';
  const answered = direction === 'toHub' ? 'output' : 'input';
  return Object.fromEntries(
    Object.entries(messages).map(([name, { summary, message, answer, parts = {} }]) => [
      name,
      {
        summary,
        ...(message === undefined ? {} : { message: schemaOf(message, said) }),
        ...Object.fromEntries(Object.entries(parts).map(([place, part]) => [place, schemaOf(part, said)])),
        ...(answer === undefined ? {} : { answer: schemaOf(answer, answered, 'any') }),
      },
    ]),
  );
}
