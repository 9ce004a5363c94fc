import type { DayClosed } from '@bandecheng/shared/events';
import type { PaperJob } from '@bandecheng/shared/protocol';
import { proofText } from './locales/zh-CN/proof.ts';

/** What whoever keeps a day's digest takes away: enough to prove the day later, and nothing else. */
export function digestPaper(hall: string, { day, firstSeq, lastSeq, digest }: DayClosed): PaperJob['paper'] {
  return {
    title: proofText.title,
    lines: [
      ...[hall, '', proofText.day(day), proofText.numbers(firstSeq, lastSeq), ''],
      ...inGroups(digest),
      ...['', ...proofText.keep],
    ],
  };
}

/** Four groups of four digits a line, to be compared by eye. */
function inGroups(digest: string): string[] {
  const lines = digest.match(/.{1,16}/g) ?? [];
  return lines.map((line) => (line.match(/.{1,4}/g) ?? []).join(' '));
}
