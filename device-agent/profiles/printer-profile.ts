import * as z from 'zod';
import { HexBytes, profileHead, SerialLine } from './profile-parts.ts';

const Vector = z.strictObject({
  /** One line as the ticket would say it. */
  text: z.string().min(1).max(80),
  /** Its bytes in the printer's own font, without the line feed. */
  hex: HexBytes,
});
export type PrinterVector = z.output<typeof Vector>;

/** An ESC/POS printer. Abilities are the model's; what a probe finds on the real device goes before them. */
export const PrinterProfile = z
  .strictObject({
    ...profileHead,
    kind: z.literal('printer'),
    serial: SerialLine,
    /** Columns of a line in the ordinary size; a Chinese character takes two. */
    columns: z.int().min(16).max(80),
    /** Dots of a line. Roll width is not print width: 80 mm paper prints 576. */
    dots: z.int().min(192).max(1_024),
    dotsPerColumn: z.int().min(8).max(16),
    /**
     * What its own font has behind FS &: GB18030 or GBK, of which only the characters of one and two bytes, or ASCII
     * alone (`raster`). Lines with anything else are sent as pictures.
     */
    text: z.enum(['gb18030-fs', 'gbk-fs', 'raster']),
    cutter: z.boolean(),
    /** It draws a QR code itself on GS ( k, is sent a picture of one, or prints none. */
    qr: z.enum(['native', 'raster', 'none']),
    status: z.strictObject({
      /** Answers DLE EOT 1 to 4. */
      dleEot: z.boolean(),
      /** Answers GS r 1 behind the bytes before it. */
      gsR: z.boolean(),
      /** Answers GS ( H with the token it was sent. Where either fence is claimed the first ticket asks for both. */
      gsH: z.boolean().default(false),
      /** Tells its changes unasked after GS a. */
      asb: z.boolean().default(false),
    }),
    vectors: z.array(Vector).min(3, '至少三个测试向量'),
  })
  .refine((profile) => profile.columns * profile.dotsPerColumn <= profile.dots, {
    path: ['columns'],
    message: '各列的点数之和超过 dots',
  });
export type PrinterProfile = z.output<typeof PrinterProfile>;
