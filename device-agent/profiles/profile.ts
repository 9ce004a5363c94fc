import * as z from 'zod';
import { FrameProfile } from './frame-profile.ts';
import { HidProfile } from './hid-profile.ts';
import { PrinterProfile } from './printer-profile.ts';

export { FrameProfile, HidProfile, PrinterProfile };

/** A button box or display, by what it speaks. */
const SpeakingProfile = z.discriminatedUnion('speaks', [FrameProfile, HidProfile]);

/** A device model as data. */
export const DeviceProfile = z.discriminatedUnion('kind', [SpeakingProfile, PrinterProfile]);
export type DeviceProfile = z.output<typeof DeviceProfile>;
