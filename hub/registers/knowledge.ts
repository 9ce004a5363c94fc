import * as z from 'zod';
import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';
import { openRegister } from './register.ts';

const Text = z.string().trim().min(1).max(1_000);

const Entry = z.strictObject({
  entry: z.string().regex(/^K\d{1,6}$/),
  case: z.string(),
  caseType: z.string(),
  service: z.string().optional(),
  cause: Text,
  cure: Text,
  basis: z.string().trim().max(1_000),
  keywords: z.array(z.string().trim().min(1).max(20)).max(20),
  by: z.string(),
  at: z.number(),
});
const KnowledgeDocument = z.strictObject({
  /** Number of the newest entry ever made: a number is not given twice. */
  last: z.int().min(0),
  entries: z.array(Entry),
});

/** What was learned from closed cases: published texts, in which no person's name belongs. */
export interface Knowledge {
  list(): readonly KnowledgeEntry[];
  /** Null: that case is in the knowledge base already. */
  add(entry: Omit<KnowledgeEntry, 'entry'>): Promise<KnowledgeEntry | null>;
  /** False: there is no such entry. Case and service stay what they were. */
  edit(
    entry: string,
    change: Pick<KnowledgeEntry, 'cause' | 'cure' | 'basis' | 'keywords' | 'by' | 'at'>,
  ): Promise<boolean>;
}

/** Opens `registers/knowledge.json`. Throws HallError `register-unreadable`. */
export async function openKnowledge(dataFolder: string): Promise<Knowledge> {
  const register = await openRegister(dataFolder, 'knowledge', KnowledgeDocument, { last: 0, entries: [] });
  return {
    list: () => register.data.entries,
    async add(known) {
      let added: KnowledgeEntry | null = null;
      await register.change((draft) => {
        if (draft.entries.some((one) => one.case === known.case)) return;
        draft.last += 1;
        const made = { entry: `K${draft.last}`, ...known };
        draft.entries.push(made);
        added = made;
      });
      return added;
    },
    async edit(entry, change) {
      let found = false;
      await register.change(({ entries }) => {
        const known = entries.find((one) => one.entry === entry);
        if (known === undefined) return;
        found = true;
        Object.assign(known, change);
      });
      return found;
    },
  };
}
