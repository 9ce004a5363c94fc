import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import type { Hall } from '@bandecheng/shared/hall';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { tlsText } from './locales/zh-CN/tls.ts';

/** A certificate that fits its key. */
export interface Tls {
  cert: Buffer;
  key: Buffer;
  /** When the certificate ends. */
  endsAt: Instant;
}

/**
 * Reads the certificate and the key that hall.json names.
 * @param folder where hall.json lies
 * Throws HallError `config-invalid`, naming the file and nothing of its content.
 */
export async function readTls(folder: string, { cert, key }: NonNullable<Hall['tls']>): Promise<Tls> {
  const [certPath, keyPath] = [resolve(folder, cert), resolve(folder, key)];
  const [certText, keyText] = [await readPem(certPath), await readPem(keyPath)];
  const certificate = parsed(certPath, tlsText.notACertificate, () => new X509Certificate(certText));
  const privateKey = parsed(keyPath, tlsText.notAKey, () => createPrivateKey(keyText));
  if (!certificate.checkPrivateKey(privateKey))
    throw new HallError('config-invalid', keyPath, tlsText.misfit);
  return { cert: certText, key: keyText, endsAt: Date.parse(certificate.validTo) };
}

async function readPem(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new HallError('config-invalid', path, tlsText.unreadable, cause);
  }
}

/** What openssl says of a file may hold some of it, so it is not passed on. */
function parsed<T>(path: string, reason: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new HallError('config-invalid', path, reason);
  }
}
