/** Numbers of one kind, one for each row: a fifth of the memory of objects. */
export class Column<A extends Uint8Array | Uint16Array | Int32Array | Float64Array> {
  length = 0;

  constructor(public values: A) {}

  push(value: number): void {
    if (this.length === this.values.length) {
      const { buffer, byteLength } = this.values;
      const larger = new Uint8Array(Math.max(64 * this.values.BYTES_PER_ELEMENT, byteLength * 2));
      larger.set(new Uint8Array(buffer));
      const Of = this.values.constructor as new (buffer: ArrayBufferLike) => A;
      this.values = new Of(larger.buffer);
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(row: number): number {
    return this.values[row] ?? 0;
  }
}

export const bytes = () => new Column(new Uint8Array(64));
export const words = () => new Column(new Uint16Array(64));
export const ints = () => new Column(new Int32Array(64));
export const doubles = () => new Column(new Float64Array(64));

/** Texts by number; 0 is the empty one. At most 65,535 of them. */
export class Dictionary {
  readonly texts: string[] = [''];
  private readonly codes = new Map<string, number>([['', 0]]);
  /** Most rows name what the row before named. */
  private last = '';
  private lastCode = 0;

  code(text: string): number {
    if (text !== this.last) {
      this.lastCode = this.codeOf(text);
      this.last = text;
    }
    return this.lastCode;
  }

  private codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.push(text) - 1;
    if (code > 0xffff) throw new RangeError('more than 65,535 names in the rating book');
    this.codes.set(text, code);
    return code;
  }

  /** Undefined: no row names it. */
  known(text: string): number | undefined {
    return this.codes.get(text);
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }
}
