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
    /** GB18030 behind FS &; only its one- and two-byte characters are in the font. */
    text: z.literal('gb18030-fs'),
    cutter: z.boolean(),
    /** Whether it draws a QR code itself on GS ( k. */
    qr: z.enum(['native', 'none']),
    status: z.strictObject({
      /** Answers DLE EOT 1 to 4. */
      dleEot: z.boolean(),
      /** Answers GS r 1 behind the bytes before it. */
      gsR: z.boolean(),
    }),
    vectors: z.array(Vector).min(3, '至少三个测试向量'),
  })
  .refine((profile) => profile.columns * profile.dotsPerColumn <= profile.dots, {
    path: ['columns'],
    message: '各列的点数之和超过 dots',
  });
export type PrinterProfile = z.output<typeof PrinterProfile>;
