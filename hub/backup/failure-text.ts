import { HallError } from '@bandecheng/shared/errors';
import { backupText } from '../locales/zh-CN/backup.ts';

/** Why nothing was saved or restored, for a person: what the disk said is worded, anything else stays as it is. */
export function failureText(error: unknown): string {
  if (error instanceof HallError) return error.message;
  const { code = '', path = '' } = error as NodeJS.ErrnoException;
  const words = backupText.disk[code as keyof typeof backupText.disk];
  return words === undefined ? String(error) : `${words} ${path}`.trim();
}
