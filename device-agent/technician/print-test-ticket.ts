import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestTicketAnswer } from '@bandecheng/shared/technician';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { printerDriver } from '../drivers/printer-driver.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { problemsZh } from '../locales/zh/wire-words.ts';
import { JobLedger } from '../outbox/job-ledger.ts';
import type { PrinterProfile } from '../profiles/profile.ts';
import { openRasterFont } from '../raster-font.ts';
import type { Connect } from '../transports/transport.ts';
import { testTicketJob, TestTickets } from './test-ticket.ts';
import { VERSION } from './version.ts';

export interface TestTicketPlan {
  device: string;
  profile: PrinterProfile;
  connect: Connect;
  port: string;
  agent: string;
  hall: string;
}

/** Prints one test ticket with the agent's own driver, while no agent runs. Leaves nothing on the disk. */
export async function printTestTicket(plan: TestTicketPlan): Promise<TestTicketAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'bandecheng-test-ticket-'));
  const tests = new TestTickets();
  const ledger = await JobLedger.open(join(folder, 'jobs.json'), Date.now);
  const raster = await openRasterFont();
  const driver = printerDriver(
    { profile: plan.profile, ledger, raster },
    {
      device: plan.device,
      connect: plan.connect,
      report: (report) => Promise.resolve(void tests.take(report)),
      now: Date.now,
      random: Math.random,
      log: () => undefined,
    },
  );
  driver.start();
  try {
    const { hall, device, agent, port, profile } = plan;
    const job = testTicketJob({
      hall,
      device,
      profile: profile.title,
      agent,
      version: VERSION,
      port,
      now: Date.now(),
    });
    return await tests.print(driver, job);
  } finally {
    await driver.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How a test ticket ended, for whoever stands before the printer. */
export function testTicketWords(answer: TestTicketAnswer): string {
  const { printed, grades, notPrinted, unknownOutcome } = devicesToolZh;
  if (answer.state === 'printed') return printed(answer.grade, grades[answer.grade] ?? '');
  const words = reasonWords(answer.reason);
  return answer.state === 'unknown' ? unknownOutcome(words) : notPrinted(words);
}

function reasonWords(reason: string): string {
  return devicesToolZh.reasons[reason] ?? problemsZh[reason as DeviceProblem] ?? reason;
}
