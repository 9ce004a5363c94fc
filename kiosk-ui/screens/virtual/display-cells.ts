/** Cells of a caller keypad's display. */
const CELLS = 12;

/** What stands in each cell; a shorter text stands at the right, as numbers do, a longer one loses its end. */
export function displayCells(shown: string): string[] {
  return [...shown.slice(0, CELLS).padStart(CELLS)];
}
