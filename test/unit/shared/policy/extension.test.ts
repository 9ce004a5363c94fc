import { instantText } from '@bandecheng/shared/calendar/civil-date';
import { extendClock, latestDeadline, type ExtensionAsked } from '@bandecheng/shared/policy/extension';
import { describe, expect, it } from 'vitest';
import { clockOf, reckoning } from '../../../fakes/rules.ts';

const by = reckoning();
const clock = clockOf('wushen', 'WS-HANDLE');
const running = {
  startAt: Date.parse('2026-09-30T15:00:00+08:00'),
  dueAt: Date.parse('2026-10-09T17:00:00+08:00'),
  extended: 0,
};
const asked: ExtensionAsked = {
  askedAt: Date.parse('2026-10-09T09:00:00+08:00'),
  by: 'unit',
  filled: ['newDue', 'extendReason'],
  dueAt: Date.parse('2026-10-20T17:00:00+08:00'),
};

describe('an extension: “延时办理最长不超过10个工作日”', () => {
  it('reaches ten working days from the start, and the applicant and the desk hear of it', () => {
    expect(extendClock(clock, running, asked, by)).toEqual({
      ok: true,
      dueAt: asked.dueAt,
      tell: ['applicant', 'desk'],
    });
  });

  it.each<[string, Partial<ExtensionAsked>, Partial<typeof running>, string]>([
    ['a minute more', { dueAt: asked.dueAt + 60_000 }, {}, 'beyond-the-most'],
    ['no later than it stands', { dueAt: running.dueAt }, {}, 'not-later'],
    ['asked for by someone else', { by: 'desk' }, {}, 'not-your-extension'],
    ['without its reason', { filled: ['newDue'] }, {}, 'field-missing'],
    ['asked for when it has run out', { askedAt: running.dueAt + 1 }, {}, 'overdue-already'],
    ['a second time', {}, { extended: 1 }, 'extended-already'],
  ])('is refused: %s', (_, ask, run, refusal) => {
    const answer = extendClock(clock, { ...running, ...run }, { ...asked, ...ask }, by);

    expect(answer).toEqual({ ok: false, refusal });
  });

  it('is refused where the notice knows none', () => {
    const answer = extendClock(clockOf('chizhou', 'CZ-ANSWER'), running, asked, by);

    expect(answer).toEqual({ ok: false, refusal: 'no-extension' });
  });

  it('has no end where the notice sets none, but must be told before the due time', () => {
    const item = clockOf('anshan', 'AS-LIMIT');
    const ask = { ...asked, by: 'approver', dueAt: Date.parse('2028-01-01T00:00:00+08:00') };

    expect(latestDeadline(item, running, by)).toBeNull();
    expect(extendClock(item, running, ask, by)).toMatchObject({ ok: true, tell: ['applicant'] });
    expect(extendClock(item, running, { ...ask, askedAt: running.dueAt + 1 }, by)).toMatchObject({
      refusal: 'overdue-already',
    });
  });

  it('is measured from the first due time where the rule says so', () => {
    const later = { ...clock, extension: { ...clock.extension!, from: 'first-due' as const } };

    const latest = latestDeadline(later, running, by);

    expect(instantText(latest!.dueAt!, 'Asia/Shanghai')).toBe('2026-10-22T17:00:00+08:00');
    expect(latest!.because[0]).toBe('转办单办结延长后最迟：自原到期日起 10 个工作日');
  });
});
