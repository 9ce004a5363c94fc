import { connectDevices } from './connect-devices.ts';
import { portName, type DeviceConfig } from './config.ts';
import { equip, type EquippedDevice, type OpenDevice } from './open-device.ts';
import type { DeviceProfile } from './profiles/profile.ts';
import type { Connect } from './transports/transport.ts';

/** A device at its byte pipe, not started. */
type OpenOne = (device: EquippedDevice, connect: Connect) => OpenDevice;

/**
 * The devices of this agent, each with its driver. A port can be released, all its devices with it, and taken up
 * again by fresh drivers.
 */
export class DrivenDevices {
  private readonly opened = new Map<string, OpenDevice>();

  constructor(
    private kept: readonly EquippedDevice[],
    private readonly openOne: OpenOne,
  ) {
    this.open(kept);
  }

  /** As agent.json has them, each with its model. */
  get equipped(): readonly EquippedDevice[] {
    return this.kept;
  }

  get(id: string): OpenDevice | undefined {
    return this.opened.get(id);
  }

  start(): void {
    for (const { driver } of this.opened.values()) driver.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.opened.values()].map(({ driver }) => driver.stop()));
  }

  /** Lets go of the device's port; resolves with the ids of all devices on it when it is free. */
  async release(device: string): Promise<string[]> {
    const port = this.portOf(device);
    const ids = this.kept.filter(({ config }) => portName(config.transport) === port).map(idOf);
    await Promise.all(ids.map(async (id) => this.opened.get(id)?.driver.stop()));
    return ids;
  }

  /** Drives them again, as models they are now; they are all devices of one port, released before. */
  takeUp(ids: readonly string[]): void {
    this.open(this.kept.filter((device) => ids.includes(idOf(device))));
    for (const id of ids) this.opened.get(id)?.driver.start();
  }

  /** The device as this configuration has it, from the next time on that it is taken up. Throws `config-invalid`. */
  replace(next: DeviceConfig, profiles: ReadonlyMap<string, DeviceProfile>): void {
    this.kept = equip(
      this.kept.map(({ config }) => (config.id === next.id ? next : config)),
      profiles,
    );
  }

  private open(devices: readonly EquippedDevice[]): void {
    for (const { device, connect } of connectDevices(devices))
      this.opened.set(idOf(device), this.openOne(device, connect));
  }

  private portOf(device: string): string | undefined {
    const found = this.kept.find(({ config }) => config.id === device);
    return found === undefined ? undefined : portName(found.config.transport);
  }
}

function idOf({ config }: EquippedDevice): string {
  return config.id;
}
