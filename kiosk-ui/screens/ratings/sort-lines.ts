import type { RatingCounts, RatingLine } from '@bandecheng/shared/rating/rating-report';
import { ratedOf } from './share-text.ts';

/** What a table of lines may be sorted by. */
export type SortKey = 'visits' | 'rated' | 'satisfied' | 'bad' | 'response';
export interface Sorting {
  by: SortKey;
  /** The largest first. */
  down: boolean;
}
export interface RankedLine {
  line: RatingLine;
  /** Place by 满意率, the same for equals; null: too few ratings to be ranked. */
  rank: number | null;
}

/**
 * Lines in the order asked for. Those with fewer than 30 ratings behind their 满意率 are ranked nowhere and stand behind
 * the others, the most ratings first.
 */
export function sortLines(lines: readonly RatingLine[], { by, down }: Sorting): RankedLine[] {
  const large = lines.filter(({ satisfied }) => !satisfied.small);
  const small = lines.filter(({ satisfied }) => satisfied.small);
  const order = (a: RatingLine, b: RatingLine) => (figure(a, by) - figure(b, by)) * (down ? -1 : 1);
  const ranked = [...large].sort(order).map((line) => ({ line, rank: rankAmong(line, large) }));
  return [
    ...ranked,
    ...[...small].sort((a, b) => ratedOf(b) - ratedOf(a)).map((line) => ({ line, rank: null })),
  ];
}

function rankAmong({ satisfied }: RatingLine, lines: readonly RatingLine[]): number {
  return 1 + lines.filter((other) => (other.satisfied.value ?? 0) > (satisfied.value ?? 0)).length;
}

/** Where there is nothing to divide by, below every share. */
function figure(counts: RatingCounts, by: SortKey): number {
  if (by === 'visits') return counts.visits;
  return by === 'rated' ? ratedOf(counts) : (counts[by].value ?? -1);
}
