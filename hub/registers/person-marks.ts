import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { openRegister } from './register.ts';
import { newSecret } from './secret.ts';

const PersonKey = z.strictObject({ key: z.string() });

/**
 * Keyed marks of identity numbers, 32 hexadecimal digits: the same number gives the same mark in this hall and tells
 * nothing without the key, which never leaves the data folder. Throws HallError `register-unreadable`.
 */
export async function openPersonMarks(dataFolder: string): Promise<(number: string) => string> {
  const register = await openRegister(dataFolder, 'person-key', PersonKey, { key: '' });
  if (register.data.key === '') await register.change((draft) => void (draft.key = newSecret()));
  const { key } = register.data;
  return (number) => createHmac('sha256', key).update(plain(number)).digest('hex').slice(0, 32);
}

/** As it is printed, whatever way it was typed: full-width digits, blanks, a small x. */
function plain(number: string): string {
  return number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
