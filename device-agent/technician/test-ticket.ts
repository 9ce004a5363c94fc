import { randomBytes } from 'node:crypto';
import type { PrintJob, Report } from '@bandecheng/shared/protocol';
import type { TestTicketAnswer } from '@bandecheng/shared/technician';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { TEST_CLASS } from '../codecs/test-ticket-layout.ts';
import type { PrinterDriver } from '../drivers/driver.ts';
import { testTicketZh } from '../locales/zh/test-ticket.ts';

/** A printer that is not ready within so long prints no test ticket any more, ms. */
const BEGINS_WITHIN_MS = 20_000;
/** A test ticket without an end after so long is unknown, ms: longer than every wait of the driver together. */
const ENDS_WITHIN_MS = 90_000;
const MARK = 'self-test/';

export interface TestTicketFacts {
  /** The hall's name; may be empty. */
  hall: string;
  device: string;
  profile: string;
  agent: string;
  version: string;
  port: string;
  now: Instant;
}

/** The order of a test ticket: nobody's number, and a job id that no hub has made. */
export function testTicketJob(facts: TestTicketFacts): PrintJob {
  const { hall, device, profile, agent, version, port, now } = facts;
  const time = timeText(now);
  return {
    job: `${MARK}${device}/${randomBytes(8).toString('hex')}`,
    device,
    deadlineAt: now + BEGINS_WITHIN_MS,
    copy: 0,
    ticket: {
      hall,
      service: testTicketZh.title,
      number: testTicketZh.number,
      ahead: 0,
      estimateMinutes: 0,
      area: '',
      issuedText: time,
      followUpUrl: `bandecheng self-test ${device} ${time}`.slice(0, 120),
      notice: [
        testTicketZh.device(device, profile),
        testTicketZh.agent(agent, version),
        testTicketZh.port(port),
      ],
      language: 'zh',
      class: TEST_CLASS,
    },
  };
}

/** Test tickets under way in one agent. Their reports end here: no hub ever hears of them. */
export class TestTickets {
  private readonly under = new Map<string, { device: string; settle: (answer: TestTicketAnswer) => void }>();

  /** Prints one; a second for the same device is refused until the first has ended. */
  async print(driver: PrinterDriver, job: PrintJob): Promise<TestTicketAnswer> {
    if ([...this.under.values()].some(({ device }) => device === job.device))
      return { state: 'refused', reason: 'busy' };
    const ended = new Promise<TestTicketAnswer>((settle) => {
      this.under.set(job.job, { device: job.device, settle });
    });
    const tooLate = setTimeout(
      () => this.settle(job.job, { state: 'unknown', reason: 'no-answer' }),
      ENDS_WITHIN_MS,
    );
    if (!(await driver.print(job))) this.settle(job.job, { state: 'refused', reason: 'not-kept' });
    return ended.finally(() => clearTimeout(tooLate));
  }

  /** Whether the report was of a test ticket, also of one ordered before a restart, and thus ends here. */
  take(report: Report): boolean {
    if (report.type !== 'RecordPrint' || typeof report.job !== 'string' || !report.job.startsWith(MARK))
      return false;
    const { job, state, grade, reason } = report;
    if (state === 'printed' && grade !== undefined) this.settle(job, { state, grade });
    if (state === 'failed' || state === 'unknown') this.settle(job, { state, reason: reason ?? 'no-answer' });
    return true;
  }

  private settle(job: string, answer: TestTicketAnswer): void {
    this.under.get(job)?.settle(answer);
    this.under.delete(job);
  }
}

/** `2026-11-23 12:00:05`, by this machine's clock and zone. */
export function timeText(at: Instant): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
