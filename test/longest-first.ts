import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a minute each, as measured. Without them told, a fresh clone begins with the largest files, and one
 * of these runs alone at the end while the other core waits.
 */
const LONGEST = ['test/flow/press-to-board.test.ts', 'test/flow/agent-killed.test.ts'];

/** Starts the longest files of a group first; the others in the order that vitest gives them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = ({ project, moduleId }: TestSpecification): boolean =>
      LONGEST.includes(relative(project.config.root, moduleId));
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => group(a) - group(b) || Number(long(b)) - Number(long(a)));
  }
}
