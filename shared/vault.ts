/** A text that lies in the vault; `digest` proves later that it is still the text that was sealed. */
export interface Sealed {
  record: string;
  field: string;
  digest: string;
}
