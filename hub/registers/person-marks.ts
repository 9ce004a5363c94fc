import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { telephoneDigits } from '@bandecheng/shared/telephone';
import { openRegister } from './register.ts';
import { newSecret } from './secret.ts';

const PersonKey = z.strictObject({ key: z.string() });

/**
 * Keyed marks by which a person is found again, 32 hexadecimal digits: the same number or name gives the same mark in
 * this hall and tells nothing without the key, which never leaves the data folder. Marks of two kinds are never the
 * same. They stand in journals: how each is made may not change.
 */
export interface PersonMarks {
  /** Full-width digits, blanks and a small x make no difference. */
  markIdentity(number: string): string;
  /** Of the digits alone, without +86 or 0086 and the zero before an area code; null when there is no digit. */
  markTelephone(telephone: string): string | null;
  /** Blanks, full-width letters, capitals and the dots inside a name make no difference; null for an empty one. */
  markName(name: string): string | null;
}

/** Opens the marks' key. Throws HallError `register-unreadable`. */
export async function openPersonMarks(dataFolder: string): Promise<PersonMarks> {
  const register = await openRegister(dataFolder, 'person-key', PersonKey, { key: '' });
  if (register.data.key === '') await register.change((draft) => void (draft.key = newSecret()));
  const { key } = register.data;
  const mark = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  // An identity number's text has no small letters: none is ever the text of another kind.
  const markOf = (kind: 'telephone' | 'name', text: string) => (text === '' ? null : mark(`${kind} ${text}`));
  return {
    markIdentity: (number) => mark(asPrinted(number)),
    markTelephone: (telephone) => markOf('telephone', telephoneDigits(telephone).replace(/^0+/, '')),
    markName: (name) => markOf('name', plainName(name)),
  };
}

/** As it is printed, whatever way it was typed: full-width digits, blanks, a small x. */
function asPrinted(number: string): string {
  return number.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** The dots are those found between the parts of a name: 阿卜杜·热合曼. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\u00b7\u2022\u2027\u2219\u22c5\u30fb]/g, '')
    .toUpperCase();
}
