import type { AuditRow } from '@bandecheng/shared/audit';
import type { AuditDesk } from './gateway/audit-api.ts';
import { eachEventOfDay } from './journal/day-events.ts';
import { auditRow } from './reports/audit-row.ts';

/** The record as the auditor reads it: from the journal on disk, a day at a time. */
export function openAudit(dataFolder: string): AuditDesk {
  return {
    async read(day, kind, most) {
      const rows: AuditRow[] = [];
      let found = 0;
      await eachEventOfDay(dataFolder, day, (event) => {
        const row = auditRow(event, kind);
        if (row === null) return;
        found += 1;
        rows.push(row);
        if (rows.length > 2 * most) rows.splice(0, rows.length - most);
      });
      return { rows: rows.slice(-most).reverse(), more: found > most };
    },
  };
}
