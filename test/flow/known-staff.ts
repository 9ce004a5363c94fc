import { scryptSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@bandecheng/shared/vocabulary';

/** The least that a hub takes: a hall of the tests signs in at once, where a real password costs a fifth of a second. */
const COST = { n: 1 << 10, r: 8, p: 1 };
const SALT = '5a'.repeat(16);

/**
 * Accounts that a hub finds at its first start, all with this password: what it would keep had an administrator made
 * them. `hub-process.test.ts` makes an account the administrator's way.
 */
export function writeStaff(
  dataFolder: string,
  password: string,
  staff: Readonly<Record<string, Role>>,
): void {
  const { n, r, p } = COST;
  const hash = scryptSync(password, SALT, 32, { N: n, r, p }).toString('hex');
  const accounts = Object.entries(staff).map(([id, role]) => ({
    ...{ id, role, name: `员工${id}`, oneTime: false },
    password: { salt: SALT, hash, ...COST },
  }));
  const folder = join(dataFolder, 'registers');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'accounts.json'), JSON.stringify({ accounts }), { mode: 0o600 });
}
