import type { PrintedSlip, VirtualPrinter } from '@bandecheng/device-agent/virtual/virtual-printer';

/** Every number that came out of a printer, read before its tray runs over. */
export class SlipBook {
  private printer: VirtualPrinter | null = null;
  private readonly slips = new Map<number, string[]>();

  /** @param cameOut is told each number as it comes out */
  constructor(private readonly cameOut: (number: string) => void = () => undefined) {}

  reads(printer: VirtualPrinter): void {
    this.printer = printer;
  }

  /** Something on the printer has changed. */
  look(): void {
    for (const slip of this.printer?.slips() ?? []) if (!this.slips.has(slip.number)) this.keep(slip);
  }

  /** A hand tears off what hangs in a printer that does not cut. */
  tear(): void {
    const slip = this.printer?.tear() ?? null;
    if (slip !== null) this.keep(slip);
  }

  /** How many pieces of paper bear this number. */
  count(number: string): number {
    return [...this.slips.values()].flat().filter((printed) => printed === number).length;
  }

  private keep(slip: PrintedSlip): void {
    const numbers = numbersOn(slip);
    this.slips.set(slip.number, numbers);
    for (const number of numbers) this.cameOut(number);
  }
}

/** Several where a ticket was broken off and the next came out on the same piece. */
function numbersOn(slip: PrintedSlip): string[] {
  return slip.lines.flatMap((line) =>
    line.kind === 'text' && line.heightScale > 1 && /^[A-Z]{1,2}\d+$/.test(line.text.trim())
      ? [line.text.trim()]
      : [],
  );
}
