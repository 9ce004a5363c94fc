import { vi } from 'vitest';
import { encodeJob } from '@bandecheng/device-agent/codecs/escpos-codec';
import type { PrinterDriver } from '@bandecheng/device-agent/drivers/driver';
import { printerDriver } from '@bandecheng/device-agent/drivers/printer-driver';
import { JobLedger, type LedgerDocument } from '@bandecheng/device-agent/outbox/job-ledger';
import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import type { PrintJob, Report } from '@bandecheng/shared/protocol';
import { FakePrinter } from './fake-printer.ts';
import { FakeDevice } from './fake-transport.ts';

const raster = (): null => null;

/** A printer driver on a fake wire, with a ledger whose durable text outlives it. Time is the test's. */
export class PrinterBench {
  readonly device = new FakeDevice();
  readonly printer = new FakePrinter(this.device);
  readonly reports: Report[] = [];
  private readonly drivers: PrinterDriver[] = [];
  private disk: string | null = null;

  constructor(private readonly profile: PrinterProfile) {}

  /** What a process that starts now finds of the ledger. */
  openLedger(): Promise<JobLedger> {
    return JobLedger.load(
      {
        read: () => Promise.resolve(this.disk === null ? null : (JSON.parse(this.disk) as LedgerDocument)),
        write: (document) => Promise.resolve(void (this.disk = JSON.stringify(document))),
      },
      Date.now,
    );
  }

  async start(profile = this.profile): Promise<PrinterDriver> {
    const driver = printerDriver(
      { profile, ledger: await this.openLedger(), raster },
      {
        device: 'printer-k1',
        connect: this.device.connect,
        report: (report) => Promise.resolve(void this.reports.push(report)),
        now: Date.now,
        random: () => 0.5,
        log: () => undefined,
      },
    );
    this.drivers.push(driver);
    driver.start();
    return driver;
  }

  pass(ms: number): Promise<unknown> {
    return vi.advanceTimersByTimeAsync(ms);
  }

  /** `printed B`, `failed cover-open` … in the order reported. */
  get outcomes(): string[] {
    return this.reports.flatMap((report) =>
      report.type === 'RecordPrint'
        ? [[report.state, report.grade ?? report.reason].filter(Boolean).join(' ')]
        : [],
    );
  }

  get states(): string[] {
    return this.reports.flatMap((report) =>
      report.type === 'RecordDeviceState' ? [report.problems.join()] : [],
    );
  }

  /** What the paper bears when exactly this job came out. */
  slipOf(job: PrintJob): string {
    const { bytes } = encodeJob(job, { profile: this.profile, raster });
    return Buffer.from(bytes).toString('hex');
  }

  /** The SHA-256 that the ledger has of what was sent for this job. */
  sha256Of(job: PrintJob): string | undefined {
    const { jobs } = JSON.parse(this.disk ?? '{"jobs":{}}') as LedgerDocument;
    const entry = jobs[job.job];
    return entry === undefined || entry.stage === 'waiting' ? undefined : entry.sha256;
  }

  async end(): Promise<void> {
    const stopped = Promise.all(this.drivers.map((driver) => driver.stop()));
    await this.pass(10_000);
    await stopped;
  }
}
