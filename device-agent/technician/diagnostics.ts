import { homedir, release } from 'node:os';
import type { AttachedList } from '@bandecheng/shared/technician';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { AgentConfig } from '../config.ts';
import type { DeviceProfile } from '../profiles/profile.ts';
import type { DiaryPage } from './diary.ts';
import { redact } from './redact.ts';
import { VERSION } from './version.ts';

/** Everything known of an agent, for whoever looks into its trouble elsewhere. Values only; it goes out as JSON. */
export interface Diagnostics {
  made: string;
  versions: { agent: string; node: string; system: string };
  /** agent.json as it was read, without the key; null: there is none that can be read. */
  config: unknown;
  attached: AttachedList;
  profiles: { id: string; kind: string; verifiedOn: string }[];
  /** Device states, what passed their lines, the last lines of the log; null: no agent has kept any. */
  diary: DiaryPage | null;
}

export interface DiagnosticsParts {
  config: AgentConfig | null;
  list: AttachedList;
  profiles: Iterable<DeviceProfile>;
  diary: DiaryPage | null;
  at: Instant;
}

/** The bundle, with the key, the home folder's name and personal data taken out of every text. */
export function diagnosticsOf({ config, list, profiles, diary, at }: DiagnosticsParts): Diagnostics {
  const bundle: Diagnostics = {
    made: new Date(at).toISOString(),
    versions: {
      agent: VERSION,
      node: process.versions.node,
      system: `${process.platform} ${process.arch} ${release()}`,
    },
    config,
    attached: list,
    profiles: [...profiles].map(({ id, kind, source }) => ({ id, kind, verifiedOn: source.verifiedOn })),
    diary,
  };
  // A home of one letter or none is no one's name, and stands everywhere.
  const home = homedir().length > 2 ? [homedir()] : [];
  return redact(bundle, config === null ? home : [config.key, ...home]) as Diagnostics;
}
