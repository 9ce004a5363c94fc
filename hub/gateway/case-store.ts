import type { Attachment, Sealed } from '@bandecheng/shared/vault';
import type { AccountId } from '@bandecheng/shared/vocabulary';
import type { Hub } from '../handle-command.ts';
import type { Identity, Staff } from './identity.ts';

/** Why a file is not kept. */
type FileRefusal =
  'attachment-empty' | 'attachment-too-large' | 'attachment-type-unknown' | 'attachment-type-lies';

/** What lies beside the journal: texts, files, and the marks by which a person's cases are found. */
export interface CaseStore {
  /** Null: erased. */
  open(sealed: Sealed): Promise<string | null>;
  /** Keyed marks under which the cases of somebody of this name or telephone stand. */
  marksOf(nameOrTelephone: string): string[];
  /** The largest file that is taken. */
  readonly mostBytes: number;
  put(bytes: Buffer, declaredName: string): Promise<Attachment | { refused: FileRefusal }>;
  /** Null: erased. */
  get(attachment: Pick<Attachment, 'id' | 'sha256'>): Promise<Buffer | null>;
  erase(attachments: readonly string[]): Promise<void>;
  /** The city's own layout of a form; null: it supplied none. */
  template(form: string): Promise<string | null>;
}

/** What the routes about cases work with. */
export interface CaseParts {
  hub: Hub;
  identity: Identity & { member(account: AccountId): Staff | null; accounts(): readonly Staff[] };
  store: CaseStore;
  clock: () => number;
}
