import type { AttachmentMime } from '@bandecheng/shared/vault';

/** First bytes of each kind: ITU-T T.81 (JPEG), ISO/IEC 15948 (PNG), RFC 9649 (WebP), ISO 32000-1 (PDF). */
const KINDS: readonly { mime: AttachmentMime; begins: RegExp; endings: readonly string[] }[] = [
  { mime: 'image/jpeg', begins: /^\xff\xd8\xff/, endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  { mime: 'image/png', begins: /^\x89PNG\r\n\x1a\n/, endings: ['png'] },
  { mime: 'image/webp', begins: /^RIFF[^]{4}WEBP/, endings: ['webp'] },
  { mime: 'application/pdf', begins: /^%PDF-\d/, endings: ['pdf'] },
];
const LONGEST_BEGINNING = 16;
/** Letters and digits behind the last dot; `11.23` is a date and no ending. */
const ENDING = /\.([a-z][a-z0-9]{1,5})$/i;

/** What a file is by its own first bytes; null for a kind that no hall keeps. */
export function kindOf(bytes: Buffer): AttachmentMime | null {
  const beginning = bytes.toString('latin1', 0, LONGEST_BEGINNING);
  return KINDS.find(({ begins }) => begins.test(beginning))?.mime ?? null;
}

/** Whether a name says nothing else than the kind: `material.pdf` for a photograph lies, `material` does not. */
export function isNameOf(mime: AttachmentMime, declaredName: string): boolean {
  const ending = ENDING.exec(declaredName.normalize('NFKC').trim())?.[1]?.toLowerCase();
  return ending === undefined || KINDS.some((kind) => kind.mime === mime && kind.endings.includes(ending));
}
