import { createHmac } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { HallError } from '@bandecheng/shared/errors';
import type { Connector } from '@bandecheng/shared/province/connector';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { provinceText } from '../locales/zh-CN/province.ts';

/** A record on its way: the JSON that is posted. */
export interface Unsigned {
  kind: 'service' | 'rating';
  body: string;
  at: Instant;
}

/** What is posted in the end. `body`: where the kit wraps or encrypts it. */
export interface Signed {
  headers: Record<string, string>;
  body: string;
}

export type Signer = (record: Unsigned) => Promise<Signed>;

/** What a module named in province.json exports as `sign`; it may be async. */
type SignHook = (record: Unsigned) => unknown;

/**
 * The signer a connector asks for. Loads the province's own kit where one is named.
 * Throws HallError `config-invalid` without the secret or the module it needs.
 */
export async function openSigner(
  { id, sign }: Connector,
  { secret, module }: { secret?: string | undefined; module?: string | undefined },
): Promise<Signer> {
  switch (sign.algorithm) {
    case 'none':
      return async ({ body }) => ({ headers: {}, body });
    case 'hmac-sha256': {
      if (secret === undefined) throw new HallError('config-invalid', id, provinceText.secretMissing);
      const { timeHeader, signatureHeader } = sign;
      return async ({ body, at }) => {
        const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
        return { headers: { [timeHeader]: String(at), [signatureHeader]: signature }, body };
      };
    }
    case 'module':
      if (module === undefined) throw new HallError('config-invalid', id, provinceText.moduleMissing);
      return moduleSigner(await loadHook(module), module);
  }
}

async function loadHook(path: string): Promise<SignHook> {
  let loaded: { sign?: unknown };
  try {
    loaded = (await import(pathToFileURL(path).href)) as { sign?: unknown };
  } catch (cause) {
    throw new HallError('config-invalid', path, provinceText.moduleBroken, cause);
  }
  if (typeof loaded.sign !== 'function')
    throw new HallError('config-invalid', path, provinceText.moduleWithoutSign);
  return loaded.sign as SignHook;
}

function moduleSigner(hook: SignHook, path: string): Signer {
  return async (record) => {
    const made = (await hook({ ...record })) as Partial<Signed> | null | undefined;
    const headers = made?.headers ?? {};
    const body = made?.body ?? record.body;
    if (typeof body !== 'string' || Object.values(headers).some((value) => typeof value !== 'string'))
      throw new HallError('config-invalid', path, provinceText.moduleAnswer);
    return { headers, body };
  };
}
