import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { HallError, type Fault } from '@bandecheng/shared/errors';
import { jsonMistake } from '@bandecheng/shared/json-place';
import { filesText } from './locales/zh-CN/files.ts';

/**
 * What a JSON file holds, unparsed. Throws HallError with the fault given: `unreadable` when the file cannot be
 * read, `invalid` when it is no UTF-8 or no JSON, with line and column.
 */
export async function readJson(path: string, unreadable: Fault, invalid: Fault): Promise<unknown> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new HallError(unreadable, path, filesText.unreadable, cause);
  }
  if (!isUtf8(bytes)) throw new HallError(invalid, path, filesText.notUtf8);
  // Windows Notepad begins a UTF-8 file with a byte order mark, which JSON does not allow.
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const mistake = jsonMistake(text);
  if (mistake !== null) throw new HallError(invalid, path, filesText.notJson(mistake.line, mistake.column));
  return JSON.parse(text);
}
