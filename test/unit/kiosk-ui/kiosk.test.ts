import { lang } from '@bandecheng/kiosk-ui/locales/locale';
import { idleAfter } from '@bandecheng/kiosk-ui/screens/kiosk/idle-reset';
import { printOutcome, secondsShown } from '@bandecheng/kiosk-ui/screens/kiosk/print-outcome';
import { takeNumber, type Wish } from '@bandecheng/kiosk-ui/screens/kiosk/take-number';
import type { Answer } from '@bandecheng/shared/protocol';
import type { DeviceView, KioskView, TicketView } from '@bandecheng/shared/views';
import type { DeviceProblem } from '@bandecheng/shared/vocabulary';
import { afterEach, describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

afterEach(() => {
  lang.value = 'zh';
});

const WISH: Wish = { service: 'social', class: 'ordinary' };

const TICKET: TicketView = {
  ticket: '2026-11-23-A012',
  number: 'A012',
  service: 'social',
  class: 'ordinary',
  language: 'zh',
  status: 'waiting',
  issuedAt: NINE,
  ahead: 5,
  estimateMinutes: 20,
  estimateRange: { low: 5, high: 30 },
  more: [],
  key: 'k3y',
};

/** A link that notes what is sent and answers when the test says so. */
function heldLink() {
  const asked: { ask: object; answer: (answer: Answer) => void }[] = [];
  const send = (ask: object) => new Promise<Answer>((answer) => asked.push({ ask, answer }));
  return { asked, link: { send, now: () => NINE } };
}

describe('taking a number', () => {
  it('asks for it in the language and the class chosen, to be printed here', async () => {
    const { asked, link } = heldLink();
    const { state, take } = takeNumber(link, 'k1');
    lang.value = 'en';

    const taking = take({ ...WISH, class: 'elderly' });
    asked[0]?.answer({ ok: true, seq: 9, ticket: TICKET });
    await taking;

    expect(asked[0]?.ask).toEqual({
      type: 'IssueTicket',
      service: 'social',
      class: 'elderly',
      language: 'en',
      kiosk: 'k1',
    });
    expect(state.value).toEqual({ at: 'taken', ticket: TICKET, takenAt: NINE, checkedIn: false });
  });

  it('takes one number for a double tap, on the same or on another service', async () => {
    const { asked, link } = heldLink();
    const { take } = takeNumber(link, 'k1');

    const first = take(WISH);
    await take(WISH);
    await take({ ...WISH, service: 'tax' });
    asked[0]?.answer({ ok: true, seq: 9, ticket: TICKET });
    await first;
    await take(WISH);

    expect(asked).toHaveLength(1);
  });

  it('shows no number but the reason when the hub says no', async () => {
    const { asked, link } = heldLink();
    const { state, take } = takeNumber(link, 'k1');

    const taking = take(WISH);
    asked[0]?.answer({ ok: false, refused: 'hall-closed', about: { opensAt: '08:30' } });
    await taking;

    expect(state.value).toEqual({
      ...{ at: 'failed', what: 'number', reason: '现在不在取号时间，08:30 开始取号' },
    });
  });

  it('says that a ticket printed all the same is valid when no answer came', async () => {
    const { asked, link } = heldLink();
    const { state, take, backToChoosing } = takeNumber(link, 'k1');

    const taking = take(WISH);
    asked[0]?.answer({ ok: false, fault: 'unavailable' });
    await taking;
    expect(state.value).toMatchObject({
      at: 'failed',
      reason: expect.stringContaining('照样有效') as string,
    });

    backToChoosing();
    void take(WISH);
    expect(asked).toHaveLength(2);
  });

  it('asks whether to queue all the same where the line is long, and asks the hub anew', async () => {
    const { asked, link } = heldLink();
    const { state, take, takeAllTheSame } = takeNumber(link, 'k1');

    const taking = take(WISH);
    asked[0]?.answer({ ok: false, refused: 'queue-long', about: { waiting: 31 } });
    await taking;
    expect(state.value).toEqual({ at: 'asking', waiting: 31, wish: WISH });

    const again = takeAllTheSame();
    asked[1]?.answer({ ok: true, seq: 9, ticket: TICKET });
    await again;
    expect(asked[1]?.ask).toMatchObject({ ...WISH, confirmed: true });
    expect(state.value).toMatchObject({ at: 'taken', ticket: TICKET });
  });

  it('checks an appointment in by its code, and says what came of it', async () => {
    const { asked, link } = heldLink();
    const { state, checkIn, backToChoosing } = takeNumber(link, 'k1');

    const wrong = checkIn({ code: 'K7M2' });
    asked[0]?.answer({ ok: false, refused: 'appointment-unknown' });
    await wrong;
    expect(asked[0]?.ask).toEqual({ type: 'CheckIn', code: 'K7M2', language: 'zh', kiosk: 'k1' });
    expect(state.value).toMatchObject({ at: 'failed', what: 'check-in' });

    backToChoosing();
    const right = checkIn({ person: '11010519491231002X' });
    asked[1]?.answer({ ok: true, seq: 9, ticket: TICKET });
    await right;
    expect(state.value).toMatchObject({ at: 'taken', checkedIn: true });
  });

  it('cannot be left while the answer is out', () => {
    const { link } = heldLink();
    const { state, take, backToChoosing } = takeNumber(link, 'k1');
    void take(WISH);
    backToChoosing();
    expect(state.value.at).toBe('taking');
  });
});

describe('what the holder is told of the paper', () => {
  const printer = (...problems: DeviceProblem[]): DeviceView => ({
    device: 'printer-k1',
    kind: 'printer',
    profile: 'any',
    agent: 'hall',
    problems,
    since: NINE,
  });
  const seen = (
    job: Partial<KioskView['jobs'][number]> | null,
    ...problems: DeviceProblem[]
  ): Pick<KioskView, 'printer' | 'jobs'> => ({
    printer: printer(...problems),
    jobs: job === null ? [] : [{ ticket: TICKET.ticket, state: 'requested', copy: 0, ...job }],
  });

  it('is to wait while it prints and to take the slip once it has', () => {
    expect(printOutcome(seen({ state: 'requested' }), TICKET.ticket, 0)).toBe('doing');
    expect(printOutcome(seen({ state: 'printing' }), TICKET.ticket, 3_000)).toBe('doing');
    expect(printOutcome(seen({ state: 'printed' }), TICKET.ticket, 3_000)).toBe('done');
  });

  it('is to remember the number as soon as the printer is known to be in trouble', () => {
    expect(printOutcome(seen({ state: 'requested' }, 'paper-out'), TICKET.ticket, 0)).toBe('paperOut');
    expect(printOutcome(seen({ state: 'failed', reason: 'paper-out' }), TICKET.ticket, 0)).toBe('paperOut');
    expect(printOutcome(seen({ state: 'requested' }, 'agent-away'), TICKET.ticket, 0)).toBe('failed');
    expect(printOutcome(seen({ state: 'unknown' }), TICKET.ticket, 0)).toBe('failed');
  });

  it('is to remember the number when nothing has come out in time', () => {
    expect(printOutcome(seen(null), TICKET.ticket, 11_999)).toBe('doing');
    expect(printOutcome(seen(null), TICKET.ticket, 12_000)).toBe('failed');
  });

  it('does not fear a roll that is merely near its end', () => {
    expect(printOutcome(seen({ state: 'printing' }, 'paper-near-end'), TICKET.ticket, 0)).toBe('doing');
  });

  it('does not mix up this slip with another’s', () => {
    const other = seen({ ticket: '2026-11-23-A011', state: 'failed' });
    expect(printOutcome(other, TICKET.ticket, 0)).toBe('doing');
  });

  it('is to remember the number where there is no printer at all', () => {
    expect(printOutcome({ printer: null, jobs: [] }, TICKET.ticket, 0)).toBe('none');
    expect(printOutcome(null, TICKET.ticket, 0)).toBe('none');
  });

  it('stays on the screen for more than a minute without paper', () => {
    for (const outcome of ['none', 'failed', 'paperOut'] as const)
      expect(secondsShown(outcome)).toBeGreaterThanOrEqual(60);
  });
});

describe('a kiosk nobody touches', () => {
  it('asks after a minute, counts twenty seconds down, then starts over', () => {
    expect(idleAfter(59_999, false)).toEqual({ idle: 'no' });
    expect(idleAfter(60_000, false)).toEqual({ idle: 'asking', secondsLeft: 20 });
    expect(idleAfter(79_000, false)).toEqual({ idle: 'asking', secondsLeft: 1 });
    expect(idleAfter(80_000, false)).toEqual({ idle: 'over' });
  });

  it('asks nobody when it stands at its beginning', () => {
    expect(idleAfter(3_600_000, true)).toEqual({ idle: 'no' });
  });
});
