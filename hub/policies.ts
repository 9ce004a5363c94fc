import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { problemLines } from '@bandecheng/shared/parse';
import { checkPolicy } from '@bandecheng/shared/policy/check-policy';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { readOptions, runIfStarted } from './command-options.ts';
import { policiesText } from './locales/zh-CN/policies.ts';
import { readPolicies } from './rules/read-policies.ts';

/**
 * Prints what each policy holds, what is wrong with it, and the assumptions that await a signature. The notices'
 * folder holds the texts, `<source>.txt`; a policy none of whose sources lies there keeps its quotes unread, and
 * the output says so. Resolves with the exit code: 1 when anything is wrong.
 */
export async function policies(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<0 | 1> {
  const options = readOptions(args, { text: ['policies', 'notices'] });
  if ('mistake' in options) {
    complain(options.mistake);
    return 1;
  }
  try {
    const notices = await readNotices(options.text['notices']);
    const all = [...(await readPolicies(options.text['policies'])).values()];
    const sound = all.map((policy) => printPolicy(policy, textsOf(policy, notices), print));
    return sound.includes(false) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof HallError)) throw error;
    complain(error.message);
    return 1;
  }
}

async function readNotices(folder: string | undefined): Promise<Map<string, string>> {
  if (folder === undefined) return new Map();
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new HallError('policy-invalid', folder, policiesText.noNotices, cause);
  });
  const texts = names
    .filter((name) => name.endsWith('.txt'))
    .map(async (name): Promise<[string, string]> => [
      name.slice(0, -'.txt'.length),
      await readFile(join(folder, name), 'utf8'),
    ]);
  return new Map(await Promise.all(texts));
}

function textsOf({ sources }: Policy, notices: ReadonlyMap<string, string>): string[] | null {
  const texts = sources.flatMap(({ id }) => notices.get(id) ?? []);
  return texts.length === 0 ? null : texts;
}

/** Whether the policy is sound. */
function printPolicy(policy: Policy, texts: string[] | null, print: (line: string) => void): boolean {
  const problems = checkPolicy(policy, texts);
  print(policiesText.head(policy.id, policy.version, policy.place));
  for (const { id, zh, steps, clocks } of policy.caseTypes) {
    print(policiesText.caseType(id, zh, steps.length, clocks.length));
    for (const clock of clocks) print(policiesText.clock(clock));
  }
  for (const { id, zh, fields } of policy.forms) print(policiesText.form(id, zh, fields.length));
  for (const assumption of policy.assumptions) print(policiesText.assumption(assumption));
  if (texts === null) print(policiesText.unread);
  if (problems.length > 0) print(policiesText.wrong(problems.length, problemLines(problems)));
  return problems.length === 0;
}

await runIfStarted(import.meta.url, policies);
