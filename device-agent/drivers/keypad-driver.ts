import type { OpenButtonLine } from './button-line.ts';
import type { DriverContext, KeypadDriver } from './driver.ts';

/** A caller keypad: keys become reports; it shows how many wait and the counter's number. */
export function keypadDriver(openLine: OpenButtonLine, context: DriverContext): KeypadDriver {
  let digits: string | null = null;

  const line = openLine(context, {
    pressed: async (means) => {
      if (means.event !== 'key') return;
      await context.report({
        type: 'UseKeypad',
        device: context.device,
        key: means.key,
        pressedAt: context.now(),
      });
    },
    up: () => {
      if (digits !== null) line.send('show', { digits });
    },
  });

  return {
    start: () => line.start(),
    stop: () => line.stop(),
    show: (number, waiting) => {
      digits = keypadDigits(number, waiting);
      line.send('show', { digits });
    },
  };
}

/** Six cells: two of how many wait (99 for more), four of the number without its letters. */
export function keypadDigits(number: string | null, waiting: number): string {
  const count = String(Math.min(waiting, 99)).padStart(2, ' ');
  const digits = (number ?? '').replace(/\D/g, '').slice(-4);
  return count + digits.padStart(4, ' ');
}
