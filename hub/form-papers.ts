import type { RecordedEvent } from '@bandecheng/shared/events';
import { openWords } from './gateway/case-door.ts';
import type { CaseParts } from './gateway/case-store.ts';
import type { Outgoing } from './react.ts';
import { formNamed } from './reports/filled-form.ts';
import { shortForm } from './reports/short-form.ts';
import { rulesOf } from './state/case-rules.ts';
import type { Job } from './state/hall-state.ts';

type FormJob = Job & { of: Extract<Job['of'], { kind: 'form' }> };

/**
 * Forms that new events send to ticket printers, worded now: what was filled in is opened for the paper and kept nowhere
 * else. One that is short no more is given up at once.
 */
export async function formPapers(events: readonly RecordedEvent[], parts: CaseParts): Promise<Outgoing[]> {
  const jobs = events.flatMap((event) => {
    const job = event.type === 'PaperRequested' ? parts.hub.state.jobs.get(event.data.job) : undefined;
    return job !== undefined && isOfForm(job) ? [job] : [];
  });
  const papers = await Promise.all(jobs.map((job) => formPaper(job, parts)));
  return papers.flatMap((paper) => paper ?? []);
}

async function formPaper(job: FormJob, parts: CaseParts): Promise<Outgoing | null> {
  const { hub, clock } = parts;
  const { hall, desk } = hub.state;
  const of = desk.cases.get(job.of.case);
  if (hall === null || of === undefined) return null;
  const rules = rulesOf(desk, of);
  const form = formNamed(job.of.form, rules);
  const words = await openWords({ of }, parts);
  const filling = { of, rules, words, hall, now: clock() };
  const paper = form === undefined ? null : shortForm(form, filling);
  if (paper === null) {
    await hub.handle({ id: `hub:no-paper-${job.id}`, type: 'GiveUpPrint', job: job.id }, { kind: 'hub' });
    return null;
  }
  const { id, agent, device, deadlineAt, copy } = job;
  return { agent, name: 'print:requested', data: { job: id, device, deadlineAt, copy, paper } };
}

function isOfForm(job: Job): job is FormJob {
  return 'case' in job.of && job.of.kind === 'form';
}
