import { dirname, resolve } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { Hall } from '@bandecheng/shared/hall';
import { parse, problemLines } from '@bandecheng/shared/parse';

import { configText } from './locales/zh-CN/config.ts';
import { readSetup, type UsedConnector } from './province/read-setup.ts';
import { readJson } from './read-json.ts';
import { readDeskRules, type DeskRules } from './rules/read-desk-rules.ts';

export interface HubConfig {
  hall: Hall;
  /** 0 to 65535; 0 lets the system choose. */
  port: number;
  /** Absolute. */
  dataFolder: string;
  /** Where hall.json lies, absolute: what the hall names without a leading slash is beside it. */
  folder: string;
  /** Where the hall's ratings are handed over to, and how. */
  province: readonly UsedConnector[];
  /** The vault's key, where it is not kept in the data folder. */
  vaultKey?: string;
  /** Rules of the city the hall serves, and the holidays that deadlines are reckoned by. */
  rules: DeskRules;
}

/**
 * Reads hall.json whole. PORT and DATA_DIR, where set, stand above the file; DATA_DIR is relative to the working
 * directory, the file's own `dataFolder` to the file.
 *
 * Throws HallError `config-unreadable`, `config-invalid` with every problem and its path on a line of its own, or
 * what is wrong with the rules it names: `policy-invalid`, `calendar-invalid`. province.json is checked with it.
 */
export async function readHall(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<HubConfig> {
  const problems: string[] = [];
  const port = env['PORT'] === undefined ? undefined : portOf(env['PORT']);
  if (port === null) problems.push(configText.badPort);
  if (env['DATA_DIR']?.trim() === '') problems.push(configText.emptyDataFolder);
  const read = parse(Hall, await readJson(path, 'config-unreadable', 'config-invalid'));
  if (!read.ok) problems.push(problemLines(read.problems));
  if (!read.ok || problems.length > 0) throw new HallError('config-invalid', path, problems.join('\n'));
  const hall = read.value;
  const folder = resolve(dirname(path));
  const dataFolder = env['DATA_DIR'] ?? resolve(folder, hall.dataFolder);
  return {
    ...{ hall, port: port ?? hall.port, dataFolder: resolve(dataFolder), folder },
    ...(env['BANDECHENG_VAULT_KEY'] === undefined ? {} : { vaultKey: env['BANDECHENG_VAULT_KEY'] }),
    rules: await readDeskRules(hall, folder),
    province: hall.provinceFile === undefined ? [] : await readSetup(resolve(folder, hall.provinceFile)),
  };
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}
