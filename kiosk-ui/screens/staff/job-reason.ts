import { DEVICE_PROBLEMS, type JobState } from '@bandecheng/shared/vocabulary';
import { deviceProblem } from '../../locales/words.ts';
import { ts } from './texts.ts';

/** Why a print job failed or is unknown; empty where the agent gave no reason. */
export function jobReasonText(reason: string | undefined): string {
  if (reason === undefined) return '';
  const problem = DEVICE_PROBLEMS.find((known) => known === reason);
  if (problem !== undefined) return deviceProblem(problem).word;
  if (reason === 'past-deadline') return ts('job.pastDeadline');
  if (reason === 'agent-stopped') return ts('job.agentStopped');
  if (reason === 'not-taken') return ts('job.notTaken');
  return reason === 'job-malformed' ? ts('job.malformed') : reason;
}

/** What a person does about it. */
export function jobTodoText(state: JobState): string {
  return state === 'unknown' ? ts('job.unknownTodo') : ts('job.failedTodo');
}
