/** What an Authorization header bears; undefined: nothing. */
export function bearerOf(header: string | string[] | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(String(header ?? ''))?.[1];
}
