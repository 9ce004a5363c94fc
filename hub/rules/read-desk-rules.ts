import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Calendar } from '@bandecheng/shared/calendar/calendar';
import type { CalendarOverride } from '@bandecheng/shared/calendar/calendar-override';
import type { LegalYear } from '@bandecheng/shared/calendar/legal-year';
import { HallError } from '@bandecheng/shared/errors';
import type { Hall } from '@bandecheng/shared/hall';
import { problemLines } from '@bandecheng/shared/parse';
import { checkPolicy } from '@bandecheng/shared/policy/check-policy';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { PolicyMark } from '@bandecheng/shared/vocabulary';
import { configText } from '../locales/zh-CN/config.ts';
import { readPolicies } from './read-policies.ts';
import { readYears } from './read-years.ts';

/** What the case desk works by, as it lies on disk. The marks change with the content. */
export interface DeskRules {
  /** Null: the hall has no case desk. */
  policy: Policy | null;
  policyMark: PolicyMark;
  calendar: Calendar;
  calendarMark: string;
}

/**
 * The rules a hall names, whole and checked. Throws `config-invalid` for a policy nobody has, `policy-invalid`,
 * `calendar-invalid`. `folder` is where hall.json lies.
 */
export async function readDeskRules(hall: Hall, folder: string): Promise<DeskRules> {
  const { calendar, calendarMark } = calendarOf(await readYears(), null);
  if (hall.policy === undefined) return { policy: null, policyMark: '', calendar, calendarMark };
  const site = hall.policiesFolder === undefined ? undefined : resolve(folder, hall.policiesFolder);
  const policies = await readPolicies(site);
  const policy = policies.get(hall.policy);
  if (policy === undefined)
    throw new HallError('config-invalid', folder, configText.noPolicy(hall.policy, [...policies.keys()]));
  const problems = checkPolicy(policy, null);
  if (problems.length > 0) throw new HallError('policy-invalid', hall.policy, problemLines(problems));
  const policyMark = `${policy.id}@${policy.version}#${markOf(policy)}`;
  return { policy, policyMark, calendar, calendarMark };
}

/** The holidays that deadlines are reckoned by: the years, and what the hall lays over them. */
export function calendarOf(
  years: LegalYear[],
  override: CalendarOverride | null,
): Pick<DeskRules, 'calendar' | 'calendarMark'> {
  const calendar: Calendar = { years, ...(override === null ? {} : { override }) };
  return { calendar, calendarMark: markOf(calendar) };
}

/** Ten hexadecimal digits that change with any part of the content. */
function markOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
}
