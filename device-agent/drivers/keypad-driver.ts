import type { ButtonPress, OpenButtonLine } from './button-line.ts';
import type { DriverContext, KeypadDriver } from './driver.ts';

/** No number, counter or clerk has more digits; as many as a `UseKeypad` report takes. */
const MOST_DIGITS = 8;
/** Digits that no key has followed for so long were given up, ms. */
const TYPED_LIVES_MS = 10_000;

/**
 * A caller keypad: keys become reports, each with the digits typed before it; it shows how many wait and the counter's
 * number. A key that is refused, or that no hub hears and that is then not done, beeps where the profile has
 * a `beep`.
 */
export function keypadDriver(openLine: OpenButtonLine, context: DriverContext): KeypadDriver {
  const typed = new TypedDigits();
  let shown: string | null = null;

  const line = openLine(context, {
    pressed: async (means) => {
      if (means.event === 'digit') typed.add(means.digit);
      if (means.event === 'key') await use(means);
    },
    up: () => {
      typed.take();
      if (shown !== null) line.send('show', { digits: shown });
    },
  });

  async function use({ key, digits = typed.take() }: Extract<ButtonPress, { event: 'key' }>): Promise<void> {
    if (digits.length > MOST_DIGITS) return refuse();
    const { device } = context;
    const pressed = { device, key, ...(digits === '' ? {} : { digits }), pressedAt: context.now() };
    if (context.hubHears?.() !== false) return context.report({ type: 'UseKeypad', ...pressed });
    // Carried out later, it would be done behind the back of a clerk who has heard the beep and pressed again.
    if ((await context.keyAlone?.(pressed)) !== true) refuse();
  }

  function refuse(): void {
    line.send('beep');
    // What was typed stands on the display in place of the number.
    if (shown !== null) line.send('show', { digits: shown });
  }

  return {
    start: () => line.start(),
    stop: () => line.stop(),
    show: (number, waiting) => {
      shown = keypadDigits(number, waiting);
      line.send('show', { digits: shown });
    },
    refuse,
  };
}

/** Digits that came one by one, until a key takes them. */
class TypedDigits {
  private digits = '';
  private at = -Infinity;

  add(digit: string): void {
    this.digits = this.live() + digit;
    this.at = performance.now();
  }

  take(): string {
    const digits = this.live();
    this.digits = '';
    return digits;
  }

  private live(): string {
    return performance.now() - this.at > TYPED_LIVES_MS ? '' : this.digits;
  }
}

/** Six cells: two of how many wait (99 for more), four of the number without its letters. */
export function keypadDigits(number: string | null, waiting: number): string {
  const count = String(Math.min(waiting, 99)).padStart(2, ' ');
  const digits = (number ?? '').replace(/\D/g, '').slice(-4);
  return count + digits.padStart(4, ' ');
}
