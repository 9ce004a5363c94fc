import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { checkProfile } from './codecs/check-profile.ts';
import { profileZh } from './locales/zh/profile.ts';
import { DeviceProfile } from './profiles/profile.ts';

/**
 * The built-in device profiles by id, and those of the site's folder, which add to them and go before them.
 * Throws `profile-invalid`, the file as its place, for a profile that breaks the schema or fails its own vectors,
 * and for a site folder that is not there.
 */
export async function readProfiles(siteFolder?: string): Promise<Map<string, DeviceProfile>> {
  const profiles = await readFolder(builtInFolder());
  if (siteFolder === undefined) return profiles;
  for (const [id, profile] of await readFolder(siteFolder)) profiles.set(id, profile);
  return profiles;
}

/** Of a site that names no folder of its own: in the agent's data, filled by the press wizard. */
const LEARNED_FOLDER = 'profiles';

/** The folder of the site's own profiles; it may not be there yet where agent.json names none. */
export function siteFolderOf({
  profilesFolder,
  dataFolder,
}: {
  profilesFolder?: string;
  dataFolder: string;
}): string {
  return profilesFolder ?? join(dataFolder, LEARNED_FOLDER);
}

/** Every profile an agent of this configuration knows. Throws as `readProfiles`. */
export async function readSiteProfiles(config: {
  profilesFolder?: string;
  dataFolder: string;
}): Promise<Map<string, DeviceProfile>> {
  const folder = siteFolderOf(config);
  const isThere = config.profilesFolder !== undefined || existsSync(folder);
  return readProfiles(isThere ? folder : undefined);
}

/** The JSON stays with the sources: built code in dist finds it a folder up, beside the package's own file. */
function builtInFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'profiles');
}

async function readFolder(folder: string): Promise<Map<string, DeviceProfile>> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new HallError('profile-invalid', folder, profileZh.unreadable, cause);
  });
  const files = new Map<string, string>();
  const profiles = new Map<string, DeviceProfile>();
  for (const name of names.filter((name) => name.endsWith('.json')).sort()) {
    const file = join(folder, name);
    const profile = await readProfile(file);
    const other = files.get(profile.id);
    if (other !== undefined) throw new HallError('profile-invalid', file, profileZh.twice(profile.id, other));
    files.set(profile.id, file);
    profiles.set(profile.id, profile);
  }
  return profiles;
}

async function readProfile(file: string): Promise<DeviceProfile> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new HallError('profile-invalid', file, profileZh.unreadable, cause);
  });
  const parsed = parse(DeviceProfile, jsonOf(file, text));
  const problems = parsed.ok ? checkProfile(parsed.value) : parsed.problems;
  if (!parsed.ok || problems.length > 0) throw new HallError('profile-invalid', file, problemLines(problems));
  return parsed.value;
}

function jsonOf(file: string, text: string): unknown {
  try {
    // A file saved by Windows Notepad begins with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new HallError('profile-invalid', file, profileZh.notJson, cause);
  }
}
