import type { Sealed } from '@bandecheng/shared/vault';
import { sealedKey } from '../views/case-texts.ts';
import type { CaseStore } from './case-store.ts';

/** Files open at the same time: a ledger of a year has thousands of texts, a process some hundred descriptors. */
const AT_ONCE = 64;

/** Opens texts of the vault; the function returned gives each, null where it was erased or not asked for. */
export async function openTexts(
  sealed: readonly Sealed[],
  { open }: Pick<CaseStore, 'open'>,
): Promise<(one: Sealed) => string | null> {
  const texts = new Map<string, string | null>();
  for (let i = 0; i < sealed.length; i += AT_ONCE)
    await Promise.all(
      sealed.slice(i, i + AT_ONCE).map(async (one) => {
        texts.set(sealedKey(one), await open(one));
      }),
    );
  return (one) => texts.get(sealedKey(one)) ?? null;
}
