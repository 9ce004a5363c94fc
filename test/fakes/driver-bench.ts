import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver, DriverContext } from '@bandecheng/device-agent/drivers/driver';
import { onPty, type VirtualPty } from '@bandecheng/device-agent/virtual/pty';
import type { FrameProfile, PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { serialTransport } from '@bandecheng/device-agent/transports/serial';
import { tcpTransport } from '@bandecheng/device-agent/transports/tcp';
import type { Connect } from '@bandecheng/device-agent/transports/transport';
import type { Report } from '@bandecheng/shared/protocol';

export type WireName = 'tcp' | 'pty';
/** Both wires a virtual device can hang on. */
export const WIRES: readonly WireName[] = ['tcp', 'pty'];

/** What a driver needs beside its device: a real wire to it, and an outbox that only remembers. */
export class DriverBench {
  readonly reports: Report[] = [];
  private pty: VirtualPty | null = null;
  private readonly drivers: Driver[] = [];

  private constructor(
    readonly folder: string,
    private readonly connect: Connect,
  ) {}

  static async wire(
    wire: WireName,
    device: { port: number },
    profile: Pick<FrameProfile | PrinterProfile, 'serial'>,
  ): Promise<DriverBench> {
    const folder = await mkdtemp(join(tmpdir(), 'bdc-driver-'));
    if (wire === 'tcp')
      return new DriverBench(folder, (listener) =>
        tcpTransport({ host: '127.0.0.1', port: device.port }, listener),
      );
    const path = join(folder, 'port');
    const pty = await onPty(device, path);
    const bench = new DriverBench(folder, (listener) => serialTransport(path, profile.serial, listener));
    bench.pty = pty;
    return bench;
  }

  context(device: string): DriverContext {
    return {
      device,
      connect: this.connect,
      report: (report) => Promise.resolve(void this.reports.push(report)),
      now: Date.now,
      random: () => 0,
      log: () => undefined,
    };
  }

  start<D extends Driver>(driver: D): D {
    this.drivers.push(driver);
    driver.start();
    return driver;
  }

  get outcomes(): string[] {
    return this.reports.flatMap((report) =>
      report.type === 'RecordPrint'
        ? [`${report.job} ${report.state} ${report.grade ?? report.reason ?? ''}`.trim()]
        : [],
    );
  }

  get states(): string[] {
    return this.reports.flatMap((report) =>
      report.type === 'RecordDeviceState' ? [report.problems.join()] : [],
    );
  }

  get presses(): string[] {
    return this.reports.flatMap((report) => {
      if (report.type === 'RecordPress') return [report.level];
      return report.type === 'UseKeypad' ? [report.key] : [];
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.drivers.map((driver) => driver.stop()));
    await this.pty?.stop();
    await rm(this.folder, { recursive: true });
  }
}
