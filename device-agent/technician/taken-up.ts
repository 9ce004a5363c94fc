import { join } from 'node:path';
import { parse } from '@bandecheng/shared/parse';
import * as z from 'zod';
import type { AgentConfig, DeviceConfig } from '../config.ts';
import { readFileIfAny, replaceFile } from '../outbox/flushing-file.ts';
import type { DeviceProfile } from '../profiles/profile.ts';

/** In the agent's data folder; deleting it gives every device back what agent.json says. */
const TAKEN_UP_FILE = 'taken-up.json';

const Model = z.strictObject({ profile: z.string().max(64), address: z.int().optional() });
type Model = z.output<typeof Model>;
const TakenUp = z.record(z.string(), z.strictObject({ instead: Model, now: Model }));
type TakenUp = z.output<typeof TakenUp>;

/**
 * The configuration with the models that devices were found to be on the devices page. Where agent.json names another
 * model than the one that was replaced, or the profile is gone, agent.json counts; `dropped` names those devices.
 */
export async function withTakenUp(
  config: AgentConfig,
  profiles: ReadonlyMap<string, DeviceProfile>,
): Promise<{ config: AgentConfig; dropped: string[] }> {
  const taken = await readTakenUp(config.dataFolder);
  const dropped: string[] = [];
  const devices = config.devices.map((device) => {
    const { instead, now } = taken[device.id] ?? {};
    if (instead === undefined || now === undefined) return device;
    if (isModel(device, instead) && profiles.has(now.profile)) return ofModel(device, now);
    dropped.push(device.id);
    return device;
  });
  return { config: { ...config, devices }, dropped };
}

/** Keeps on disk that the device is of this model from now on. Rejects with the system's error. */
export async function keepTakenUp(dataFolder: string, before: DeviceConfig, now: Model): Promise<void> {
  const taken = await readTakenUp(dataFolder);
  const known = taken[before.id];
  const instead = known !== undefined && isModel(before, known.now) ? known.instead : modelOf(before);
  const next: TakenUp = { ...taken, [before.id]: { instead, now } };
  await replaceFile(join(dataFolder, TAKEN_UP_FILE), `${JSON.stringify(next, null, 2)}\n`);
}

/** The same device at the same port as another model; what its own keys meant went with the old one. */
export function ofModel({ id, transport, counter, kiosk }: DeviceConfig, now: Model): DeviceConfig {
  return {
    ...{ id, transport, ...now },
    ...(counter === undefined ? {} : { counter }),
    ...(kiosk === undefined ? {} : { kiosk }),
  };
}

function modelOf({ profile, address }: DeviceConfig): Model {
  return { profile, ...(address === undefined ? {} : { address }) };
}

function isModel({ profile, address }: DeviceConfig, model: Model): boolean {
  return profile === model.profile && address === model.address;
}

/** A file that is damaged counts as none: agent.json is always there. */
async function readTakenUp(dataFolder: string): Promise<TakenUp> {
  const text = await readFileIfAny(join(dataFolder, TAKEN_UP_FILE));
  try {
    const parsed = parse(TakenUp, JSON.parse(text ?? '{}'));
    return parsed.ok ? parsed.value : {};
  } catch {
    return {};
  }
}
