import type { OpenButtonLine } from './button-line.ts';
import type { DriverContext, EvaluatorDriver, EvaluatorFace, Invitation } from './driver.ts';

/** Longer than any rating window of a hall: a wrong clock must not keep an evaluator lit. */
const LONGEST_PROMPT_MS = 15 * 60 * 1000;

/**
 * An evaluator: presses become reports, whether or not a visit was invited (the hub knows what a press is worth);
 * an invitation sends what the profile calls `start`, its end `stop`. Between invitations it shows who serves, by
 * `clerk` and `no-clerk`, and whether someone is being served, by `busy` and `idle`. What the profile lacks is not sent.
 */
export function evaluatorDriver(openLine: OpenButtonLine, context: DriverContext): EvaluatorDriver {
  let invited: Invitation | null = null;
  let face: EvaluatorFace | null = null;
  let ending: NodeJS.Timeout | undefined;

  const line = openLine(context, {
    pressed: async (means) => {
      if (means.event !== 'rating') return;
      await context.report({
        type: 'RecordPress',
        device: context.device,
        level: means.level,
        pressedAt: context.now(),
        ...(means.again === true ? { again: true } : {}),
      });
    },
    up: () => {
      sendClerk();
      if (invited !== null && invited.closesAt > context.now()) line.send('start');
      else sendBusy();
    },
  });

  function sendClerk(): void {
    if (face === null) return;
    const { clerk } = face;
    if (clerk === null) line.send('no-clerk');
    else line.send('clerk', { clerk: clerk.name, number: clerk.number, value: clerk.star ?? 0 });
  }

  function sendBusy(): void {
    if (face !== null) line.send(face.busy ? 'busy' : 'idle');
  }

  function end(): void {
    clearTimeout(ending);
    if (invited === null) return;
    invited = null;
    line.send('stop');
    if (face?.busy === true) sendBusy();
  }

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
    show: (next) => {
      const before = face;
      face = next;
      if (JSON.stringify(before?.clerk) !== JSON.stringify(next.clerk)) sendClerk();
      if (before?.busy !== next.busy && invited === null) sendBusy();
    },
  };
}
