import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault } from '@bandecheng/shared/errors';
import { readAgentConfig, type AgentConfig } from '../config.ts';
import { devicesToolZh } from '../locales/zh/devices-tool.ts';
import { isFolderClaimed } from '../outbox/folder-claim.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import { readProfiles, readSiteProfiles } from '../read-profiles.ts';
import { withTakenUp } from './taken-up.ts';
import type { DiaryPage } from './diary.ts';
import { DIARY_FILE, readDiaryFile } from './diary-file.ts';

/** What stands around the tool: this machine's agent, its devices and its profiles. */
export interface Site {
  /** Null: there is no agent.json, or none that can be read. */
  config: AgentConfig | null;
  profiles: ReadonlyMap<string, DeviceProfile>;
  /** An agent with this agent.json runs on this machine now. */
  agentRuns: boolean;
  /** What that agent, or the last one, remembers. */
  diary: DiaryPage | null;
}

/** A tool that only looks needs no key; a technician may not be allowed to read it. */
const NO_KEY = 'not-needed-to-look-at-devices';

/**
 * The site of an agent.json. A file that is missing or wrong is told to `say`, and the tool goes on without it.
 * Throws `profile-invalid` for a profile of the site that is wrong: every verdict would rest on it.
 */
export async function readSite(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<Site> {
  const file = await readConfig(path, env, say);
  if (file === null) return { config: null, profiles: await readProfiles(), agentRuns: false, diary: null };
  const profiles = await readSiteProfiles(file);
  const { config } = await withTakenUp(file, profiles);
  return {
    config,
    profiles,
    agentRuns: await isFolderClaimed(config.dataFolder),
    diary: await readDiaryFile(join(config.dataFolder, DIARY_FILE)),
  };
}

async function readConfig(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<AgentConfig | null> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) {
    say(devicesToolZh.configMissing(path));
    return null;
  }
  try {
    return await readAgentConfig(path, env).catch(() => readAgentConfig(path, { ...env, AGENT_KEY: NO_KEY }));
  } catch (error) {
    if (!isFault(error, 'config-invalid') && !isFault(error, 'config-unreadable')) throw error;
    say(devicesToolZh.configWrong(path, error.message));
    return null;
  }
}
