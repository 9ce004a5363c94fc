const STAMP = 'bandecheng.reloadedAt';

/** Milliseconds between two reloads: a hub that goes on refusing must not make a kiosk flicker. */
const REST_MS = 60_000;

/** Loads the page anew, at most once a minute; answers whether it does. For a page older than the hub. */
export function reloadOnce(now: number = Date.now()): boolean {
  const last = Number(sessionStorage.getItem(STAMP) ?? 0);
  if (now - last < REST_MS) return false;
  sessionStorage.setItem(STAMP, String(now));
  location.reload();
  return true;
}
