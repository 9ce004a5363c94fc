/** A path with what is asked of it. */
export const withQuery = (path: string, asked: object): string =>
  `${path}?${new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)])).toString()}`;
