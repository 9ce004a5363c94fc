import type { Actor } from '@bandecheng/shared/commands';
import { AGENT_TO_HUB } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import { reportCommand, type ReportAnswer } from '@bandecheng/shared/protocol';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import type { Hub } from '../handle-command.ts';
import { mayCommand } from './access.ts';

const { message: ReportMessage, parts } = AGENT_TO_HUB['report:send'];

/** Whose outbox the reports come from. */
export interface ReportSource {
  agent: AgentId;
  /** The stream, where the message names none. */
  outbox: string;
}

/**
 * Takes an agent's reports in their order and answers with the highest number once all up to it are on disk.
 * A report that does not parse is logged with its field, counted as accepted and dropped: kept, it would hold
 * up every press behind it. Rejects when the journal fails; the agent then keeps its reports.
 */
export async function takeReports(
  message: unknown,
  { agent, ...introduced }: ReportSource,
  hub: Hub,
  log: Logger,
): Promise<ReportAnswer> {
  const parsed = parse(ReportMessage, message);
  if (!parsed.ok || !isRising(parsed.value.reports)) {
    log.warn({ agent, problems: parsed.ok ? [] : parsed.problems }, 'a message of reports was malformed');
    return { refused: 'message-malformed' };
  }
  const actor: Actor = { kind: 'agent', agent };
  const { outbox = introduced.outbox } = parsed.value;
  let accepted = hub.acceptedReport(agent, outbox);
  const first = parsed.value.reports[0]?.number ?? 0;
  // An agent forgets what was acknowledged: after a restored backup nobody has it any more.
  if (first > accepted + 1)
    log.warn({ agent, from: accepted + 1, to: first - 1 }, 'reports of an agent are not in this record');
  const handled: Promise<unknown>[] = [];
  for (const { number, report } of parsed.value.reports) {
    if (number <= accepted) continue;
    accepted = number;
    const parsedReport = parse(parts['reports[].report'], report);
    if (!parsedReport.ok) {
      log.warn({ agent, number, problems: parsedReport.problems }, 'a report was malformed');
      continue;
    }
    const command = reportCommand(agent, outbox, number, parsedReport.value);
    if (mayCommand(actor, command)) handled.push(hub.handle(command, actor));
    else log.warn({ agent, number }, 'a report was not allowed');
  }
  // Numbers accepted earlier may still be on their way to the disk: their first answer was then lost.
  handled.push(hub.whenDurable(hub.state.seq));
  await Promise.all(handled);
  return { accepted };
}

/** A lower number behind a higher one would be taken for a retry, and its press be lost. */
function isRising(reports: readonly { number: number }[]): boolean {
  return reports.every(({ number }, i) => i === 0 || number > (reports[i - 1]?.number ?? 0));
}
