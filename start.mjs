// `npm start`: the demonstration hall, with virtual devices and demonstration accounts;
// `npm start -- --virtual virtual.json --agent agent.json`: the same with other virtual devices.
// `npm start -- --hub-back-after 120`: how long the demonstration's hub stays away after somebody has killed it.
// `npm start -- --hall my-hall.json [--agent my-agent.json]`: a real hall, without either of them.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(fileURLToPath(import.meta.url));
/** Where the command was typed; npm runs it in the root folder. */
const typedIn = process.env['INIT_CWD'] ?? process.cwd();
/** A program that has not ended by then after it was asked to is killed. */
const STOP_TIMEOUT_MS = 15_000;
/** After so long without its ready line, a program is said to be still starting. */
const SLOW_START_MS = 20_000;
/** pino's `warn`: in the demonstration only lines from here up are shown. */
const WARN_LEVEL = 40;
/** As in hub/hall.example.json. */
const DEMO_HUB_PORT = 3000;
/** Seconds a demonstration's hub that was killed stays away: long enough to see what the hall does without it. */
const HUB_BACK_AFTER = '20';

const NAMES = {
  virtual: ['虚拟设备', 'virtual devices'],
  hub: ['中枢', 'hub'],
  agent: ['设备代理', 'device agent'],
};

function say(chinese, english) {
  process.stdout.write(`${chinese} | ${english}\n`);
}

// ---- one program --------------------------------------------------------------------------------------------

/**
 * Starts a program and resolves with its ready line, or rejects when it ends before. `onEnd` is called once, when
 * it has ended, whenever that is. Its own process group keeps a Ctrl+C of the terminal from it, so that the
 * programs can be stopped one after the other.
 */
function startProgram(name, script, args, { env, ready, onEnd, quiet }) {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    // The programs stop by themselves when the channel closes, however this one ends.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const ended = new Promise((resolveEnded) => {
    child.once('error', (error) => resolveEnded(`${error.message}`));
    child.once('exit', (code, signal) => resolveEnded(signal ?? `exit ${code}`));
  });
  ended.then((how) => onEnd(name, how));
  const slow = setTimeout(() => {
    say(`${NAMES[name][0]}仍在启动…`, `The ${NAMES[name][1]} is still starting ...`);
  }, SLOW_START_MS);
  const readyLine = new Promise((resolveReady, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(ready)) resolveReady(line);
      else show(name, line, quiet);
    });
    ended.then((how) => reject(new Error(how)));
  });
  const clear = () => clearTimeout(slow);
  readyLine.then(clear, clear);
  return { readyLine, stop: () => stopProgram(child, ended) };
}

/** A real hall's log goes on as it is, for whatever collects it; the demonstration shows what needs a person. */
function show(name, line, quiet) {
  if (!quiet || !line.startsWith('{')) return void process.stdout.write(`${line}\n`);
  try {
    const { level, msg, name: _name, time: _time, pid: _pid, hostname: _host, ...about } = JSON.parse(line);
    if (level < WARN_LEVEL) return;
    process.stdout.write(`[${NAMES[name][0]}] ${msg} ${JSON.stringify(about)}\n`);
  } catch {
    process.stdout.write(`${line}\n`);
  }
}

async function stopProgram(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(killer);
}

// ---- all of them --------------------------------------------------------------------------------------------

/** Running programs; stopped from the device side to the hub, so that the last reports still arrive. */
const running = new Map();
const STOP_ORDER = ['agent', 'virtual', 'hub'];
let stopping = null;

function stopAll(exitCode) {
  stopping ??= (async () => {
    for (const name of STOP_ORDER) await running.get(name)?.stop();
    process.exit(exitCode);
  })();
  return stopping;
}

function onEnd(name, how) {
  if (stopping) return;
  const { comesBack } = running.get(name);
  if (comesBack !== undefined) return comesBack(how);
  say(
    `${NAMES[name][0]}意外结束（${how}），其余程序随之停止。`,
    `The ${NAMES[name][1]} ended unexpectedly (${how}); stopping the rest.`,
  );
  void stopAll(1);
}

/** Starts a program and gives its ready line; never resolves when the program ends first, as everything stops then. */
async function run(name, script, args, options) {
  const program = startProgram(name, script, args, { ...options, onEnd });
  running.set(name, program);
  return program.readyLine.catch(() => new Promise(() => {}));
}

/** A program that was ready once is started again, on the same terms, some seconds after it ended. */
function comesBackAfter(seconds, name, script, args, options) {
  running.get(name).comesBack = (how) => {
    say(
      `${NAMES[name][0]}已结束（${how}），${seconds} 秒后重新启动；其间设备代理自己继续。`,
      `The ${NAMES[name][1]} ended (${how}) and is started again in ${seconds} s; the agent goes on by itself.`,
    );
    setTimeout(async () => {
      if (stopping) return;
      await run(name, script, args, options);
      say(`${NAMES[name][0]}已恢复`, `The ${NAMES[name][1]} is back`);
      comesBackAfter(seconds, name, script, args, options);
    }, seconds * 1_000);
  };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!stopping) say('正在停止…', 'Stopping ...');
    void stopAll(0);
  });
}

// ---- the two halls ------------------------------------------------------------------------------------------

/** The wanted port of this machine, or any free one when another program holds it. */
function freePort(wanted) {
  return new Promise((resolvePort) => {
    const probe = createServer();
    probe.once('error', () => resolvePort(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolvePort(wanted)));
  });
}

