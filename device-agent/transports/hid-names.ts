import { readFile, realpath } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * Other names of a HID device file: `asked` where it is a link to it, and the socket the device is in. Device files
 * are numbered in the order of plugging; these names stay. Only Linux has them, elsewhere the list is empty.
 */
export async function otherHidNames(file: string, asked: string): Promise<string[]> {
  const names: string[] = [];
  if ((await realpath(asked).catch(() => null)) === file) names.push(asked);
  const about = await readFile(`/sys/class/hidraw/${basename(file)}/device/uevent`, 'utf8').catch(() => '');
  const socket = /^HID_PHYS=(.+)$/m.exec(about)?.[1];
  if (socket !== undefined) names.push(socket);
  return names;
}
