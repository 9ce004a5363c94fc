import * as z from 'zod';
import { API_SCOPES, type ApiScope } from '@bandecheng/shared/api-v1';
import { Id } from '@bandecheng/shared/hall';
import { openRegister } from './register.ts';
import { newSecret, sameHash, secretHash } from './secret.ts';

const ApiKeyRow = z.strictObject({
  key: Id,
  /** Which system it was made for. */
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(API_SCOPES)).min(1),
  token: z.string().regex(/^[0-9a-f]{64}$/),
});
const ApiKeysDocument = z.strictObject({ keys: z.array(ApiKeyRow) });

/** An API key without its token. */
export interface ApiKey {
  key: string;
  name: string;
  scopes: ApiScope[];
}

/** Keys of the systems that use API v1; only their tokens' hashes are kept. */
export interface ApiKeys {
  list(): ApiKey[];
  /** The key's token, this once; null when there is a key of this id. */
  add(key: ApiKey): Promise<string | null>;
  /** False when there was none. */
  revoke(key: string): Promise<boolean>;
  find(token: string): ApiKey | null;
}

/** Opens the API keys. Throws HallError `register-unreadable`. */
export async function openApiKeys(dataFolder: string): Promise<ApiKeys> {
  const register = await openRegister(dataFolder, 'api-keys', ApiKeysDocument, { keys: [] });
  const has = (id: string): boolean => register.data.keys.some((row) => row.key === id);
  return {
    list: () => register.data.keys.map(shown),
    async add({ key, name, scopes }) {
      const token = newSecret();
      let added = false;
      await register.change(({ keys }) => {
        if (keys.some((row) => row.key === key)) return;
        keys.push({ key, name, scopes, token: secretHash(token) });
        added = true;
      });
      return added ? token : null;
    },
    async revoke(key) {
      if (!has(key)) return false;
      await register.change((draft) => {
        draft.keys = draft.keys.filter((row) => row.key !== key);
      });
      return true;
    },
    find(token) {
      const hash = secretHash(token);
      const row = register.data.keys.find((candidate) => sameHash(candidate.token, hash));
      return row === undefined ? null : shown(row);
    },
  };
}

function shown({ key, name, scopes }: z.output<typeof ApiKeyRow>): ApiKey {
  return { key, name, scopes };
}
