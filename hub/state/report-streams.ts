/** Streams of one agent that are remembered; each of its starts begins one. */
const KEPT = 100;

/**
 * Keeps the highest number accepted of a stream. Beyond the agent's newest hundred streams the oldest is forgotten: a
 * report left in it would have to wait through a hundred starts of its agent, each of which said something.
 */
export function keepReportNumber(
  reports: Map<string, number>,
  { stream, number }: { stream: string; number: number },
): void {
  const isNew = !reports.has(stream);
  reports.set(stream, number);
  if (!isNew) return;
  const agent = stream.slice(0, stream.indexOf('/') + 1);
  const ofAgent = [...reports.keys()].filter((key) => key.startsWith(agent));
  for (const old of ofAgent.slice(0, Math.max(0, ofAgent.length - KEPT))) reports.delete(old);
}
