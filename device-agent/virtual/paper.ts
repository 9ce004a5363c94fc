import type { PaperLine } from '@bandecheng/shared/virtual-hall';

/** What can be read on paper, a line of it on a line; codes and pictures leave an empty one. */
export function paperText(lines: readonly PaperLine[]): string {
  return lines.map((line) => (line.kind === 'text' ? line.text : '')).join('\n');
}
