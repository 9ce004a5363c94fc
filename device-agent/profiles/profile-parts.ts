import * as z from 'zod';

/** Bytes as profiles write them: two capital hexadecimal digits each, a blank between. */
export const HexBytes = z
  .string()
  .regex(/^[0-9A-F]{2}( [0-9A-F]{2})*$/, '须为大写十六进制字节，例如 FF 68')
  .transform((text) => text.split(' ').map((byte) => parseInt(byte, 16)));

/** A USB number as lsusb writes it. */
const UsbNumber = z
  .string()
  .regex(/^[0-9a-f]{4}$/, '须为四位小写十六进制数，如 lsusb 所示，例如 05f3')
  .transform((text) => parseInt(text, 16));

/** What every profile says of itself. */
export const profileHead = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '须为小写字母、数字和横线'),
  title: z.string().min(1).max(60),
  source: z.strictObject({
    /** Manual, program or session the figures were read from. */
    reference: z.string().min(1),
    /** The strongest proof so far that a device really speaks so. */
    verifiedOn: z.enum(['nothing', 'virtual-device', 'device']),
    note: z.string().optional(),
  }),
  /** Numbers of the USB devices it describes; without `product` all of the maker's. Absent: any numbers. */
  usb: z.array(z.strictObject({ vendor: UsbNumber, product: UsbNumber.optional() })).optional(),
};

/** Settings of a serial line; a device behind a TCP serial server leaves them to that box. */
export const SerialLine = z.strictObject({
  baudRate: z.int().min(300).max(1_000_000),
  dataBits: z.literal([5, 6, 7, 8]).default(8),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']).default('none'),
  stopBits: z.literal([1, 2]).default(1),
  /** `xon`: obey the device's XOFF. This side never sends one, it would fall into the device's data. */
  flow: z.enum(['none', 'rtscts', 'xon']).default('none'),
  /** Left as the system sets them where absent. */
  dtr: z.boolean().optional(),
  rts: z.boolean().optional(),
});
export type SerialLine = z.output<typeof SerialLine>;
