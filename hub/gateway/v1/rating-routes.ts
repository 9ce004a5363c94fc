import { createHash } from 'node:crypto';
import type { Command } from '@bandecheng/shared/commands';
import { order, type Asked, type Handled, type Handlers, type RouteParts } from './handler.ts';
import { problemOf } from './problem.ts';

type Api = Asked<'giveRating'>['actor'];

/** What other systems say of visits: ratings given to them, receipts of messages, numbers of cases. */
export function ratingRoutes({
  hub,
  clock,
}: RouteParts): Handlers<'giveRating' | 'receiptSms' | 'numberVisit'> {
  /** Said again, it stands already. */
  const about = async (
    visit: string,
    command: Command,
    actor: Api,
  ): Promise<Handled<{ visit: string; known: boolean }>> => {
    const { state } = hub;
    const known = state.answers.has(command.id);
    const done = await order(hub, command, actor);
    if (done.ok) return { answer: { visit, known } };
    if ('refused' in done && done.refused === 'nothing-new') return { answer: { visit, known: true } };
    return { problem: problemOf(done) };
  };
  return {
    giveRating: ({ actor, body: { foreignId, ratedAt, ...said } }) => {
      const id = idOfAnswer(actor, foreignId);
      return about(said.visit, { id, type: 'TypeRating', ...said, ratedAt: ratedAt ?? clock() }, actor);
    },
    receiptSms: ({ id, actor, body }) => about(body.visit, { id, type: 'ReceiptSms', ...body }, actor),
    numberVisit: ({ id, actor, params: { visit }, body }) =>
      about(visit, { id, type: 'NumberVisit', visit, ...body }, actor),
  };
}

/** The same for the same answer at every retry, days later too. */
function idOfAnswer({ key }: Api, foreignId: string): string {
  const digest = createHash('sha256').update(foreignId).digest('hex').slice(0, 32);
  return `api:${key}/answer-${digest}`;
}
