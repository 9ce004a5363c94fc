import type { ApiInput, ApiOutput, ApiRouteName } from '@bandecheng/shared/api-v1';
import type { Actor, Command } from '@bandecheng/shared/commands';
import type { Hall } from '@bandecheng/shared/hall';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../../handle-command.ts';
import { mayCommand } from '../access.ts';
import type { WebhookDesk } from '../doorkeeper.ts';
import type { ApiLanguage, ApiProblem } from './problem.ts';

/** A request that has passed key, scope and schemas. */
export type Asked<N extends ApiRouteName> = ApiInput<N> & {
  actor: Extract<Actor, { kind: 'api' }>;
  /** For the command it may become; the same at every retry. */
  id: string;
  language: ApiLanguage;
};

export type Handled<A = unknown> = { answer: A } | { problem: ApiProblem };
export type Handler<N extends ApiRouteName> = (
  asked: Asked<N>,
) => Promise<Handled<ApiOutput<N>>> | Handled<ApiOutput<N>>;
export type Handlers<N extends ApiRouteName = ApiRouteName> = { [K in N]: Handler<K> };

export interface RouteParts {
  hub: Hub;
  hall: () => Hall;
  webhooks: WebhookDesk;
  clock: () => Instant;
}

/** Gives the command, if the API may. */
export async function order(hub: Hub, command: Command, actor: Actor): Promise<Answer> {
  if (!mayCommand(actor, command)) return { ok: false, refused: 'not-allowed' };
  return hub.handle(command, actor);
}

/** An answer from the state, once the state is on disk. */
export async function told<A>(hub: Hub, answer: A): Promise<{ answer: A }> {
  await hub.whenDurable(hub.state.seq);
  return { answer };
}
