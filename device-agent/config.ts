import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { Id } from '@bandecheng/shared/hall';
import { jsonMistake } from '@bandecheng/shared/json-place';
import { parse, problemLines, type Problem } from '@bandecheng/shared/parse';
import { LEVELS } from '@bandecheng/shared/vocabulary';
import { configZh } from './locales/zh/config.ts';

const Key = z.string().min(16, configZh.keyTooShort).max(128, configZh.keyTooShort);
const HubAddress = z.string().regex(/^https?:\/\/[^/?#\s@]+$/, configZh.hubAddress);

const PagesPort = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, configZh.pagesPort);

/** A USB number as lsusb writes it, `05f3`. */
const UsbNumber = z
  .string()
  .regex(/^[0-9A-Fa-f]{4}$/, configZh.usbNumber)
  .transform((text) => parseInt(text, 16));

const TransportConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
  }),
  /** A path that stays with the socket it is plugged into: /dev/serial/by-path/…, COM3. */
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(255) }),
  z.strictObject({
    kind: z.literal('hid'),
    vendor: UsbNumber,
    product: UsbNumber,
    /** This or `path` where the hall has several of one model. */
    serialNumber: z.string().min(1).max(255).optional(),
    /** The device file, a link to it, or its socket as the system names it: usb-0000:00:14.0-2/input0. */
    path: z.string().min(1).max(255).optional(),
    /** Of one device with several: absent, that of the profile. */
    usagePage: UsbNumber.optional(),
    interface: z.int().min(0).max(255).optional(),
  }),
  /** The Linux printer device, /dev/usb/lp0, or a link that stays with its socket. */
  z.strictObject({ kind: z.literal('usb-printer'), path: z.string().min(1).max(255) }),
]);
export type TransportConfig = z.output<typeof TransportConfig>;

const DeviceConfig = z.strictObject({
  id: Id,
  transport: TransportConfig,
  /** Id of a profile; it says what kind of device this is. */
  profile: z.string().min(1).max(64),
  /** Address in the device's frames; devices that speak no frames have none. */
  address: z.int().min(0).max(65_535).optional(),
  /** What each of an evaluator's own keys means, in place of its profile's: two to five of them. */
  levels: z
    .record(z.string().min(1).max(64), z.enum(LEVELS))
    .refine((levels) => Object.keys(levels).length >= 2, configZh.tooFewLevels)
    .optional(),
  /** The counter it stands on. */
  counter: Id.optional(),
  /** The kiosk whose tickets it prints. */
  kiosk: Id.optional(),
});
export type DeviceConfig = z.output<typeof DeviceConfig>;

const AgentFile = z
  .strictObject({
    agent: Id,
    hub: HubAddress,
    key: Key.optional(),
    /** A file with the key on its first line; relative to this file. */
    keyFile: z.string().min(1).optional(),
    dataFolder: z.string().min(1),
    /** The site's own device profiles. */
    profilesFolder: z.string().min(1).optional(),
    /** Where this agent serves the hall's pages; absent: nowhere. */
    pages: z
      .strictObject({
        port: z.int().min(0).max(65_535),
        /** Absent: this machine alone. */
        host: z.string().min(1).max(255).optional(),
      })
      .optional(),
    devices: z.array(DeviceConfig).min(1).max(256),
  })
  .superRefine((file, context) => {
    if (file.key !== undefined && file.keyFile !== undefined)
      context.addIssue({ code: 'custom', path: ['keyFile'], message: configZh.keyTwice });
    file.devices.forEach(({ id }, i) => {
      if (file.devices.findIndex((other) => other.id === id) < i)
        context.addIssue({ code: 'custom', path: ['devices', i, 'id'], message: configZh.sameId });
    });
  });

