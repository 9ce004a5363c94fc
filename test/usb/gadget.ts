import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const GADGETS = '/sys/kernel/config/usb_gadget';
const VENDOR = '0x1209';
const PRODUCT = '0x0001';

/** What a gadget shows to the machine it is plugged into, as the kernel's configfs takes it. */
export type GadgetFunction =
  | { kind: 'hid'; descriptor: Uint8Array; reportLength: number }
  | { kind: 'printer'; pnp: string }
  | { kind: 'acm' };

/** A USB device made by the kernel's gadget framework, on a socket of its own of this machine's bus. */
export class Gadget {
  /** How often its cable was pulled. */
  pulls = 0;

  private constructor(
    private readonly folder: string,
    readonly serialNumber: string,
    /** 0 to 3: always the same socket, as a cable is put back where it was. */
    private readonly socket: number,
    private readonly functionFolder: string,
  ) {}

  /** Made, and not plugged in yet. */
  static async make(serialNumber: string, socket: number, made: GadgetFunction): Promise<Gadget> {
    const name = serialNumber.toLowerCase();
    const folder = join(GADGETS, name);
    const functionFolder = join(folder, 'functions', `${made.kind}.${name}`);
    await mkdir(join(folder, 'strings/0x409'), { recursive: true });
    await mkdir(join(folder, 'configs/c.1'), { recursive: true });
    await writeFile(join(folder, 'idVendor'), VENDOR);
    await writeFile(join(folder, 'idProduct'), PRODUCT);
    await writeFile(join(folder, 'strings/0x409/serialnumber'), serialNumber);
    await writeFile(join(folder, 'strings/0x409/manufacturer'), 'bandecheng');
    await writeFile(join(folder, 'strings/0x409/product'), made.kind);
    await mkdir(functionFolder);
    for (const [file, value] of attributes(made)) await writeFile(join(functionFolder, file), value);
    await symlink(functionFolder, join(folder, 'configs/c.1', `${made.kind}.${name}`));
    return new Gadget(folder, serialNumber, socket, functionFolder);
  }

  async plug(): Promise<void> {
    await writeFile(join(this.folder, 'UDC'), `dummy_udc.${this.socket}`);
  }

  /** Pulls the cable. */
  async pull(): Promise<void> {
    await writeFile(join(this.folder, 'UDC'), '\n');
    this.pulls += 1;
  }

  /** Number of the device side's file: `/dev/hidgN` by its device number, `/dev/ttyGSN`. */
  async number(): Promise<string> {
    const text = await readFile(join(this.functionFolder, 'port_num'), 'utf8').catch(() =>
      readFile(join(this.functionFolder, 'dev'), 'utf8'),
    );
    return text.trim().split(':').at(-1) ?? '';
  }
}

function attributes(made: GadgetFunction): [string, string | Uint8Array][] {
  if (made.kind === 'printer') return [['pnp_string', made.pnp]];
  if (made.kind === 'acm') return [];
  return [
    ['protocol', '0'],
    ['subclass', '0'],
    ['report_length', String(made.reportLength)],
    ['report_desc', made.descriptor],
  ];
}
