// Makes a fresh clone ready: `node prepare.mjs install|build|test`, each stage after the ones before it.
// Node built-ins only: it runs before anything is installed. Everything it prints goes to standard error, so
// that the output of the command it prepares stays clean.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache', 'prepare');
const STAGES = ['install', 'build', 'test'];
const PROGRAMS = ['shared', 'hub', 'device-agent'];
/** Written by builds and tests, or fetched: never a source. */
const NOT_SOURCES = new Set(['node_modules', 'dist', 'public', 'README.md']);

function say(chinese, english) {
  process.stderr.write(`[准备] ${chinese} | ${english}\n`);
}

function stop(chinese, english) {
  say(chinese, english);
  process.exit(1);
}

/** Runs a program with its output on standard error; true when it ended well. */
function runs(program, args, options = {}) {
  const ended = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  return ended.status === 0;
}

// ---- Node ---------------------------------------------------------------------------------------------------

/** Node 20.19+, 22.12+ and newer: the range the screens' build tool runs on. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = major === 20 ? minor >= 19 : major > 22 || (major === 22 && minor >= 12);
  if (fits) return;
  stop(
    `需要 Node.js 20.19 以上（20、22.12+ 或 24），现在是 ${process.versions.node}。请到 https://nodejs.org 安装后再试。`,
    `Node.js 20.19 or later (20, 22.12+ or 24) is needed, this is ${process.versions.node}. Install it from https://nodejs.org and try again.`,
  );
}

// ---- packages -----------------------------------------------------------------------------------------------

/**
 * A package that is not in node_modules as the lockfile asks for it; null when all are. npm writes its own copy of the
 * lockfile there as its last step, so an installation that was cut off counts as missing. That copy alone is not
 * believed: it may outlive the folders it lists. Optional packages may be missing: most are for other machines.
 */
function misplacedPackage() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return 'node_modules';
  const wanted = readJson(join(root, 'package-lock.json')) || { packages: {} };
  const misplaced = Object.entries(wanted.packages).find(
    ([path, { version, optional, devOptional, link }]) => {
      if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return false;
      const listed = installed.packages[path];
      if (listed === undefined) return optional !== true && devOptional !== true;
      if (link === true) return !existsSync(join(root, path));
      return listed.version !== version || readJson(join(root, path, 'package.json'))?.version !== version;
    },
  );
  return misplaced === undefined ? null : misplaced[0];
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Developer packages build the programs, optional ones build the screens: npm may be set up to leave either out. */
const INSTALL = ['ci', '--include=dev', '--include=optional', '--no-progress'];

function install() {
  const misplaced = misplacedPackage();
  if (misplaced === null) return;
  if (misplaced === 'node_modules') {
    say('正在安装依赖包（首次约一分钟）…', 'Installing packages (about a minute the first time) ...');
  } else {
    say(
      `已装的依赖包与 package-lock.json 不符（${misplaced}），正在运行 npm ci 重新安装…`,
      `The packages are not those of package-lock.json (${misplaced}); installing them anew with npm ci ...`,
    );
  }
  const npm = process.env['npm_execpath'];
  const installed = npm
    ? runs(process.execPath, [npm, ...INSTALL])
    : runs('npm', INSTALL, { shell: process.platform === 'win32' });
  if (installed && misplacedPackage() === null) return;
  stop(
    '依赖包没有装好。请看上面的原因（多半是网络或软件源），解决后运行 npm ci，再试一次。',
    'The packages could not be installed. The reason stands above (mostly the network or the registry); when it is mended, run npm ci and try again.',
  );
}

// ---- builds -------------------------------------------------------------------------------------------------

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

/** A hash over the names and contents of what a build is made from. */
function hashOf(folders) {
  const files = [
    ...folders.flatMap((folder) => listFiles(join(root, folder))),
    join(root, 'tsconfig.base.json'),
  ];
  const hash = createHash('sha256');
  for (const file of [...files, join(root, 'package-lock.json')]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function isFresh(name, hash) {
  const stamp = join(cache, name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

function markFresh(name, hash) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), hash);
}

function buildPrograms() {
  const hash = hashOf(PROGRAMS);
  const outputs = PROGRAMS.flatMap((folder) =>
    listFiles(join(root, folder))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => join(root, folder, 'dist', relative(join(root, folder), file).replace(/\.ts$/, '.js'))),
  );
  const complete = outputs.every((file) => existsSync(file));
  if (complete && isFresh('programs', hash)) return;
  say('正在编译服务程序…', 'Building hub and device agent ...');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // The compiler trusts its own notes and does not miss a deleted output; only --force brings it back.
  const deleted = !complete && isFresh('programs', hash);
  if (!runs(process.execPath, [tsc, '-b', ...PROGRAMS, ...(deleted ? ['--force'] : [])])) {
    stop('服务程序编译失败，原因见上。', 'Hub and device agent could not be built; the reason stands above.');
  }
  markFresh('programs', hash);
}