export interface AgentConfig {
  agent: string;
  /** `http://host:port` */
  hub: string;
  key: string;
  /** Absolute. */
  dataFolder: string;
  /** Absolute; absent: the built-in profiles alone. */
  profilesFolder?: string;
  /** Where it serves the hall's pages; absent: nowhere. */
  pages?: { port: number; host: string };
  devices: DeviceConfig[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads agent.json whole. DATA_DIR, HUB_URL, AGENT_KEY and PAGES_PORT, where set, stand above the file; DATA_DIR is
 * relative to the working directory, the file's own paths to the file.
 *
 * Throws HallError `config-unreadable`, or `config-invalid` with every problem and its path on a line of its own;
 * the values, among them the key, are never repeated.
 */
export async function readAgentConfig(path: string, env: Environment): Promise<AgentConfig> {
  const read = parse(AgentFile, await readJson(path));
  const problems: Problem[] = read.ok ? [] : read.problems;
  const hub = fromEnvironment(env, 'HUB_URL', HubAddress, problems);
  const ownKey = fromEnvironment(env, 'AGENT_KEY', Key, problems);
  const pagesPort = fromEnvironment(env, 'PAGES_PORT', PagesPort, problems);
  if (env['DATA_DIR']?.trim() === '') problems.push({ path: 'DATA_DIR', reason: configZh.emptyDataFolder });
  const key = ownKey ?? (read.ok ? await keyOf(read.value, path, problems) : '');
  if (!read.ok || problems.length > 0) throw new HallError('config-invalid', path, problemLines(problems));
  const file = read.value;
  const here = dirname(path);
  return {
    agent: file.agent,
    hub: hub ?? file.hub,
    key,
    dataFolder: resolve(env['DATA_DIR'] ?? resolve(here, file.dataFolder)),
    ...(file.profilesFolder === undefined ? {} : { profilesFolder: resolve(here, file.profilesFolder) }),
    ...pagesOf(file, pagesPort),
    devices: file.devices,
  };
}

function pagesOf(
  { pages }: z.output<typeof AgentFile>,
  asked: string | undefined,
): Pick<AgentConfig, 'pages'> {
  const port = asked === undefined ? pages?.port : Number(asked);
  return port === undefined ? {} : { pages: { port, host: pages?.host ?? '127.0.0.1' } };
}

/** Where an agent enrols, and where its key goes. */
export interface Enrolment {
  agent: string;
  hub: string;
  /** Absolute. */
  keyFile: string;
}

/**
 * Reads of agent.json what an agent without a key needs to get one. HUB_URL stands above the file.
 * Throws HallError as `readAgentConfig` does, and where the file names no `keyFile`.
 */
export async function readEnrolment(path: string, env: Environment): Promise<Enrolment> {
  const read = parse(AgentFile, await readJson(path));
  const problems: Problem[] = read.ok ? [] : read.problems;
  const hub = fromEnvironment(env, 'HUB_URL', HubAddress, problems);
  const keyFile = read.ok ? read.value.keyFile : undefined;
  if (read.ok && keyFile === undefined) problems.push({ path: 'keyFile', reason: configZh.keyFileMissing });
  if (!read.ok || keyFile === undefined || problems.length > 0)
    throw new HallError('config-invalid', path, problemLines(problems));
  return { agent: read.value.agent, hub: hub ?? read.value.hub, keyFile: resolve(dirname(path), keyFile) };
}

function fromEnvironment(
  env: Environment,
  name: string,
  schema: z.ZodType<string>,
  problems: Problem[],
): string | undefined {
  const value = env[name];
  if (value === undefined) return undefined;
  const parsed = parse(schema, value);
  if (!parsed.ok) problems.push(...parsed.problems.map(({ reason }) => ({ path: name, reason })));
  return value;
}

async function keyOf(file: z.output<typeof AgentFile>, path: string, problems: Problem[]): Promise<string> {
  if (file.key !== undefined) return file.key;
  if (file.keyFile === undefined) {
    problems.push({ path: 'key', reason: configZh.keyMissing });
    return '';
  }
  const text = await readFile(resolve(dirname(path), file.keyFile), 'utf8').catch(() => null);
  const key = text?.split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (text === null) problems.push({ path: 'keyFile', reason: configZh.unreadable });
  else if (!Key.safeParse(key).success) problems.push({ path: 'keyFile', reason: configZh.keyTooShort });
  return key;
}

async function readJson(path: string): Promise<unknown> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new HallError('config-unreadable', path, configZh.unreadable, cause);
  }
  if (!isUtf8(bytes)) throw new HallError('config-invalid', path, configZh.notUtf8);
  // Windows Notepad begins a UTF-8 file with a byte order mark, which JSON does not allow.
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const mistake = jsonMistake(text);
  if (mistake !== null)
    throw new HallError('config-invalid', path, configZh.notJson(mistake.line, mistake.column));
  return JSON.parse(text);
}

/** One name for one port, however many devices are on it. */
export function portName(transport: TransportConfig): string {
  if (transport.kind === 'tcp') return `${transport.host}:${transport.port}`;
  if (transport.kind !== 'hid') return transport.path;
  const { vendor, product, serialNumber, path, usagePage, interface: number } = transport;
  return ['hid', vendor, product, serialNumber, path, usagePage, number].join('|');
}
