/** Slope of the straight line with the least squares through these points. */
export function slopeOf(points: readonly { x: number; y: number }[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xMean, yMean] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const over = points.reduce((sum, { x, y }) => sum + (x - xMean) * (y - yMean), 0);
  const under = points.reduce((sum, { x }) => sum + (x - xMean) ** 2, 0);
  return over / under;
}
