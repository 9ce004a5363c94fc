/** Bytes looked at together: an identity number in two-byte characters, and a frame's head before it. */
const WINDOW = 64;

/**
 * What shows that a person's data may be on a line, whatever the profile says: the head of an identity-card
 * reader's frames (GA SAM, AA AA AA 96 69), an identity number or a mobile number in plain digits of one or two
 * bytes each.
 */
const MARKS = [/\xaa\xaa\xaa\x96\x69/, /(?:\d\0?){14}[\dXx]/, /(?<!\d\0?)1\0?[3-9]\0?(?:\d\0?){9}(?!\d)/];

/** Watches one direction of a line. Once personal data may have passed, it stays so for this line. */
export class PersonalBytes {
  private tail = '';
  private found = false;

  /** Whether these bytes, or any before them, may be a person's. */
  push(bytes: Uint8Array): boolean {
    if (this.found) return true;
    this.tail += Buffer.from(bytes).toString('latin1');
    this.found = MARKS.some((mark) => mark.test(this.tail));
    this.tail = this.tail.slice(-WINDOW);
    return this.found;
  }
}
