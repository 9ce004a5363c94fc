import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const PREPARE = fileURLToPath(new URL('../../../prepare.mjs', import.meta.url));
const NODE_MODULES_LOCK = 'node_modules/.package-lock.json';

/** As npm writes them: a package, one of the workspaces, one for another machine, one that a package keeps for itself. */
const LOCKED = {
  '': { name: 'checkout', version: '0.1.0' },
  hub: { version: '0.1.0' },
  'node_modules/hub': { resolved: 'hub', link: true },
  'node_modules/passes-on': { version: '2.0.0' },
  'node_modules/passes-on/node_modules/inner': { version: '1.0.0', dev: true },
  'node_modules/other-machine': { version: '1.0.0', optional: true, os: ['nowhere'] },
};
const IS_THERE = ['node_modules/passes-on', 'node_modules/passes-on/node_modules/inner'] as const;

/** Stands in for npm: writes what it was told, and puts in place what `LOCKED` asks for unless it is to fail. */
const NPM = `
import { mkdirSync, writeFileSync } from 'node:fs';
writeFileSync('npm-was-told.json', JSON.stringify(process.argv.slice(2)));
if (process.env.NPM_FAILS) process.exit(1);
const packages = ${JSON.stringify(LOCKED)};
for (const path of ${JSON.stringify(IS_THERE)}) {
  mkdirSync(path, { recursive: true });
  writeFileSync(path + '/package.json', JSON.stringify({ version: packages[path].version }));
}
mkdirSync('node_modules/hub', { recursive: true });
delete packages['node_modules/other-machine'];
writeFileSync('${NODE_MODULES_LOCK}', JSON.stringify({ packages }));
`;

let checkout: string;

function put(file: string, content: unknown): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), typeof content === 'string' ? content : JSON.stringify(content));
}

/** Prepares the checkout, and gives what was said and what npm was told, null where it was not run. */
function prepare(env: Record<string, string> = {}) {
  const { stderr, status } = spawnSync(process.execPath, [join(checkout, 'prepare.mjs'), 'install'], {
    env: { ...process.env, npm_execpath: join(checkout, 'npm.mjs'), ...env },
    encoding: 'utf8',
  });
  const told = join(checkout, 'npm-was-told.json');
  const npm = existsSync(told) ? (JSON.parse(readFileSync(told, 'utf8')) as string[]) : null;
  rmSync(told, { force: true });
  return { said: stderr, status, npm };
}

beforeEach(async () => {
  checkout = await temporaryFolder();
  copyFileSync(PREPARE, join(checkout, 'prepare.mjs'));
  put('npm.mjs', NPM);
  put('package-lock.json', { packages: LOCKED });
});

describe('a checkout before it is built', () => {
  it('installs what is missing once, and then leaves npm alone and says nothing', () => {
    const first = prepare();
    expect(first).toMatchObject({ status: 0, npm: expect.arrayContaining(['ci']) as unknown });
    expect(first.said).toContain('正在安装依赖包');
    expect(prepare()).toEqual({ said: '', status: 0, npm: null });
  });

  it.each<[string, () => void]>([
    [
      'are older',
      () => put(NODE_MODULES_LOCK, { packages: { 'node_modules/passes-on': { version: '1.0.0' } } }),
    ],
    ['lack one that came later', () => put(NODE_MODULES_LOCK, { packages: {} })],
    // Copied or linked checkouts: npm's list was brought up to date in one, the folders of the other were not.
    ['lack a folder that npm lists', () => rmSync(join(checkout, IS_THERE[1]), { recursive: true })],
    ['are older than npm lists', () => put(`${IS_THERE[0]}/package.json`, { version: '1.0.0' })],
    [
      'lack a part of the program itself',
      () => rmSync(join(checkout, 'node_modules/hub'), { recursive: true }),
    ],
  ])('whose packages %s names the package, runs npm ci and goes on', (_title, given) => {
    prepare();
    given();
    const again = prepare();
    expect(again).toMatchObject({ status: 0, npm: expect.arrayContaining(['ci']) as unknown });
    expect(again.said).toMatch(
      /不符（node_modules\/(passes-on|hub)\S*），正在运行 npm ci.* \| .*with npm ci/,
    );
  });

  it('asks for what builds it, where npm is set up to leave it out', () => {
    const { npm } = prepare({ NODE_ENV: 'production' });
    expect(npm).toEqual(expect.arrayContaining(['--include=dev', '--include=optional']));
  });

  it('stops where the packages cannot be had, and says what to type', () => {
    const { status, said } = prepare({ NPM_FAILS: '1' });
    expect(status).toBe(1);
    expect(said).toMatch(/运行 npm ci，再试一次。 \| .*run npm ci and try again/);
  });
});
