import { HallError } from '@bandecheng/shared/errors';
import { problemLines, type Problem } from '@bandecheng/shared/parse';
import type { RasterLine } from './codecs/raster-line.ts';
import type { DeviceConfig, TransportConfig } from './config.ts';
import type { OpenButtonLine } from './drivers/button-line.ts';
import type {
  DriverContext,
  EvaluatorDriver,
  IdCardDriver,
  JobLedger,
  KeypadDriver,
  PrinterDriver,
  WindowDisplayDriver,
} from './drivers/driver.ts';
import { evaluatorDriver } from './drivers/evaluator-driver.ts';
import { framedLine } from './drivers/framed-line.ts';
import { hidLine } from './drivers/hid-line.ts';
import { idCardDriver } from './drivers/id-card-driver.ts';
import { keypadDriver } from './drivers/keypad-driver.ts';
import { printerDriver } from './drivers/printer-driver.ts';
import { windowDisplayDriver } from './drivers/window-display-driver.ts';
import { configZh } from './locales/zh/config.ts';
import { hasAddress } from './profiles/frame-fields.ts';
import { withLevels } from './profiles/own-levels.ts';
import type { DeviceProfile, FrameProfile, HidProfile, PrinterProfile } from './profiles/profile.ts';
import { portClash } from './shared-ports.ts';
import { hidTransport } from './transports/hid.ts';
import { serialTransport } from './transports/serial.ts';
import { tcpTransport } from './transports/tcp.ts';
import type { Connect } from './transports/transport.ts';
import { usbPrinterTransport } from './transports/usb-printer.ts';

/** One device of agent.json with the profile it names. */
export type EquippedDevice =
  | { config: DeviceConfig; model: PrinterProfile | HidProfile }
  | { config: DeviceConfig; model: FrameProfile; address: number };

/** Finds each device's profile. Throws `config-invalid` with every device that cannot be driven, and why. */
export function equip(
  devices: readonly DeviceConfig[],
  profiles: ReadonlyMap<string, DeviceProfile>,
): EquippedDevice[] {
  const problems: Problem[] = [];
  const equipped = devices.flatMap((config, i): EquippedDevice[] => {
    const refuse = (field: string, reason: string): [] => {
      problems.push({ path: `devices[${i}].${field}`, reason });
      return [];
    };
    const { address } = config;
    const named = profiles.get(config.profile);
    if (named === undefined)
      return refuse('profile', configZh.unknownProfile([...profiles.keys()].sort().join('、')));
    const model = ownModel(named, config.levels, refuse);
    const kinds = transportsOf(model);
    if (!kinds.includes(config.transport.kind))
      return refuse('transport.kind', configZh.unfitTransport(model.id, kinds.join('、')));
    if ('layout' in model && hasAddress(model))
      return address === undefined
        ? refuse('address', configZh.addressMissing)
        : [{ config, model, address }];
    if (address !== undefined) return refuse('address', configZh.addressNotUsed);
    return 'layout' in model ? [{ config, model, address: 0 }] : [{ config, model }];
  });
  equipped.forEach((device, i) => {
    const clash = portClash(device, equipped.slice(0, i));
    if (clash !== null)
      problems.push({ path: `devices[${devices.indexOf(device.config)}].transport`, reason: clash });
  });
  if (problems.length > 0) throw new HallError('config-invalid', 'agent.json', problemLines(problems));
  return equipped;
}

/** The model with the levels that agent.json gives this device, where it does. */
function ownModel(
  model: DeviceProfile,
  levels: DeviceConfig['levels'],
  refuse: (field: string, reason: string) => void,
): DeviceProfile {
  if (levels === undefined) return model;
  if (model.kind !== 'evaluator') {
    refuse('levels', configZh.levelsNotUsed);
    return model;
  }
  const own = withLevels(model, levels);
  if (own.ok) return own.profile;
  for (const key of own.unknown) refuse(`levels.${key}`, configZh.unknownLevelKey(own.known.join('、')));
  return model;
}

/** Over what a model can be reached. */
function transportsOf(model: DeviceProfile): readonly TransportConfig['kind'][] {
  if (model.kind === 'printer') return ['serial', 'tcp', 'usb-printer'];
  return model.speaks === 'hid-reports' ? ['hid'] : ['serial', 'tcp'];
}

export type OpenDevice =
  | { kind: 'printer'; driver: PrinterDriver }
  | { kind: 'evaluator'; driver: EvaluatorDriver }
  | { kind: 'keypad'; driver: KeypadDriver }
  | { kind: 'window-display'; driver: WindowDisplayDriver }
  | { kind: 'id-card-reader'; driver: IdCardDriver };

/** The driver a device's profile asks for. It is not started. */
export function openDevice(
  device: EquippedDevice,
  context: DriverContext,
  printing: { ledger: JobLedger; raster: RasterLine },
): OpenDevice {
  if ('address' in device) return speakingFrames(device, context);
  const { model } = device;
  if (model.kind !== 'printer') return buttonBox(model.kind, hidLine(model), context);
  return { kind: 'printer', driver: printerDriver({ profile: model, ...printing }, context) };
}

function speakingFrames(
  { model, address }: Extract<EquippedDevice, { address: number }>,
  context: DriverContext,
): OpenDevice {
  const { kind } = model;
  switch (kind) {
    case 'window-display':
      return { kind, driver: windowDisplayDriver(model, address, context) };
    case 'id-card-reader':
      return { kind, driver: idCardDriver(model, address, context) };
    default:
      return buttonBox(kind, framedLine(model, address), context);
  }
}

function buttonBox(kind: 'evaluator' | 'keypad', line: OpenButtonLine, context: DriverContext): OpenDevice {
  return kind === 'evaluator'
    ? { kind, driver: evaluatorDriver(line, context) }
    : { kind, driver: keypadDriver(line, context) };
}

/** The byte pipe to a device: a port with its profile's settings, a network address, a place on USB. */
export function connectTo(transport: TransportConfig, model: DeviceProfile): Connect {
  switch (transport.kind) {
    case 'tcp': {
      const { host, port } = transport;
      return (listener) => tcpTransport({ host, port }, listener);
    }
    case 'serial': {
      if (!('serial' in model)) throw new HallError('config-invalid', transport.path, model.id);
      return (listener) => serialTransport(transport.path, model.serial, listener);
    }
    case 'usb-printer':
      return (listener) => usbPrinterTransport(transport.path, listener);
    case 'hid': {
      const { usagePage, usage } = 'usagePage' in model ? model : {};
      return (listener) => hidTransport({ usagePage, usage, ...transport }, listener);
    }
  }
}
