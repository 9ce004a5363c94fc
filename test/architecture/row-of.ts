/** The row with the longest path that holds the file. */
export function rowOf<Row>(rows: readonly Row[], path: (row: Row) => string, file: string): Row | undefined {
  return rows.filter((row) => holds(path(row), file)).sort((a, b) => path(b).length - path(a).length)[0];
}

export function holds(path: string, file: string): boolean {
  return path.endsWith('/') ? file.startsWith(path) : file === path;
}
