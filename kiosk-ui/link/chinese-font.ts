/** Two characters that every Chinese font draws differently, and a browser without one draws as the same box. */
const UNLIKE = ['办', '成'] as const;
const SIZE_PX = 32;

/** Whether this browser has no font for Chinese: a page of boxes, at a kiosk that nobody sits at. */
export function lacksChinese(draw: (text: string) => string | null = drawn): boolean {
  const [one, other] = UNLIKE.map(draw);
  return one !== null && one === other;
}

/** The text's pixels; null where the browser draws none. */
function drawn(text: string): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 2 * SIZE_PX;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.font = `${SIZE_PX}px sans-serif`;
  context.textBaseline = 'top';
  context.fillText(text, 0, 0);
  return canvas.toDataURL();
}
