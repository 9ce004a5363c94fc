import { frameDecoder } from './codecs/framed-codec.ts';
import type { Frame } from './codecs/frame.ts';
import { portName } from './config.ts';
import { connectTo, type EquippedDevice } from './open-device.ts';
import type { FrameProfile } from './profiles/profile.ts';
import { sharedLine, type JoinLine } from './transports/shared-line.ts';
import type { LineMember, SharedLineTimes } from './transports/shared-port.ts';
import type { Connect } from './transports/transport.ts';

type FramedDevice = Extract<EquippedDevice, { address: number }>;

/** Each device with its byte pipe; framed devices on one port share it. The ports are fit to be shared. */
export function connectDevices(
  devices: readonly EquippedDevice[],
): { device: EquippedDevice; connect: Connect }[] {
  const lines = new Map<string, JoinLine>();
  return devices.map((device) => {
    const port = portName(device.config.transport);
    const members = devices.filter(({ config }) => portName(config.transport) === port).filter(isFramed);
    if (members.length < 2 || !isFramed(device)) return { device, connect: connectOf(device) };
    const join = lines.get(port) ?? sharedLine(connectOf(device), lineTimes(members));
    lines.set(port, join);
    return { device, connect: join(lineMember(device)) };
  });
}

function isFramed(device: EquippedDevice): device is FramedDevice {
  return 'address' in device;
}

function connectOf({ config, model }: EquippedDevice): Connect {
  return connectTo(config.transport, model);
}

/** The slowest device on a line sets its pace. */
function lineTimes(devices: readonly FramedDevice[]): SharedLineTimes {
  const profiles = devices.map(({ model }) => model);
  return {
    turnaroundMs: Math.max(...profiles.map(({ bus }) => bus.turnaroundMs)),
    quietMs: Math.max(...profiles.map(({ interByteTimeoutMs }) => interByteTimeoutMs)),
    byteMs: Math.max(...profiles.map(byteMs)),
  };
}

function byteMs({ serial }: FrameProfile): number {
  const bits = 1 + serial.dataBits + (serial.parity === 'none' ? 0 : 1) + serial.stopBits;
  return (bits * 1_000) / serial.baudRate;
}

/** How a device's frames are told by its profile, and which of ours it answers. */
function lineMember({ model, address }: Pick<FramedDevice, 'model' | 'address'>): LineMember {
  const isOwn = (frame: Frame): boolean => frame.address === address;
  return {
    frames: () => {
      const decoder = frameDecoder(model, 'host');
      return {
        push: (bytes) => decoder.push(bytes).some(isOwn),
        drop: () => decoder.drop().some(isOwn),
      };
    },
    answerMs: (bytes) => {
      const [frame] = frameDecoder(model, 'device').push(bytes);
      return model.outbound.find(({ name }) => name === frame?.name)?.expect?.withinMs ?? 0;
    },
  };
}
