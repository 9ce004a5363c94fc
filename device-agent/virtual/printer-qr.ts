/** The printer's own QR code, set up by several GS ( k one after another. */
export interface PrinterQr {
  /** One call: `cn fn` and its parameters. A code to draw, or whether the call was known. */
  call(parameters: Uint8Array): { text: string; moduleDots: number } | 'kept' | 'unknown';
}

/** cn of a QR code; 48 is PDF417. */
const QR = 49;
/** Functions 165, 167, 169, 180 and 181 of the command reference, as fn names them on the wire. */
const MODEL = 65;
const MODULE_DOTS = 67;
const CORRECTION = 69;
const STORE = 80;
const PRINT = 81;
/** Dots of a module where nothing else was asked for. */
const USUAL_MODULE_DOTS = 3;

export function printerQr(): PrinterQr {
  let moduleDots = USUAL_MODULE_DOTS;
  let stored: Uint8Array = new Uint8Array(0);
  const utf8 = new TextDecoder();

  return {
    call([cn = 0, fn = 0, n = 0, ...rest]) {
      if (cn !== QR) return 'unknown';
      if (fn === MODEL || fn === CORRECTION) return 'kept';
      if (fn === MODULE_DOTS) moduleDots = Math.min(16, Math.max(1, n));
      // The byte before the data is a fixed 48.
      else if (fn === STORE) stored = Uint8Array.from(rest);
      else if (fn !== PRINT) return 'unknown';
      if (fn !== PRINT || stored.length === 0) return 'kept';
      return { text: utf8.decode(stored), moduleDots };
    },
  };
}
