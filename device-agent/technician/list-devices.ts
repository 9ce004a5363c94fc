import type { AttachedPort } from '@bandecheng/shared/technician';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { problemsInWords } from '../locales/zh/wire-words.ts';
import type { DiscoveryParts } from '../discovery/discover.ts';
import { attachedPorts, portText } from './attached-ports.ts';
import type { Site } from './site.ts';
import { timeText } from './test-ticket.ts';

/** Tells what is attached, known or not, and how each device of agent.json fares. */
export async function listDevices(
  site: Site,
  say: (text: string) => void,
  parts: DiscoveryParts = {},
): Promise<void> {
  const { ports, unseen } = await attachedPorts(site.config?.devices ?? [], site.profiles.values(), parts);
  say(devicesToolZh.portsTitle(ports.length));
  if (ports.length === 0) say(devicesToolZh.nothingAttached);
  for (const port of ports) for (const line of portLines(port)) say(line);
  for (const { kind, reason } of unseen) say(`  ${devicesToolZh.unseen(devicesToolZh.ports[kind], reason)}`);
  say('');
  for (const line of deviceLines(site)) say(line);
}

function portLines(port: AttachedPort): string[] {
  const { kind, path, stable, file, title, vendor, product, serialNumber, fits, usedBy } = port;
  const numbers = [vendor === undefined ? '' : `${vendor}:${product ?? ''}`, serialNumber ?? ''];
  const titles = (fit: 'likely' | 'maybe'): string =>
    fits
      .filter((one) => one.fit === fit)
      .map(({ profile }) => profile)
      .join('、');
  const { likely, maybe, anySerial, known, unknown, used, unused, now, unstable, ports } = devicesToolZh;
  const about = [
    known(title, numbers.filter((word) => word !== '').join(' ')),
    file === path ? '' : now(file),
    titles('likely') === '' ? '' : likely(titles('likely')),
    // Behind a serial cable anything may be: a list of everything says nothing.
    titles('maybe') === '' || kind === 'serial' ? '' : maybe(titles('maybe')),
    titles('likely') === '' && kind === 'serial' ? anySerial : '',
    fits.length === 0 && kind !== 'serial' ? unknown : '',
    usedBy.length === 0 ? unused : used(usedBy.join('、')),
  ];
  const head = `  ${ports[kind]} ${path}${stable ? '' : unstable}`;
  return [head, ...about.filter((line) => line.trim() !== '').map((line) => `    ${line}`)];
}

function deviceLines({ config, profiles, agentRuns, diary }: Site): string[] {
  const devices = config?.devices ?? [];
  const lines = [devicesToolZh.devicesTitle(devices.length)];
  if (devices.length === 0) return [...lines, devicesToolZh.noDevices];
  if (diary === null) lines.push(`  ${agentRuns ? devicesToolZh.notYet : devicesToolZh.neverRan}`);
  else lines.push(`  ${(agentRuns ? devicesToolZh.running : devicesToolZh.lastKnown)(timeText(diary.at))}`);
  for (const { id, profile, transport } of devices) {
    const kind = profiles.get(profile)?.kind;
    const state = diary?.states[id];
    const fares =
      state === undefined
        ? devicesToolZh.stateUnknown
        : `${problemsInWords(state.problems)}${devicesToolZh.since(timeText(state.since))}`;
    lines.push(
      `  ${id}  ${kind === undefined ? '' : devicesToolZh.kinds[kind]}  ${profile}  ${portText(transport)}`,
    );
    lines.push(`    ${fares}`);
  }
  return lines;
}
