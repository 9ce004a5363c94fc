import { HallError } from '@bandecheng/shared/errors';

/** Every wait of the printer driver, in ms: the usual, and the least and most a site may set. */
const RANGES = {
  /** From the end of one look at an idle printer to the next: four queries must show a change within 2 s. */
  pollMs: { usual: 700, least: 50, most: 1_500 },
  /** DLE EOT is answered in real time; a serial server between adds some tens of ms. */
  statusReplyMs: { usual: 500, least: 50, most: 5_000 },
  /** Silence after which no late reply of an earlier query or fence is still on its way. */
  lateReplyMs: { usual: 250, least: 20, most: 2_000 },
  /** From the ticket's last byte to the fence's reply, beside the time on the wire: printing and cutting. */
  fenceMs: { usual: 10_000, least: 200, most: 60_000 },
  /** For a fence sent alone to an idle printer. */
  syncMs: { usual: 1_500, least: 50, most: 10_000 },
  /** For a printer that answers no fence: from the last byte to the look that says it is still well. */
  settleMs: { usual: 2_500, least: 50, most: 20_000 },
  /** A stopping agent waits so long for the ticket being printed. */
  stopMs: { usual: 4_000, least: 0, most: 30_000 },
} as const;

export type PrinterTimes = Record<keyof typeof RANGES, number>;

/** Looks in a row that found no answer until the printer is said to give none: one may be lost to noise. */
export const MISSES_UNTIL_NO_ANSWER = 3;
/** Looks in a row without an answer until the port is closed and opened again. */
export const MISSES_UNTIL_REOPENED = 12;

/** The usual times, with some of them set. Throws `config-invalid` naming one that is out of its range. */
export function printerTimes(set: Partial<PrinterTimes> = {}): PrinterTimes {
  const times = {} as PrinterTimes;
  for (const name of Object.keys(RANGES) as (keyof PrinterTimes)[]) {
    const { usual, least, most } = RANGES[name];
    const ms = set[name] ?? usual;
    if (ms < least || ms > most)
      throw new HallError('config-invalid', name, `${ms} ms is not between ${least} and ${most}`);
    times[name] = ms;
  }
  return times;
}
