import type { OpenButtonLine } from './button-line.ts';
import type { DriverContext, EvaluatorDriver, Invitation } from './driver.ts';

/** Longer than any rating window of a hall: a wrong clock must not keep an evaluator lit. */
const LONGEST_PROMPT_MS = 15 * 60 * 1000;

/**
 * An evaluator: presses become reports, whether or not a visit was invited (the hub knows what a press is worth);
 * an invitation sends what the profile calls `start`, its end `stop`, where the profile has them.
 */
export function evaluatorDriver(openLine: OpenButtonLine, context: DriverContext): EvaluatorDriver {
  let invited: Invitation | null = null;
  let ending: NodeJS.Timeout | undefined;

  const line = openLine(context, {
    pressed: async (means) => {
      if (means.event !== 'rating') return;
      await context.report({
        type: 'RecordPress',
        device: context.device,
        level: means.level,
        pressedAt: context.now(),
      });
    },
    up: () => {
      if (invited !== null && invited.closesAt > context.now()) line.send('start');
    },
  });

  const end = (): void => {
    clearTimeout(ending);
    if (invited === null) return;
    invited = null;
    line.send('stop');
  };

  return {
    start: () => line.start(),
    stop: async () => {
      end();
      await line.stop();
    },
    invite: (invitation) => {
      const left = invitation.closesAt - context.now();
      if (left <= 0) return;
      clearTimeout(ending);
      invited = invitation;
      line.forgetBefore(invitation.openedAt);
      ending = setTimeout(end, Math.min(left, LONGEST_PROMPT_MS));
      line.send('start');
    },
    closeInvitation: (visit) => {
      if (invited?.visit === visit) end();
    },
  };
}
