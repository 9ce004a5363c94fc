import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { encodeHidInput, encodeHidOutput } from '@bandecheng/device-agent/codecs/hid-report-codec';
import type { HidProfile } from '@bandecheng/device-agent/profiles/profile';
import type { Level } from '@bandecheng/shared/vocabulary';
import { deviceFile } from './device-file.ts';
import { Gadget } from './gadget.ts';
import { until } from './until.ts';

const LOOK_MS = 100;
/** The report before is still there, or the host is about to choose the configuration (again). */
const NOT_YET: readonly (string | undefined)[] = ['EAGAIN', 'ESHUTDOWN'];

/** An evaluator of HID reports with a light, on the bus; fed by its cable, it is dark after each replug. */
export class HidBox {
  lit = false;
  private file: FileHandle | null = null;
  private watching: Promise<void> = Promise.resolve();

  private constructor(
    private readonly gadget: Gadget,
    private readonly profile: HidProfile,
  ) {}

  static async make(serialNumber: string, socket: number, profile: HidProfile): Promise<HidBox> {
    const { reportLength } = profile;
    const descriptor = vendorDescriptor(reportLength);
    return new HidBox(
      await Gadget.make(serialNumber, socket, { kind: 'hid', descriptor, reportLength }),
      profile,
    );
  }

  get pulls(): number {
    return this.gadget.pulls;
  }

  async plug(): Promise<void> {
    this.lit = false;
    await this.gadget.plug();
    const path = await until('the box has its file', async () =>
      deviceFile('/sys/class/hidg', await this.gadget.number()),
    );
    this.file = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.watching = this.watch(this.file);
  }

  async pull(): Promise<void> {
    const { file } = this;
    this.file = null;
    this.lit = false;
    await this.watching;
    await file?.close();
    await this.gadget.pull();
  }

  /** Exactly these buttons are down from now on. Resolves when the bus has taken the report. */
  async hold(...levels: Level[]): Promise<void> {
    const report = encodeHidInput(this.profile, levels);
    await until('the report is taken', () =>
      this.file?.write(report).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (!NOT_YET.includes(error.code)) throw error;
          return false;
        },
      ),
    );
  }

  /** Takes the light's reports until the cable is pulled. */
  private async watch(file: FileHandle): Promise<void> {
    const on = Buffer.from(encodeHidOutput(this.profile, 'start').subarray(1));
    const buffer = Buffer.alloc(on.length);
    while (this.file === file) {
      const read = await file.read(buffer, 0, buffer.length).catch(() => null);
      if (read !== null && read.bytesRead > 0 && this.file === file) this.lit = buffer.equals(on);
      else await pause(LOOK_MS);
    }
  }
}

/** Reports of a vendor's own page, so many bytes each way, without report ids. */
function vendorDescriptor(bytes: number): Uint8Array {
  return Uint8Array.of(
    ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01],
    ...[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, bytes],
    ...[0x09, 0x01, 0x81, 0x02, 0x09, 0x02, 0x91, 0x02, 0xc0],
  );
}
