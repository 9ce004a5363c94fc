import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { OpenHub } from './open-hub.ts';
import { ATTACHMENT_MOST_BYTES, openAttachments } from './registers/attachments.ts';
import type { PersonMarks } from './registers/person-marks.ts';
import { openVault } from './registers/vault.ts';
import { sealingTexts } from './seal-texts.ts';
import type { Hub } from './handle-command.ts';
import { referredBy } from './state/case-referred.ts';

export interface CaseStoreParts {
  dataFolder: string;
  clock: () => Instant;
  /** Text of BANDECHENG_VAULT_KEY, where it is set. */
  vaultKey?: string;
  /** Where the city's own layouts lie, `forms/<form>.html` in it. */
  policiesFolder?: string;
  marks: PersonMarks;
  onNotice: (what: string, about: Record<string, string | number>) => void;
}

/**
 * What lies beside the journal: texts, files, and the marks by which a person's cases are found. What a hub killed
 * between vault and journal left behind is erased, and so is what somebody asked to have forgotten.
 * Throws HallError `vault-key-invalid`, `register-unreadable`.
 */
export async function openCaseStore(hub: OpenHub, parts: CaseStoreParts) {
  const { dataFolder, clock, vaultKey, policiesFolder, marks, onNotice } = parts;
  const options = { clock, ...(vaultKey === undefined ? {} : { key: vaultKey }) };
  const vault = await openVault(dataFolder, options);
  const attachments = await openAttachments(dataFolder, options);
  // Nothing is sealed before the hub takes commands: whatever is not referred to now never will be.
  const referred = referredBy(hub.state.desk);
  const written = new Set([...hub.state.words.values()].map(({ text }) => text.record));
  const isReferred = (record: string): boolean => referred.records.has(record) || written.has(record);
  const records = await vault.sweep(isReferred, clock());
  const files = await attachments.sweep((id) => referred.materials.has(id), clock());
  if (records + files > 0) onNotice('left in the vault by a hub that was killed', { records, files });

  const forget = async (texts: readonly string[], materials: readonly string[]): Promise<void> => {
    await Promise.all([vault.erase(texts), attachments.erase(materials)]);
  };
  hub.onCommitted((events) => {
    for (const event of events) {
      if (event.type !== 'PersonErased' && event.type !== 'WordsErased') continue;
      const { seq, data } = event;
      forget(data.records, 'materials' in data ? data.materials : []).catch((error: unknown) =>
        // The next start sweeps it.
        onNotice('not erased from the vault yet', { seq, reason: String(error) }),
      );
    }
  });

  const markOf = (kind: 'name' | 'phone', text: string) =>
    kind === 'name' ? marks.markName(text) : marks.markTelephone(text);
  return {
    /** The hub to which commands come with their texts. */
    sealing: (of: Hub) => sealingTexts(of, vault, markOf),
    open: vault.open,
    marksOf: (text: string): string[] =>
      [markOf('name', text), markOf('phone', text)].filter((m) => m !== null),
    mostBytes: ATTACHMENT_MOST_BYTES,
    put: attachments.put,
    get: attachments.get,
    erase: attachments.erase,
    forget,
    template: (form: string) => readTemplate(policiesFolder, form),
  };
}

/** `form` is a name of the policy: no path can be made of it. */
async function readTemplate(folder: string | undefined, form: string): Promise<string | null> {
  if (folder === undefined || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(form)) return null;
  try {
    return await readFile(join(folder, 'forms', `${form}.html`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
