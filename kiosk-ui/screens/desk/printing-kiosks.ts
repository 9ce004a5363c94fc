import type { DevicesView } from '@bandecheng/shared/views';
import { DEVICE_WARNINGS } from '@bandecheng/shared/vocabulary';

export interface PrintingKiosk {
  kiosk: string;
  name: string;
  /** Its printer works now. */
  ready: boolean;
}

/**
 * Kiosks that have a printer, those whose printer works first.
 * @param names kiosk names by id; a kiosk without one shows its id
 */
export function printingKiosks(
  devices: DevicesView['devices'],
  names: ReadonlyMap<string, string>,
): PrintingKiosk[] {
  const kiosks = devices.flatMap(({ kind, kiosk, problems }): PrintingKiosk[] => {
    if (kind !== 'printer' || kiosk === undefined) return [];
    const ready = problems.every((problem) => DEVICE_WARNINGS.includes(problem));
    return [{ kiosk, name: names.get(kiosk) ?? kiosk, ready }];
  });
  return [...kiosks.filter(({ ready }) => ready), ...kiosks.filter(({ ready }) => !ready)];
}
