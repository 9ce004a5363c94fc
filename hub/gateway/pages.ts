import type { Screen } from '@bandecheng/shared/vocabulary';
import type { ApiAction } from './access.ts';

/** One page. Its file holds nothing of the hall and is sent to anybody; what it shows comes through these doors. */
interface Page {
  file: string;
  /** The screen it opens, or what must be allowed for it to show anything; null: it is for anybody. */
  door: Screen | ApiAction | null;
  /** Another that shows something of it. */
  orDoor?: ApiAction;
}

/** Address → its page. */
export const PAGES: Readonly<Record<string, Page>> = {
  '/': { file: 'index.html', door: null },
  '/login': { file: 'login.html', door: null },
  '/kiosk': { file: 'kiosk.html', door: 'kiosk' },
  '/display': { file: 'display.html', door: 'display' },
  '/counter': { file: 'counter.html', door: 'counter' },
  '/tablet': { file: 'tablet.html', door: 'tablet' },
  '/desk': { file: 'desk.html', door: 'desk' },
  '/cases': { file: 'cases.html', door: 'cases' },
  '/form': { file: 'form.html', door: 'read-cases' },
  '/devices': { file: 'devices.html', door: 'devices' },
  '/hall': { file: 'hall.html', door: 'hall' },
  '/accounts': { file: 'accounts.html', door: 'read-accounts', orDoor: 'read-audit' },
  '/rules': { file: 'rules.html', door: 'read-rules' },
  '/erasure': { file: 'erasure.html', door: 'read-erasure' },
  '/reports': { file: 'reports.html', door: 'read-reports' },
  '/ratings': { file: 'ratings.html', door: 'read-ratings' },
  '/t/:key': { file: 'follow.html', door: 'follow' },
};
