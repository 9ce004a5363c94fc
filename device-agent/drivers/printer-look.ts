import { DEVICE_PROBLEMS, DEVICE_WARNINGS, type DeviceProblem } from '@bandecheng/shared/vocabulary';
import { automaticProblems, statusProblems } from '../codecs/printer-replies.ts';
import type { PrinterConversation } from './printer-conversation.ts';

const QUERIES = [1, 2, 3, 4] as const;

/** What the printer says of itself, the gravest problem first; null when it does not answer all four queries. */
export async function lookAtPrinter(conversation: PrinterConversation): Promise<DeviceProblem[] | null> {
  const found = new Set<DeviceProblem>();
  for (const n of QUERIES) {
    const byte = await conversation.askStatus(n);
    if (byte === null) return null;
    for (const problem of statusProblems(n, byte)) found.add(problem);
  }
  return gravestFirst(found);
}

/** What the printer told of itself unasked, the gravest problem first. */
export function toldByPrinter(bytes: Uint8Array): DeviceProblem[] {
  return gravestFirst(new Set(automaticProblems(bytes)));
}

function gravestFirst(found: Set<DeviceProblem>): DeviceProblem[] {
  // The sensor of the near end says so too once the paper is gone.
  if (found.has('paper-out')) found.delete('paper-near-end');
  return DEVICE_PROBLEMS.filter((problem) => found.has(problem));
}

/** The gravest problem with which nothing can be printed; null when there is none. */
export function obstacleIn(problems: readonly DeviceProblem[]): DeviceProblem | null {
  return problems.find((problem) => !DEVICE_WARNINGS.includes(problem)) ?? null;
}
