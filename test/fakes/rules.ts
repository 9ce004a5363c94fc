import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DeskRules } from '@bandecheng/hub/rules/read-desk-rules';
import { readPolicies } from '@bandecheng/hub/rules/read-policies';
import { readYears } from '@bandecheng/hub/rules/read-years';
import { closingMinute, type CalendarOverride } from '@bandecheng/shared/calendar/calendar-override';
import { legalCalendar } from '@bandecheng/shared/calendar/legal-calendar';
import type { Clock } from '@bandecheng/shared/policy/clock';
import type { Reckoning } from '@bandecheng/shared/policy/deadline';
import type { Policy } from '@bandecheng/shared/policy/policy';

export const CITIES = ['anshan', 'chizhou', 'huancui', 'linjiang', 'wushen'] as const;

const years = await readYears();
const policies = await readPolicies();

/** Where the notices' texts lie, `<city>.txt`. */
const NOTICES = fileURLToPath(new URL('../fixtures/notices/', import.meta.url));

export function notice(city: string): Promise<string> {
  return readFile(`${NOTICES}${city}.txt`, 'utf8');
}

/** A city's policy, a copy of the test's own. */
export function policyOf(city: string): Policy {
  return structuredClone(policies.get(city)!);
}

export function clockOf(city: string, id: string): Clock {
  return policyOf(city)
    .caseTypes.flatMap(({ clocks }) => clocks)
    .find((clock) => clock.id === id)!;
}

/** The vendored years in Shanghai, business closing at 17:00 unless the override says otherwise. */
export function reckoning(override?: Pick<CalendarOverride, 'legal' | 'closing'>): Reckoning {
  return {
    legal: legalCalendar(years, override),
    timeZone: 'Asia/Shanghai',
    closesAt: closingMinute('17:00', override),
  };
}

/** Rules of a hall without a case desk, in which nobody has imported a holiday. */
export const NO_DESK: DeskRules = { policy: null, policyMark: '', calendar: { years: [] }, calendarMark: '' };
