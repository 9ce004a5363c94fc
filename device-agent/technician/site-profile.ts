import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { checkProfile } from '../codecs/check-profile.ts';
import { DeviceProfile } from '../profiles/profile.ts';

/** The file of a profile of this id in the site's folder; null where there is none. */
export async function siteProfileFile(folder: string, id: string): Promise<string | null> {
  const file = join(folder, `${id}.json`);
  return access(file).then(
    () => file,
    () => null,
  );
}

/**
 * Writes a learned profile into the site's folder. `written`: false where there is such a
 * file already: nobody's work is written over. Throws `profile-invalid` for a profile that the agent would refuse, and
 * writes nothing then.
 */
export async function writeSiteProfile(
  folder: string,
  profile: Record<string, unknown>,
): Promise<{ file: string; written: boolean }> {
  const file = join(folder, `${String(profile['id'])}.json`);
  const parsed = parse(DeviceProfile, profile);
  const problems = parsed.ok ? checkProfile(parsed.value) : parsed.problems;
  if (problems.length > 0) throw new HallError('profile-invalid', file, problemLines(problems));
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, `${JSON.stringify(profile, null, 2)}\n`, { flag: 'wx' });
    return { file, written: true };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return { file, written: false };
    throw error;
  }
}
