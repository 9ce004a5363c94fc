/** A text that lies in the vault; `digest` proves later that it is still the text that was sealed. */
export interface Sealed {
  record: string;
  field: string;
  /** 32 hexadecimal digits, worth nothing once the record is erased: the key it was made with goes with it. */
  digest: string;
}

/** What a hall keeps of material: photographs, scans, documents. */
export type AttachmentMime = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

/** A file that lies encrypted beside the journal. The name it came with is not kept: it may name a person. */
export interface Attachment {
  id: string;
  /** Of the file as it came, 64 hexadecimal digits. */
  sha256: string;
  /** Length of the file as it came. */
  bytes: number;
  mime: AttachmentMime;
}
