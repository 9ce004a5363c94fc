/**
 * The part of escpos 2.5.2 that is right: its encoder over a sink of our own. The rest of the package is not to be
 * used: adapters and close() lose errors, qrcode() sends a vendor's command, image() and barcode() are malformed.
 */
declare module 'escpos/printer.js' {
  interface Sink {
    /** The buffer is used again after the call: copy it. */
    write(bytes: Uint8Array, done?: (error?: Error) => void): void;
  }
  class Printer {
    constructor(sink: Sink, options: { encoding: string });
    /** Raw bytes as they are. */
    print(bytes: Uint8Array): this;
    /** The text in the encoding, and a line feed. */
    text(text: string): this;
    align(to: 'lt' | 'ct' | 'rt'): this;
    flush(): this;
  }
  export default Printer;
}
