import { isFault } from '@bandecheng/shared/errors';
import type { AgentConfig, DeviceConfig } from './config.ts';
import type { DrivenDevices } from './driven-devices.ts';
import { sessionZh } from './locales/zh/session.ts';
import type { DeviceProfile } from './profiles/profile.ts';
import { readSiteProfiles } from './read-profiles.ts';
import { keepTakenUp, ofModel } from './technician/taken-up.ts';
import type { Lender } from './technician/session-host.ts';

export interface LendingParts {
  config: AgentConfig;
  driven: DrivenDevices;
  /** Of this agent; what is read anew goes in here. */
  profiles: Map<string, DeviceProfile>;
  /** Tells the hub that the device is in maintenance; its next driver tells when it is well. */
  outOfService: (device: string) => void;
  /** Tells the hub what the devices are now, and is told what each has to show. */
  announce: () => void;
}

/** Lends the agent's devices to a technician's session. */
export function lendDevices({ config, driven, profiles, outOfService, announce }: LendingParts): Lender {
  return {
    async lend(device) {
      const lent = await driven.release(device);
      lent.forEach(outOfService);
      return lent;
    },
    takeBack(devices) {
      driven.takeUp(devices);
      announce();
    },
    async readProfiles() {
      for (const [id, profile] of await readSiteProfiles(config)) profiles.set(id, profile);
    },
    async takeUp(device, { profile, address }) {
      const before = driven.equipped.find(({ config: { id } }) => id === device)?.config;
      if (before === undefined) return sessionZh.noSuchPort;
      const model = { profile, ...(address === null ? {} : { address }) };
      return takeUp(before, model);
    },
  };

  async function takeUp(
    before: DeviceConfig,
    model: { profile: string; address?: number },
  ): Promise<string | null> {
    try {
      driven.replace(ofModel(before, model), profiles);
    } catch (error) {
      if (!isFault(error, 'config-invalid')) throw error;
      return sessionZh.cannotTakeUp(error.message);
    }
    try {
      await keepTakenUp(config.dataFolder, before, model);
    } catch (error) {
      // What a restart would forget is not begun.
      driven.replace(before, profiles);
      throw error;
    }
    return null;
  }
}
