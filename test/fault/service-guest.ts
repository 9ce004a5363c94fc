import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { io } from 'socket.io-client';
import { until } from '../usb/until.ts';
import { FaultHall } from './fault-hall.ts';

/* Runs inside the virtual machine as a service beside the hall's. usage: service-guest.js install|life-1|life-2 */

const ETC = '/etc/bandecheng';
const HUB_DATA = '/var/lib/bandecheng-hub';
const COOKIE = join(ETC, 'kiosk.cookie');
const PORTS = { hub: 3000, pages: 3001 };
const UNITS = ['bandecheng-hub', 'bandecheng-agent'] as const;
type Unit = (typeof UNITS)[number];
/** Nobody is there: an agent is ready when its devices are being tried. */
const PRINTER = {
  ...{ id: 'printer-k1', profile: 'escpos-80mm', kiosk: 'k1' },
  transport: { kind: 'tcp', host: '127.0.0.1', port: 9101 },
};
const TICKET = { id: 'service-ticket', type: 'IssueTicket', service: 'social' };

const systemctl = (...args: string[]): string => execFileSync('systemctl', args, { encoding: 'utf8' });

/** What systemd knows of a unit. */
function shown(unit: Unit): Map<string, string> {
  const names = 'ActiveState,MainPID,NRestarts,Result,ExecMainCode,ExecMainStatus';
  const lines = systemctl('show', '-p', names, unit).trim().split('\n');
  return new Map(lines.map((line) => line.split('=', 2) as [string, string]));
}

const lastWords = (unit: Unit): string =>
  execFileSync('journalctl', ['-u', unit, '-n', '30', '-o', 'cat'], { encoding: 'utf8' });

/** One sentence of the report: everything in it must happen to both. */
async function promise(sentence: string, each: (unit: Unit) => Promise<void> | void): Promise<void> {
  process.stdout.write(`harm ${sentence}\n`);
  const against: string[] = [];
  const tried = await Promise.allSettled(UNITS.map(async (unit) => each(unit)));
  for (const [i, one] of tried.entries())
    if (one.status === 'rejected')
      against.push(`${UNITS[i]}: ${String(one.reason)}\n${lastWords(UNITS[i] ?? 'bandecheng-hub')}`);
  process.stdout.write(`verdict ${JSON.stringify({ sentence, against })}\n`);
}

/** Each is only told to be active when it has itself told that it is ready. */
async function isThere(unit: Unit): Promise<void> {
  await until(`${unit} is there`, () => shown(unit).get('ActiveState') === 'active');
}

/** Sends both a signal, and waits until another process of each is there. */
async function strike(unit: Unit, signal: string): Promise<void> {
  const before = shown(unit).get('MainPID');
  systemctl('kill', '--kill-who=main', `--signal=${signal}`, unit);
  await until(`another ${unit} is there`, () => {
    const now = shown(unit);
    return now.get('MainPID') !== before && now.get('ActiveState') === 'active';
  });
}

/** The number that the hub has on record for one command of a kiosk's. */
async function ticketOnRecord(): Promise<string> {
  const socket = io(`http://127.0.0.1:${PORTS.hub}/screen`, {
    auth: { protocol: PROTOCOL_VERSION, screen: 'kiosk', of: 'k1' },
    ...{ transports: ['websocket'], extraHeaders: { cookie: readFileSync(COOKIE, 'utf8') } },
  });
  try {
    const answer = await until('the hub answers', () =>
      socket
        .timeout(20_000)
        .emitWithAck('command:send', TICKET)
        .catch(() => null),
    );
    return (answer as { ticket: { ticket: string } }).ticket.ticket;
  } finally {
    socket.close();
  }
}

async function install(): Promise<void> {
  const hall = await FaultHall.make(ETC, PORTS, [PRINTER]);
  cpSync(hall.dataFolder, HUB_DATA, { recursive: true });
  rmSync(hall.dataFolder, { recursive: true });
  const agent = JSON.parse(readFileSync(join(ETC, 'agent.json'), 'utf8')) as object;
  const installed = { ...agent, keyFile: 'agent.key' };
  writeFileSync(join(ETC, 'agent.json'), JSON.stringify(installed));
  writeFileSync(join(ETC, 'agent.key'), hall.key, { mode: 0o640 });
  writeFileSync(COOKIE, hall.cookies['kiosk/k1'] ?? '', { mode: 0o600 });
}

async function live(): Promise<void> {
  await promise('hub and agent start with the machine', isThere);
  const ticket = await ticketOnRecord();
  const isKept = async (): Promise<void> => {
    const now = await ticketOnRecord();
    if (now !== ticket) throw new Error(`${ticket} was given, ${now} is on record`);
  };
  await promise('killed, each is there again by itself, and the number it gave', async (unit) => {
    await strike(unit, 'SIGKILL');
    await isKept();
  });
  await promise('hung, each is ended by the watchdog, there again, and the number it gave', async (unit) => {
    await strike(unit, 'SIGSTOP');
    if (!lastWords(unit).includes('Watchdog timeout')) throw new Error('it was not the watchdog');
    await isKept();
  });
  writeFileSync(join(ETC, 'ticket'), ticket);
  await promise('stopped, each ends in order', (unit) => {
    systemctl('stop', unit);
    const ended = shown(unit);
    const how = ['Result', 'ExecMainCode', 'ExecMainStatus'].map((name) => ended.get(name)).join(' ');
    // 1: it exited by itself, CLD_EXITED.
    if (how !== 'success 1 0') throw new Error(`it ended with ${how}`);
  });
}

async function liveAgain(): Promise<void> {
  const ticket = readFileSync(join(ETC, 'ticket'), 'utf8');
  await promise(
    'hub and agent start with the machine the next day too, with what was given',
    async (unit) => {
      await isThere(unit);
      const now = await ticketOnRecord();
      if (now !== ticket) throw new Error(`${ticket} was given, ${now} is on record`);
    },
  );
}

const MODES = { install, 'life-1': live, 'life-2': liveAgain };
await MODES[process.argv[2] as keyof typeof MODES]();
process.exit(0);
