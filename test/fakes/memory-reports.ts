import type { ReportSource } from '@bandecheng/device-agent/link/report-sender';
import type { NumberedReport, Report } from '@bandecheng/shared/protocol';

/** Reports in memory: the link must not care where they lie. */
export class MemoryReports implements ReportSource {
  id = 'firstoutbox';
  after = ['outboxbefore'];
  kept: (NumberedReport & { outbox: string })[] = [];
  private stored: () => void = () => undefined;
  add(count: number): void {
    for (let i = 0; i < count; i++) {
      const last = this.kept.at(-1);
      const number = (last?.outbox === this.id ? last.number : 0) + 1;
      const report: Report = { type: 'RecordDeviceState', device: 'd', problems: [], since: number };
      this.kept.push({ outbox: this.id, number, report });
    }
    this.stored();
  }
  /** What a start before this one left unsaid. */
  left(count: number): void {
    const now = this.id;
    this.id = 'outboxbefore';
    this.add(count);
    this.id = now;
  }
  pending(most: number): (NumberedReport & { outbox: string })[] {
    return this.kept.slice(0, most);
  }
  accept(number: number, outbox: string): boolean {
    if (outbox === this.id && number > (this.kept.at(-1)?.number ?? number)) return false;
    this.kept = this.kept.filter((entry) => entry.outbox !== outbox || entry.number > number);
    return true;
  }
  startAnew(): Promise<void> {
    this.id = 'secondoutbox';
    this.kept = this.kept.map(({ report }, i) => ({ outbox: this.id, number: i + 1, report }));
    return Promise.resolve();
  }
  onStored(listener: () => void): void {
    this.stored = listener;
  }
}