function renderVoice() {
  const script = join(root, 'kiosk-ui', 'voice', 'make-voice.mjs');
  const clips = join(root, 'kiosk-ui', 'public', 'voice');
  if (!existsSync(script)) return;
  const hash = hashOf(['kiosk-ui/voice']);
  if (existsSync(clips) && isFresh('voice', hash)) return;
  say('正在生成叫号语音…', 'Rendering the voice clips ...');
  if (!runs(process.execPath, [script])) {
    stop('叫号语音生成失败，原因见上。', 'The voice clips could not be rendered; the reason stands above.');
  }
  markFresh('voice', hash);
}

function buildScreens() {
  const hash = hashOf(['kiosk-ui', 'shared']);
  if (existsSync(join(root, 'kiosk-ui', 'dist', 'index.html')) && isFresh('screens', hash)) return;
  say('正在编译屏幕页面…', 'Building the screens ...');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!runs(process.execPath, [vite, 'build', 'kiosk-ui', '--logLevel', 'warn'])) {
    stop('屏幕页面编译失败，原因见上。', 'The screens could not be built; the reason stands above.');
  }
  markFresh('screens', hash);
}

function build() {
  buildPrograms();
  renderVoice();
  buildScreens();
}

// ---- what the tests need of the machine ---------------------------------------------------------------------

function onPath(program) {
  return (process.env['PATH'] || '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function hasChineseFont() {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** Debian package → whether what the tests need of it is there. */
const MACHINE_NEEDS = {
  chromium: () => onPath('chromium'),
  socat: () => onPath('socat'),
  'zbar-tools': () => onPath('zbarimg'),
  'fonts-noto-cjk': hasChineseFont,
};

function prepareMachine() {
  const missing = Object.keys(MACHINE_NEEDS).filter((name) => !MACHINE_NEEDS[name]());
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!onPath('apt-get') || process.getuid() !== 0) {
    stop(
      `测试还需要：${missing.join('、')}。Debian 或 Ubuntu 请运行：sudo sh -c "${command}"；不用浏览器的测试：npm run test:unit`,
      `The tests also need: ${missing.join(', ')}. On Debian or Ubuntu run the command above; tests without a browser: npm run test:unit`,
    );
  }
  say(`正在安装系统软件：${missing.join('、')}…`, 'Installing system packages (a minute or two) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Old package lists may still do when they cannot be refreshed.
  runs('apt-get', ['update', '-q'], { env });
  const installed = runs('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { env });
  if (installed) return;
  stop(
    `系统软件没有装好。请运行：${command}`,
    'The system packages could not be installed; run the command above.',
  );
}

// ---- one at a time ------------------------------------------------------------------------------------------

const lock = join(root, '.cache', 'prepare.lock');

/** Two commands typed side by side prepare one after the other; the lock of a process that is gone is taken over. */
function takeTurn() {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; !lockIsOurs(); told = true) {
    const owner = lockOwner();
    if (owner !== null && !isAlive(owner)) rmSync(lock, { force: true });
    else if (!told) {
      say(
        '另一个命令正在准备，请稍候…（若没有，请删除 .cache/prepare.lock）',
        'Another command is preparing; waiting for it (if there is none, delete .cache/prepare.lock) ...',
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  }
  process.on('exit', () => rmSync(lock, { force: true }));
}

/** The lock is linked into place whole, so that nobody ever reads one without its owner. */
function lockIsOurs() {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function lockOwner() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// ---- the stages ---------------------------------------------------------------------------------------------

const asked = process.argv.slice(2);
const last = Math.max(...asked.map((stage) => STAGES.indexOf(stage)));
if (asked.length === 0 || asked.some((stage) => !STAGES.includes(stage))) {
  stop(`用法：node prepare.mjs ${STAGES.join('|')}`, `Usage: node prepare.mjs ${STAGES.join('|')}`);
}
checkNode();
takeTurn();
install();
if (last >= STAGES.indexOf('build')) build();
if (last >= STAGES.indexOf('test')) prepareMachine();
