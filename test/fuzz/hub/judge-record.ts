import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineBody, sealedLine } from '@bandecheng/hub/journal/line-hash';
import { verifyJournal } from '@bandecheng/hub/journal/verify-journal';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { CANARIES } from './comers.ts';
import type { JudgeEvent } from './record-types.ts';
import { FOREIGN } from './spoil.ts';

/** With everything a line may have. */
const WHOLE: Required<RecordedEvent> = {
  ...{ seq: 1, at: 1, happenedAt: 1, asked: '', type: 'AgentLost', version: 1, actor: '', command: '' },
  ...{ part: [1, 1], data: { agent: '' } },
};
const OF_A_LINE = Object.keys(JSON.parse(sealedLine(lineBody(WHOLE, ''), '')) as object);
const MOST_NAMED = 10;

/**
 * What is wrong with a hub's record after it was fuzzed: the chain, a line that is no event, a key nobody declared, a
 * word that was smuggled in, a person's name or number.
 */
export async function judgeRecord(
  dataFolder: string,
  judge: JudgeEvent,
): Promise<{ lines: number; problems: string[] }> {
  const problems: string[] = [];
  await verifyJournal(dataFolder, () => undefined).catch((error: unknown) => problems.push(String(error)));
  const folder = join(dataFolder, 'journal');
  let lines = 0;
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.jsonl')))
    for (const line of (await readFile(join(folder, file), 'utf8')).split('\n').filter((one) => one !== '')) {
      lines += 1;
      const wrong = misfitOf(line, judge);
      if (wrong !== null && problems.length < MOST_NAMED) problems.push(`${wrong}: ${line.slice(0, 400)}`);
    }
  return { lines, problems };
}

function misfitOf(line: string, judge: JudgeEvent): string | null {
  const smuggled = [...CANARIES, `"${FOREIGN}":`, '"__proto__":', '"constructor":'].find((word) =>
    line.includes(word),
  );
  if (smuggled !== undefined) return `${smuggled} stands in the record`;
  const record = JSON.parse(line) as { type: string; data: unknown };
  const foreign = Object.keys(record).find((key) => !OF_A_LINE.includes(key));
  if (foreign !== undefined) return `${foreign} is foreign`;
  const wrong = judge(record.type, record.data);
  return wrong === null ? null : `${record.type}: ${wrong}`;
}
