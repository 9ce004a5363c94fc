/**
 * Where to go after signing in: the address asked for, when it lies on this hub, else the start page. What
 * begins with two slashes (or a slash and a backslash) would lead to another server.
 */
export function nextPage(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked : '/';
}