/** The demonstration agent's key, readable by its owner alone; made anew when the file is missing or was cut short. */
function demoAgentKey(folder) {
  const file = join(folder, 'agent.key');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (/^[0-9a-f]{48}$/.test(kept)) return kept;
  const key = randomBytes(24).toString('hex');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}

/** DATA_DIR as it was meant where the command was typed; undefined without one. */
function dataFolderAsked() {
  const asked = process.env['DATA_DIR'];
  return asked ? resolve(typedIn, asked) : undefined;
}

async function startDemo({ virtual, agent, verbose, 'hub-back-after': backAfter }) {
  const quiet = verbose !== true;
  const data = dataFolderAsked() ?? join(root, 'data');
  const key = demoAgentKey(data);
  const virtualLine = await run(
    'virtual',
    'device-agent/dist/virtual/main.js',
    [
      ...['--config', typedOr(virtual, 'device-agent/virtual/virtual.example.json')],
      ...['--port', String(await portAboveHub(1)), '--page', join(root, 'kiosk-ui', 'dist')],
    ],
    { ready: 'virtual devices ready ', quiet },
  );
  const virtualUrl = lastWord(virtualLine);
  const hub = ['hub', 'hub/dist/main.js', ['--demo', '--virtual-url', virtualUrl]];
  const hubOptions = { env: { DATA_DIR: data, DEMO_AGENT_KEY: key }, ready: 'hub ready ', quiet };
  const hubUrl = lastWord(await run(...hub, hubOptions));
  const env = { ...hubOptions.env, PORT: new URL(hubUrl).port };
  comesBackAfter(Number(backAfter), ...hub, { ...hubOptions, env });
  const agentLine = await run(
    'agent',
    'device-agent/start.cjs',
    [typedOr(agent, 'device-agent/agent.example.json')],
    {
      env: {
        ...{ DATA_DIR: join(data, 'agent'), HUB_URL: hubUrl, AGENT_KEY: key },
        PAGES_PORT: String(await portAboveHub(2)),
      },
      ready: 'agent ready',
      quiet,
    },
  );
  showAddresses(hubUrl, virtualUrl, lastWord(agentLine));
}

/** So many above the hub's; any free one when that is taken or the hub's is left to the system. */
function portAboveHub(steps) {
  const hubPort = Number(process.env['PORT'] ?? DEMO_HUB_PORT);
  return hubPort === 0 ? 0 : freePort(hubPort + steps);
}

/** A file named where the command was typed, or the example of the repository. */
function typedOr(file, example) {
  return file === undefined ? join(root, example) : resolve(typedIn, file);
}

async function startHall({ hall, agent }) {
  const data = dataFolderAsked();
  const hubLine = await run('hub', 'hub/dist/main.js', ['--hall', resolve(typedIn, hall)], {
    env: data ? { DATA_DIR: data } : {},
    ready: 'hub ready ',
    quiet: false,
  });
  const hubUrl = lastWord(hubLine);
  if (agent === undefined) showAddresses(hubUrl);
  else {
    const agentLine = await run('agent', 'device-agent/start.cjs', [resolve(typedIn, agent)], {
      env: data ? { DATA_DIR: join(data, 'agent') } : {},
      ready: 'agent ready',
      quiet: false,
    });
    showAddresses(hubUrl, undefined, lastWord(agentLine));
  }
}

function lastWord(line) {
  return line.trim().split(' ').pop().replace(/\/$/, '');
}

/** @param agentReady address of the pages that the agent serves, or the last word of a ready line without any */
function showAddresses(hubUrl, virtualUrl, agentReady = '') {
  const ownUrl = agentReady.startsWith('http') ? agentReady : hubUrl;
  const rows = [
    ['开始页', 'start page', `${ownUrl}/`],
    ['取号机', 'kiosk', `${ownUrl}/kiosk`],
    ['叫号屏', 'hall display', `${ownUrl}/display`],
    ['窗口', 'counter', `${ownUrl}/counter`],
    ['“办不成事 请找我”服务台', 'desk board', `${hubUrl}/desk`],
    ['设备', 'devices', `${hubUrl}/devices`],
    ...(virtualUrl ? [['虚拟设备', 'virtual devices', `${virtualUrl}/`]] : []),
  ];
  process.stdout.write('\n');
  say('办得成已启动，请打开开始页', 'Bandecheng is running; open the start page');
  for (const [chinese, english, address] of rows)
    process.stdout.write(`  ${address}  ${chinese} | ${english}\n`);
  say('按 Ctrl+C 停止', 'Ctrl+C stops everything');
}

// ---- what was asked -----------------------------------------------------------------------------------------

function readArguments() {
  try {
    const file = { type: 'string' };
    const { values } = parseArgs({
      options: {
        hall: file,
        agent: file,
        virtual: file,
        verbose: { type: 'boolean' },
        'hub-back-after': { type: 'string', default: HUB_BACK_AFTER },
      },
    });
    if (values.virtual !== undefined && values.hall !== undefined) {
      throw new Error('--virtual belongs to the demonstration hall, --hall to a real one');
    }
    if (!/^\d{1,5}$/.test(values['hub-back-after'])) throw new Error('--hub-back-after: 0 to 99999 seconds');
    return values;
  } catch (error) {
    say(
      `参数有误：${error.message}`,
      'npm start -- [--hall hall.json | --virtual virtual.json] [--agent agent.json] [--hub-back-after seconds] [--verbose]',
    );
    return process.exit(1);
  }
}

// Whatever collected the log has ended: its lines are lost, and the hall goes on.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
const asked = readArguments();
await (asked.hall === undefined ? startDemo(asked) : startHall(asked));
