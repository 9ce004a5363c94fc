import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesInWords } from '../codecs/bytes-in-words.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { attachedPorts, portText } from './attached-ports.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { listDevices } from './list-devices.ts';
import { monitorPort } from './monitor-port.ts';
import { lossInWords } from './port-session.ts';
import { printTestTicket, testTicketWords } from './print-test-ticket.ts';
import { workOnPort } from './port-verbs.ts';
import { readArguments, type DevicesArguments } from './read-arguments.ts';
import { readSite, type Site } from './site.ts';
import { connectSubject, findSubject, lineOf, lineText, type Subject } from './subject.ts';
import { timeText } from './test-ticket.ts';
import type { Tool } from './tool.ts';
import { udevRules } from './udev-rules.ts';

/**
 * `npm run devices`: one verb from what was typed to its exit code: 0 done, 1 not done, 2 not understood. Faults of
 * profiles are thrown, and those of a disk that are no words of a file that was named.
 */
export async function runDevices(typed: string[], tool: Tool): Promise<number> {
  if (typed.some((word, i) => word === '--help' || (word === 'help' && i === 0))) {
    tool.say(devicesToolZh.usage);
    return 0;
  }
  const read = readArguments(typed, tool.typedIn);
  if (!read.ok) {
    tool.say(read.reason + devicesToolZh.usage);
    return 2;
  }
  const args = read.value;
  // The rules go into a file as they are: nothing else may stand on the same output.
  const site = await readSite(args.config, tool.env, args.verb === 'udev' ? () => undefined : tool.say);
  try {
    return (await runVerb(args, site, tool)) ? 0 : 1;
  } catch (error) {
    const words = writeFaultInWords(error);
    if (words === null) throw error;
    tool.say(words);
    return 1;
  }
}

/** Why a file that was asked for cannot be written; null for any other fault. */
function writeFaultInWords(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null;
  const reason = devicesToolZh.writeReasons[String(error.code)];
  return reason === undefined ? null : devicesToolZh.cannotWrite(String(error.path), reason);
}

async function runVerb(args: DevicesArguments, site: Site, tool: Tool): Promise<boolean> {
  switch (args.verb) {
    case 'list':
      await listDevices(site, tool.say);
      return true;
    case 'udev':
      tool.say(udevRules(site.profiles.values(), site.config?.devices ?? []));
      return true;
    case 'bundle':
      return bundle(args, site, tool);
    default:
      return withSubject(args, site, tool);
  }
}

async function withSubject(args: DevicesArguments, site: Site, tool: Tool): Promise<boolean> {
  const found = await findSubject(args, site);
  if (!found.ok) {
    tool.say(found.reason);
    return false;
  }
  try {
    return await withPort(args, site, found.subject, tool);
  } catch (error) {
    const words = lossInWords(error, found.subject.port);
    if (words === null) throw error;
    tool.say(words);
    return false;
  }
}

async function withPort(args: DevicesArguments, site: Site, subject: Subject, tool: Tool): Promise<boolean> {
  switch (args.verb) {
    case 'probe':
    case 'wizard':
    case 'record':
      return (await workOnPort(args.verb, args, site, subject, tool)).done;
    case 'test-ticket':
      return testTicket(args, site, subject, tool);
    default:
      return monitor(args, site, subject, tool);
  }
}

async function monitor(args: DevicesArguments, site: Site, subject: Subject, tool: Tool): Promise<boolean> {
  const line = lineOf(subject, args);
  const port = [subject.port, lineText(subject.transport, line)].join(' ').trim();
  const connect = connectSubject(subject, line);
  const { profile } = subject;
  const words = profile === null ? null : bytesInWords(profile);
  await monitorPort({ connect, port, words, profiles: site.profiles.values(), seconds: args.seconds }, tool);
  return true;
}

async function testTicket(
  args: DevicesArguments,
  site: Site,
  subject: Subject,
  { say }: Tool,
): Promise<boolean> {
  const { profile, device, port } = subject;
  if (profile?.kind !== 'printer') {
    say(devicesToolZh.notPrinter(args.subject));
    return false;
  }
  const name = device ?? args.subject;
  say(devicesToolZh.printing(name));
  const connect = connectSubject(subject, profile.serial);
  const agent = site.config?.agent ?? '-';
  const answer = await printTestTicket({ device: name, profile, connect, port, agent, hall: args.hall });
  say(testTicketWords(answer));
  return answer.state === 'printed';
}

async function bundle(args: DevicesArguments, site: Site, tool: Tool): Promise<boolean> {
  const { config, profiles, diary } = site;
  const at = Date.now();
  const { ports, unseen } = await attachedPorts(config?.devices ?? [], profiles.values());
  const devices = (config?.devices ?? []).map(({ id, profile, transport }) => ({
    device: id,
    kind: profiles.get(profile)?.kind ?? 'evaluator',
    profile,
    port: portText(transport),
    problems: [...(diary?.states[id]?.problems ?? [])],
    since: diary?.states[id]?.since ?? null,
  }));
  const list = { at, ports, unseen, devices };
  const diagnostics = diagnosticsOf({ config, list, profiles: profiles.values(), diary, at });
  const name = `bandecheng-diagnostics-${timeText(at).replace(/[^0-9]/g, '')}.json`;
  const file = args.file ?? join(tool.typedIn, name);
  await writeFile(file, `${JSON.stringify(diagnostics, null, 1)}\n`, { mode: 0o600 });
  tool.say(devicesToolZh.bundled(file));
  return true;
}
