/** One line of the bench's output. */
export interface Figure {
  name: string;
  unit: string;
  ours: number;
  /** What the same machine can do at best, measured in the same run, or a stated bound. */
  limit?: number;
  /** What something else does with the same work, measured in the same run. */
  peer?: number;
  how: string;
}

/** Prints a figure as one JSON object on a line of standard output, with ours over limit or peer as `ratio`. */
export function printFigure({ name, unit, ours, limit, peer, how }: Figure): void {
  const beside = limit ?? peer;
  const ratio = beside === undefined ? undefined : round(ours / beside);
  const figures = { ours: round(ours), ...(limit === undefined ? { peer } : { limit: round(limit) }), ratio };
  process.stdout.write(`${JSON.stringify({ name, unit, ...figures, how })}\n`);
}

/** Progress for whoever waits: standard error, so that the figures stay alone on standard output. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values lies; `share` from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
