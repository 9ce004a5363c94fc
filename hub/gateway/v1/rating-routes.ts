import type { Command } from '@bandecheng/shared/commands';
import { order, type Asked, type Handled, type Handlers, type RouteParts } from './handler.ts';
import { problemOf } from './problem.ts';

/** What other systems say of visits: receipts of messages, numbers of cases. */
export function ratingRoutes({ hub }: RouteParts): Handlers<'receiptSms' | 'numberVisit'> {
  const about = async (
    visit: string,
    command: Command,
    actor: Asked<'receiptSms'>['actor'],
  ): Promise<Handled<{ visit: string }>> => {
    const done = await order(hub, command, actor);
    // Said again, it stands already.
    if (done.ok || ('refused' in done && done.refused === 'nothing-new')) return { answer: { visit } };
    return { problem: problemOf(done) };
  };
  return {
    receiptSms: ({ id, actor, body }) => about(body.visit, { id, type: 'ReceiptSms', ...body }, actor),
    numberVisit: ({ id, actor, params: { visit }, body }) =>
      about(visit, { id, type: 'NumberVisit', visit, ...body }, actor),
  };
}
