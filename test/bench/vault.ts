import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ATTACHMENT_MOST_BYTES, openAttachments } from '@bandecheng/hub/registers/attachments';
import { replaceFile } from '@bandecheng/hub/registers/replace-file';
import { openVault } from '@bandecheng/hub/registers/vault';
import type { Sealed } from '@bandecheng/shared/vault';
import { median, printFigure, progress } from './figure.ts';

const RECORDS = 1000;
const ROUNDS = 7;

/** Names opened for a list, and the largest photograph taken in. */
export async function benchVault(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bandecheng-bench-'));
  try {
    await benchOpening(folder);
    await benchLargestFile(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchOpening(folder: string): Promise<void> {
  progress(`vault-open-${RECORDS}: sealing …`);
  const vault = await openVault(folder, { clock: Date.now });
  const sealed: Sealed[] = [];
  for (let i = 0; i < RECORDS; i++) {
    const { name } = await vault.seal({ name: `王${i}`, phone: `138${String(i).padStart(8, '0')}` });
    if (name !== undefined) sealed.push(name);
  }
  const files = (await readdir(join(folder, 'vault'), { recursive: true }))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, 'vault', name));
  const ours = await msOf(async () => {
    for (const name of sealed) await vault.open(name);
  });
  const limit = await msOf(async () => {
    for (const path of files) JSON.parse(await readFile(path, 'utf8'));
  });
  printFigure({
    ...{ name: `vault-open-${RECORDS}`, unit: 'ms', ours, limit },
    how: `one name of each of ${RECORDS} records, opened one after another, median of ${ROUNDS}; limit: the same files read and parsed`,
  });
}

async function benchLargestFile(folder: string): Promise<void> {
  progress('attachment-put: the largest file …');
  const attachments = await openAttachments(folder, { clock: Date.now });
  const photograph = Buffer.concat([Buffer.from('ffd8ff', 'hex'), randomBytes(ATTACHMENT_MOST_BYTES - 3)]);
  const ours = await msOf(async () => void (await attachments.put(photograph, 'photograph.jpg')));
  const limit = await msOf(() => replaceFile(join(folder, 'bare'), [photograph]));
  printFigure({
    ...{ name: 'attachment-put', unit: 'ms', ours, limit },
    how: `a photograph of ${ATTACHMENT_MOST_BYTES / 1024 / 1024} MB until it is on disk, median of ${ROUNDS}; limit: its bytes flushed as they are`,
  });
}

async function msOf(work: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return median(took);
}
