import type { Counted, Group, GroupTable } from '@bandecheng/shared/case/case-report';
import type { Hall } from '@bandecheng/shared/hall';
import type { CaseId } from '@bandecheng/shared/vocabulary';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { gradeOf, rulesOf, type CaseRulesOf } from '../state/case-rules.ts';
import type { Case, CaseDesk } from '../state/case-state.ts';

/** What a case is grouped by; null: it has no such feature. */
type Feature = (of: Case, rules: CaseRulesOf) => string | null;

/** The number of some cases, each once. */
export function countCases(cases: readonly Pick<Case, 'id'>[]): Counted {
  return { n: cases.length, cases: cases.map(({ id }) => id) };
}

/**
 * Cases counted by each of their features, the most frequent first. Those kept confidential are counted in a group of
 * their own: a department with one such case would tell whose it is.
 */
export function caseGroups(desk: CaseDesk, cases: readonly Case[], hall: Hall): GroupTable[] {
  const attributes = new Map<string, string>();
  for (const of of cases) for (const { id, zh } of rulesOf(desk, of).type.attributes) attributes.set(id, zh);
  const features: [id: string, zh: string, feature: Feature][] = [
    ['unit', reportsText.group.unit, ({ unit }) => unit ?? null],
    ['type', reportsText.group.type, (_, { type }) => type.zh],
    ['intake', reportsText.group.intake, intakeOf],
    ['scope', reportsText.group.scope, ({ scope }, { type }) => type.scope.include[scope ?? -1] ?? null],
    ['service', reportsText.group.service, ({ service }) => serviceName(hall, service)],
    ...[...attributes].map(([id, zh]): [string, string, Feature] => [
      `attribute-${id}`,
      reportsText.group.attribute(zh),
      (of, rules) => optionOf(of, rules, id),
    ]),
    ['grade', reportsText.group.grade, gradeText],
  ];
  return features
    .map(([id, zh, feature]) => ({ id, zh, groups: grouped(desk, cases, feature) }))
    .filter(({ groups }) => groups.some(({ zh }) => zh !== reportsText.group.none));
}

/** The same service, or without one the same department, with the same content, twice and more in the period. */
export function repeatedMatters(desk: CaseDesk, cases: readonly Case[], hall: Hall): Group[] {
  const matters = grouped(desk, cases, (of, { type }) => {
    const where = serviceName(hall, of.service) ?? of.unit;
    if (where === undefined) return null;
    return `${where} · ${type.scope.include[of.scope ?? -1] ?? type.zh}`;
  });
  const nothing: string[] = [reportsText.group.none, reportsText.group.confidential];
  return matters.filter(({ zh, counted }) => counted.n > 1 && !nothing.includes(zh));
}

/** Name of a service of the hall; null where there is none (any more). */
export function serviceName({ services }: Hall, id: string | undefined): string | null {
  return services.find((one) => one.id === id)?.name.zh ?? null;
}

function grouped(desk: CaseDesk, cases: readonly Case[], feature: Feature): Group[] {
  const groups = new Map<string, CaseId[]>();
  for (const of of cases) {
    const open = feature(of, rulesOf(desk, of)) ?? reportsText.group.none;
    const zh = of.confidential ? reportsText.group.confidential : open;
    const group = groups.get(zh);
    if (group === undefined) groups.set(zh, [of.id]);
    else group.push(of.id);
  }
  return [...groups]
    .map(([zh, ids]) => ({ zh, counted: { n: ids.length, cases: ids } }))
    .sort((a, b) => b.counted.n - a.counted.n);
}

function intakeOf({ intake }: Case, { type }: CaseRulesOf): string {
  return type.intake.find(({ id }) => id === intake)?.zh ?? intake;
}

function optionOf({ attributes }: Case, { type }: CaseRulesOf, id: string): string | null {
  const attribute = type.attributes.find((one) => one.id === id);
  return attribute?.options.find((option) => option.id === attributes[id])?.zh ?? null;
}

function gradeText({ rating }: Case, { policy }: CaseRulesOf): string {
  const grade = rating === undefined ? undefined : gradeOf(policy, rating.grade);
  return grade?.zh ?? reportsText.unrated;
}
