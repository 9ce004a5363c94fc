import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTACHMENT_MOST_BYTES, openAttachments } from '@bandecheng/hub/registers/attachments';
import { isFault } from '@bandecheng/shared/errors';
import type { Attachment } from '@bandecheng/shared/vault';
import { describe, expect, it } from 'vitest';
import { filesBelow, holdersOf } from '../../fakes/data-folder.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const clock = () => Date.UTC(2026, 10, 23, 1, 0, 0);

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const WEBP = Buffer.concat([Buffer.from('RIFF'), Buffer.from('0d0a0a00', 'hex'), Buffer.from('WEBPVP8 ')]);
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n');

describe('the attachments', () => {
  it.each([
    ['image/jpeg', JPEG, '照片.JPG'],
    ['image/jpeg', JPEG, 'IMG_0001.jpeg'],
    ['image/png', PNG, 'shot.png'],
    ['image/webp', WEBP, 'shot.webp'],
    ['application/pdf', PDF, '材料.pdf'],
    ['application/pdf', PDF, '材料.ＰＤＦ '],
    ['image/jpeg', JPEG, ''],
    ['image/jpeg', JPEG, '2026.11.23'],
    ['application/pdf', PDF, '3.1版 材料'],
  ])('take %s by its first bytes', async (mime, bytes, declaredName) => {
    const attachments = await openAttachments(await temporaryFolder(), { clock });

    const kept = (await attachments.put(bytes, declaredName)) as Attachment;

    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(kept).toEqual({ id: kept.id, sha256, bytes: bytes.length, mime });
    expect(await attachments.get(kept)).toEqual(bytes);
  });

  it.each([
    ['attachment-empty', Buffer.alloc(0), 'a.jpg'],
    ['attachment-type-unknown', Buffer.from('<script>'), 'a.jpg'],
    ['attachment-type-unknown', Buffer.from('GIF89a'), 'a.gif'],
    ['attachment-type-unknown', Buffer.from('PK\u0003\u0004'), 'a.docx'],
    ['attachment-type-unknown', Buffer.concat([Buffer.from('MZ'), PDF]), 'a.pdf'],
    ['attachment-type-unknown', Buffer.concat([Buffer.from('\n'), PDF]), 'a.pdf'],
    ['attachment-type-unknown', WEBP.subarray(0, 11), 'a.webp'],
    ['attachment-type-unknown', JPEG.subarray(0, 2), 'a.jpg'],
    ['attachment-type-unknown', Buffer.from('RIFF\n\n\n\nWAVE'), 'a.webp'],
    ['attachment-type-lies', PDF, 'a.jpg'],
    ['attachment-type-lies', JPEG, 'a.png'],
    ['attachment-type-lies', PDF, 'a.pdf.exe'],
    ['attachment-type-lies', JPEG, 'a.html'],
    ['attachment-type-lies', PNG, 'a.mp4'],
    ['attachment-type-lies', PDF, 'a.ＪＰＧ '],
    ['attachment-too-large', Buffer.concat([JPEG, Buffer.alloc(ATTACHMENT_MOST_BYTES)]), 'a.jpg'],
  ])('refuse with %s and keep nothing', async (refused, bytes, declaredName) => {
    const folder = await temporaryFolder();
    const attachments = await openAttachments(folder, { clock });

    expect(await attachments.put(bytes, declaredName)).toEqual({ refused });
    expect(await readdir(join(folder, 'attachments'))).toEqual([]);
  });

  it('take a file of exactly the most that is kept', async () => {
    const attachments = await openAttachments(await temporaryFolder(), { clock });
    const bytes = Buffer.concat([JPEG, Buffer.alloc(ATTACHMENT_MOST_BYTES - JPEG.length, 7)]);

    const kept = (await attachments.put(bytes, 'a.jpg')) as Attachment;

    expect(kept.bytes).toBe(10 * 1024 * 1024);
    expect((await attachments.get(kept))!.equals(bytes)).toBe(true);
  });

  it('forget the name a file came with: it may be a person’s', async () => {
    const folder = await temporaryFolder();
    const attachments = await openAttachments(folder, { clock });

    const kept = await attachments.put(JPEG, '王小明身份证.jpg');

    expect(JSON.stringify(kept)).not.toContain('王小明');
    expect(holdersOf(Buffer.from('王小明'), await filesBelow(folder))).toEqual([]);
    expect([...(await filesBelow(folder)).keys()].join('\n')).not.toContain('王小明');
  });

  it('do not give out a file that the journal does not vouch for', async () => {
    const attachments = await openAttachments(await temporaryFolder(), { clock });
    const one = (await attachments.put(JPEG, '')) as Attachment;
    const other = (await attachments.put(PDF, '')) as Attachment;

    for (const sha256 of [other.sha256, '', one.sha256.slice(1)])
      await expect(attachments.get({ id: one.id, sha256 })).rejects.toSatisfy((error) =>
        isFault(error, 'attachment-damaged'),
      );
  });
});
