import { AUDIT_KINDS, type AuditKind, type AuditShown } from '@bandecheng/shared/audit';
import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import { done, staffRoutes, withQuery, type ApiRoute } from './api-route.ts';
import type { Identity } from './identity.ts';

/** The record on disk, as the API asks for it. */
export interface AuditDesk {
  /** The newest first, at most so many; `more`: there are older ones of that day. */
  read(day: BusinessDay, kind: AuditKind, most: number): Promise<Pick<AuditShown, 'rows' | 'more'>>;
}

export interface AuditApiParts {
  hub: Hub;
  identity: Identity;
  audit: AuditDesk;
}

/** What a page shows at once. */
const MOST_ROWS = 500;

const Asked = z.object({
  /** Absent: the open one. */
  day: CivilDate.optional(),
  kind: z.enum(AUDIT_KINDS).default('security'),
});

/** Who did what, of one business day, for the auditor; nothing is changed over it. */
export function auditApi({ hub, identity, audit }: AuditApiParts): ApiRoute[] {
  const route = staffRoutes(identity);
  return [
    route('get', '/api/audit', 'read-audit', (_staff, request) =>
      withQuery(Asked, request, async ({ day = hub.state.day, kind }) => {
        const { hall } = hub.state;
        await hub.whenDurable(hub.state.seq);
        const read = await audit.read(day, kind, MOST_ROWS);
        return done({ day, timeZone: hall?.timeZone ?? 'Asia/Shanghai', ...read });
      }),
    ),
  ];
}
