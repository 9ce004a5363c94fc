/** What is the matter with a printer, as its sensors have it. */
export interface PrinterCondition {
  paperNearEnd: boolean;
  paperOut: boolean;
  coverOpen: boolean;
  cutterFault: boolean;
  /** Taken off line at its own button. */
  offline: boolean;
}

export const ALL_WELL: Readonly<PrinterCondition> = {
  paperNearEnd: false,
  paperOut: false,
  coverOpen: false,
  cutterFault: false,
  offline: false,
};

/** Whether it prints nothing until a person has been there. */
export function isStopped(condition: PrinterCondition): boolean {
  return condition.paperOut || condition.coverOpen || condition.cutterFault || condition.offline;
}

const bit = (mask: number, set: boolean): number => (set ? mask : 0);

/** The answer to DLE EOT n. Bits after the manuals of Samsung STP-103P p. 44-45 and SPRT SP-POS5IV p. 27. */
export function realTimeStatus(n: number, condition: PrinterCondition): number {
  const { paperNearEnd, paperOut, coverOpen, cutterFault } = condition;
  const bits = [
    bit(0x08, isStopped(condition)),
    bit(0x04, coverOpen) | bit(0x20, paperOut) | bit(0x40, cutterFault),
    bit(0x08, cutterFault),
    bit(0x0c, paperNearEnd || paperOut) | bit(0x60, paperOut),
  ];
  return 0x12 | (bits[n - 1] ?? 0);
}

/** The answer to GS r 1. A printer out of paper never comes to give it. */
export function paperSensor({ paperNearEnd }: PrinterCondition): number {
  return bit(0x03, paperNearEnd);
}

/** The four bytes of the automatic status. */
export function automaticStatus(condition: PrinterCondition): Uint8Array {
  const { paperNearEnd, paperOut, coverOpen, cutterFault } = condition;
  return Uint8Array.of(
    0x10 | bit(0x08, isStopped(condition)) | bit(0x20, coverOpen),
    bit(0x08, cutterFault),
    bit(0x03, paperNearEnd || paperOut) | bit(0x0c, paperOut),
    0,
  );
}
