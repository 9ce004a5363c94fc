/**
 * Files that touch no clock, randomness, disk or socket; of the rows that hold a file the longest path counts.
 * Buffers of bytes are allowed in codecs: they are values.
 */
export const PURITY: readonly { path: string; pure: boolean }[] = [
  { path: 'shared/', pure: true },
  { path: 'device-agent/codecs/', pure: true },
  { path: 'device-agent/profiles/', pure: true },
  { path: 'device-agent/locales/', pure: true },
  { path: 'device-agent/technician/learn-frames.ts', pure: true },
  { path: 'device-agent/technician/learn-reports.ts', pure: true },
  { path: 'device-agent/technician/frame-shape.ts', pure: true },
  { path: 'device-agent/technician/redact.ts', pure: true },
  { path: 'device-agent/technician/udev-rules.ts', pure: true },
  { path: 'hub/decide/', pure: true },
  { path: 'hub/state/', pure: true },
  { path: 'hub/state/snapshot.ts', pure: false },
  { path: 'hub/views/', pure: true },
  { path: 'hub/views/publish-views.ts', pure: false },
  { path: 'hub/book/', pure: true },
  { path: 'hub/book/book-files.ts', pure: false },
  { path: 'hub/book/rating-book.ts', pure: false },
  { path: 'hub/reports/', pure: true },
  { path: 'hub/reports/write-xlsx.ts', pure: false },
  { path: 'hub/react.ts', pure: true },
  { path: 'hub/receipt.ts', pure: true },
  { path: 'hub/calendar-moves.ts', pure: true },
  { path: 'hub/window-shows.ts', pure: true },
  { path: 'hub/keypad-shows.ts', pure: true },
  { path: 'hub/evaluator-shows.ts', pure: true },
  { path: 'hub/locales/', pure: true },
];
