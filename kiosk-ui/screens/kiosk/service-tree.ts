import type { DepartmentButton, KioskView, ServiceLine } from '@bandecheng/shared/views';

/** A button of the kiosk: a department that leads to services, or a service. */
export type Entry =
  | { kind: 'department'; department: DepartmentButton; services: number }
  | { kind: 'service'; line: ServiceLine };

type Tree = Pick<KioskView, 'departments' | 'services'>;

/**
 * What stands on one page: the departments right under this one, then its services.
 * @param at null, or a department that is gone: the first page
 */
export function entriesAt(tree: Tree, at: string | null): Entry[] {
  const here = tree.departments.some(({ department }) => department === at) ? at : null;
  const departments = tree.departments
    .filter(({ under = null }) => under === here)
    .map((department): Entry => ({ kind: 'department', department, services: countIn(tree, department) }))
    .filter((entry) => entry.kind === 'department' && entry.services > 0);
  const services = tree.services
    .filter(({ under = null }) => under === here)
    .map((line): Entry => ({ kind: 'service', line }));
  return [...departments, ...services];
}

/** The departments that lead to this one, from the top, itself last; none for the first page. */
export function pathTo({ departments }: Tree, at: string | null): DepartmentButton[] {
  const found = departments.find(({ department }) => department === at);
  return found === undefined ? [] : [...pathTo({ departments, services: [] }, found.under ?? null), found];
}

function countIn(tree: Tree, { department }: DepartmentButton): number {
  const own = tree.services.filter(({ under }) => under === department).length;
  const below = tree.departments.filter(({ under }) => under === department);
  return below.reduce((sum, one) => sum + countIn(tree, one), own);
}
