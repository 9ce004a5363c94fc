import { MAY_COMMAND, MAY_DO, MAY_OPEN } from '@bandecheng/hub/gateway/access';
import { PAGES } from '@bandecheng/hub/gateway/pages';
import { MAY_USE } from '@bandecheng/hub/gateway/route-access';
import { API_ROUTES } from '@bandecheng/shared/api-v1';
import { AGENT_TO_HUB, SCREEN_TO_HUB } from '@bandecheng/shared/messages';
import { ROLES } from '@bandecheng/shared/vocabulary';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PAGE = fileURLToPath(new URL('../../../docs/roles.md', import.meta.url));
const PARTIES = [...ROLES, 'kiosk', 'tablet', 'holder', 'agent', 'api', 'hub'];

/** Cells of one column are of one width, so that the page reads as text too. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  const lines = [head, rule, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  const padded = (cell: string, i: number) => cell.padEnd(widths[i] ?? 0, cell === '---' ? '-' : ' ');
  return lines.map((line) => `| ${line.map(padded).join(' | ')} |`).join('\n');
}

/** One row each, a dot where the column's party may. */
function matrix(first: string, columns: readonly string[], rows: [string, readonly string[]][]): string {
  return table(
    [first, ...columns],
    rows.map(([name, may]) => [name, ...columns.map((one) => (may.includes(one) ? '●' : ''))]),
  );
}

const code = (text: string) => `\`${text}\``;

function rolesOf(access: string): readonly string[] {
  if (access === 'anyone') return ['anyone', ...ROLES];
  if (access === 'signed-in') return ROLES;
  if (access === 'paired') return [];
  return { ...MAY_COMMAND, ...MAY_DO, ...MAY_OPEN }[access as keyof typeof MAY_DO];
}

function page(): string {
  const withAnyone = ['anyone', ...ROLES];
  const door = (may: readonly string[]) => (may.includes('anyone') ? withAnyone : may);
  return `# Who may do what

Made from the tables in \`hub/gateway/access.ts\`, \`pages.ts\`, \`route-access.ts\` and \`shared/api-v1.ts\`; after a change,
\`npx vitest run --config test/vitest.config.ts --project unit test/unit/repository/roles-page.test.ts -u\` writes it anew.
\`test/contract/role-matrix.test.ts\` asks a running hub for every cell. A command, page, route or message without a line
fails a test, and a route without one keeps the hub from starting.

- clerk 窗口人员, desk 服务台, shift-leader 值班长, supervisor 监督
- auditor 审计员: reads the record whole and changes nothing
- admin 系统管理员: the hall's rules, devices, webhooks, and whatever work of the hall a small one leaves to him
- security-admin 安全管理员: accounts, roles, unlocking, keys, sessions, erasure; neither rules nor cases nor the record

The first account, \`admin\`, is both administrators until a security administrator has chosen a password of their own.
\`kiosk\` and \`tablet\` are paired devices, \`holder\` whoever knows a ticket's key, \`agent\` a device agent with its key, \`api\` a key of another system, \`hub\` the hub itself.

## Pages

The files hold nothing and are sent to anybody; who sees anything in them is the door's to say.

${matrix(
  'page',
  withAnyone,
  Object.entries(PAGES).map(([address, { door: behind, orDoor }]) => [
    code(address),
    behind === null ? withAnyone : [...door(rolesOf(behind)), ...(orDoor ? rolesOf(orDoor) : [])],
  ]),
)}

## Screens

${matrix(
  'screen',
  ['anyone', ...ROLES, 'paired'],
  Object.entries(MAY_OPEN).map(([screen, may]) => [
    screen,
    may.includes('anyone') ? ['anyone', ...ROLES, 'paired'] : may,
  ]),
)}

## Commands

A clerk works the counter he holds and no other; a kiosk takes numbers in its own name alone.

${matrix(
  'command',
  PARTIES,
  Object.entries(MAY_COMMAND).map(([type, may]) => [type, may]),
)}

## API of the pages

${matrix(
  'route',
  withAnyone,
  Object.entries(MAY_USE).map(([route, access]) => [code(route), rolesOf(access)]),
)}

## API v1

By the scope of the key; — : whoever has the address.

${table(
  ['route', 'scope'],
  Object.values(API_ROUTES).map(({ method, path, scope }) => [
    code(`${method.toUpperCase()} /api/v1${path}`),
    scope ?? '—',
  ]),
)}

## Socket messages

${table(
  ['namespace', 'message', 'taken from'],
  [
    ...Object.keys(SCREEN_TO_HUB).map((name) => [
      code('/screen'),
      code(name),
      name === 'command:send' ? 'by the commands above' : 'every screen that was opened',
    ]),
    ...Object.keys(AGENT_TO_HUB).map((name) => [code('/agent'), code(name), 'an agent with its key']),
  ],
)}
`;
}

describe('docs/roles.md', () => {
  it('says what the tables say', async () => {
    await expect(page()).toMatchFileSnapshot(PAGE);
  });
});
