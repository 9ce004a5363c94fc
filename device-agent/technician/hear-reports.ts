import { hidReportDecoder } from '../codecs/hid-report-codec.ts';
import type { HidProfile } from '../profiles/profile.ts';
import type { Connect } from '../transports/transport.ts';
import { openPort, pause } from './port-session.ts';

export interface ReportsHeard {
  /** The profile that knows the most of the presses among what came; null: none knows any. */
  profile: HidProfile | null;
  presses: number;
  reports: number;
}

/** Presses after which nobody need press on. */
const ENOUGH_PRESSES = 2;

/** Listens for the buttons of a HID box as these profiles know them. Sends nothing. Rejects with TransportLost. */
export async function hearReports(
  connect: Connect,
  profiles: readonly HidProfile[],
  ms: number,
  stopped: AbortSignal,
): Promise<ReportsHeard> {
  const readers = profiles.map((profile) => ({ profile, decoder: hidReportDecoder(profile), presses: 0 }));
  const enough = new AbortController();
  let reports = 0;
  const session = await openPort(connect, (report) => {
    reports += 1;
    for (const reader of readers) reader.presses += reader.decoder.push(report)?.pressed.length ?? 0;
    if (readers.some(({ presses }) => presses >= ENOUGH_PRESSES)) enough.abort();
  });
  await Promise.race([session.gone, pause(ms, AbortSignal.any([stopped, enough.signal]))]);
  await session.close();
  const [best] = readers.filter(({ presses }) => presses > 0).sort((a, b) => b.presses - a.presses);
  return { profile: best?.profile ?? null, presses: best?.presses ?? 0, reports };
}
