import { posix } from 'node:path';

/** Lines; a file that outgrows it does more than one job. */
export const LONGEST_FILE = 350;
/** Lines of a README.md in a source folder: one screen. */
export const LONGEST_FOLDER_README = 70;

const EMPTY_NAMES = /(^|-)(util|utils|helper|helpers|manager|managers|misc|common|stuff)(-|\.|$)/;
const PLAIN_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(config|test|example|d))*\.[a-z0-9]+$/;
const COMPONENT_NAME = /^[A-Z][A-Za-z0-9]*\.vue$/;

/** What is wrong with the name of a file, as a sentence; null for a good one. */
export function checkName(file: string): string | null {
  const name = posix.basename(file);
  const locale = file.includes('/locales/');
  if (!PLAIN_NAME.test(name) && !COMPONENT_NAME.test(name)) {
    return `${file}: names are lower-case words joined by hyphens (a Vue component: CapitalWords.vue)`;
  }
  if (EMPTY_NAMES.test(name.toLowerCase()) && !locale)
    return `${file}: the name does not say what the file does`;
  return null;
}

export function checkLength(file: string, text: string): string | null {
  const lines = text.split('\n').length;
  return lines > LONGEST_FILE
    ? `${file}: ${lines} lines, at most ${LONGEST_FILE}; split it by subject`
    : null;
}

/** The app folders and the folders right below them that hold source, each of which tells what it is for. */
export function foldersToExplain(sources: readonly string[]): string[] {
  return [...new Set(sources.flatMap(explainedBy))].sort();
}

function explainedBy(file: string): string[] {
  const parts = posix.dirname(file).split('/');
  return parts.length === 1 ? [parts[0]!] : [parts[0]!, parts.slice(0, 2).join('/')];
}
