/** A role of the policy in whose name something may be done. */
export interface ActingRole {
  role: string;
  zh: string;
  /** Whoever reads this holds it; for another role they only record. */
  held: boolean;
}

/** The role one acts in unless another is chosen: one that is held, else the first; empty where there is none. */
export function usualRole(roles: readonly ActingRole[]): string {
  return (roles.find(({ held }) => held) ?? roles[0])?.role ?? '';
}
