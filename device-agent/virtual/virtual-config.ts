import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { HallError } from '@bandecheng/shared/errors';
import { Id } from '@bandecheng/shared/hall';
import { jsonMistake } from '@bandecheng/shared/json-place';
import { parse, problemLines, type Problem } from '@bandecheng/shared/parse';
import { virtualZh } from '../locales/zh/virtual.ts';
import { hasAddress } from '../profiles/frame-fields.ts';
import type { DeviceProfile } from '../profiles/profile.ts';

const DeviceEntry = z.strictObject({
  id: Id,
  /** Id of a built-in profile; it says what kind of device this is. */
  profile: z.string().min(1).max(64),
  /** Address in its frames; printers and card readers have none. */
  address: z.int().min(0).max(65_535).optional(),
  transport: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tcp'), port: z.int().min(0).max(65_535) }),
    /** A serial port made for it, at this path. */
    z.strictObject({ kind: z.literal('pty'), path: z.string().min(1).max(255) }),
  ]),
});
export type VirtualDeviceEntry = z.output<typeof DeviceEntry>;

/** virtual.json: the devices to stand in for hardware. */
const VirtualFile = z
  .strictObject({ devices: z.array(DeviceEntry).min(1).max(64) })
  .superRefine(({ devices }, context) => {
    const ports = devices.map(({ transport }) => portName(transport));
    devices.forEach(({ id }, i) => {
      if (devices.findIndex((other) => other.id === id) < i)
        context.addIssue({ code: 'custom', path: ['devices', i, 'id'], message: virtualZh.sameId });
      const first = ports.findIndex((port) => port !== null && port === ports[i]);
      if (first >= 0 && first < i)
        context.addIssue({
          code: 'custom',
          path: ['devices', i, 'transport'],
          message: virtualZh.samePort(devices[first]?.id ?? ''),
        });
    });
  });
export type VirtualConfig = z.output<typeof VirtualFile>;

/** Null where the system picks a free port. */
function portName(transport: VirtualDeviceEntry['transport']): string | null {
  if (transport.kind === 'pty') return transport.path;
  return transport.port === 0 ? null : String(transport.port);
}

/**
 * Reads virtual.json whole. Throws `config-unreadable`, or `config-invalid` with every problem and its path on a
 * line of its own.
 */
export async function readVirtualConfig(
  path: string,
  profiles: ReadonlyMap<string, DeviceProfile>,
): Promise<VirtualConfig> {
  const parsed = parse(VirtualFile, await readJson(path));
  const problems = parsed.ok ? profileProblems(parsed.value, profiles) : parsed.problems;
  if (!parsed.ok || problems.length > 0) throw new HallError('config-invalid', path, problemLines(problems));
  return parsed.value;
}

function profileProblems(
  { devices }: VirtualConfig,
  profiles: ReadonlyMap<string, DeviceProfile>,
): Problem[] {
  return devices.flatMap(({ profile: id, address }, i) => {
    const profile = profiles.get(id);
    const path = `devices[${i}]`;
    if (profile === undefined) {
      const known = [...profiles.keys()].join('、');
      return [{ path: `${path}.profile`, reason: virtualZh.unknownProfile(known) }];
    }
    if (profile.kind !== 'printer' && profile.speaks === 'hid-reports')
      return [{ path: `${path}.profile`, reason: virtualZh.noSuchWire }];
    const addressed = profile.kind !== 'printer' && hasAddress(profile);
    if (addressed === (address !== undefined)) return [];
    const reason = addressed ? virtualZh.addressMissing : virtualZh.addressNotUsed;
    return [{ path: `${path}.address`, reason }];
  });
}

async function readJson(path: string): Promise<unknown> {
  const read = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HallError('config-unreadable', path, virtualZh.unreadable, cause);
  });
  // Windows Notepad begins a UTF-8 file with a byte order mark, which JSON does not allow.
  const text = read.replace(/^\ufeff/, '');
  const mistake = jsonMistake(text);
  if (mistake !== null)
    throw new HallError('config-invalid', path, virtualZh.notJson(mistake.line, mistake.column));
  return JSON.parse(text);
}
