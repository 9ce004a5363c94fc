import { WebhookEvent } from '@bandecheng/shared/api-schemas';
import { EVENT_VERSION, type HallEvent, type RecordedEvent } from '@bandecheng/shared/events';
import { publicEvents } from '@bandecheng/hub/webhooks/public-events';
import { describe, expect, it } from 'vitest';
import { CLERK, given, KIOSK, NINE, OPEN_COUNTERS, t, type Given } from '../../given.ts';

/** Events as if just recorded, all by one command. */
function recorded(...events: HallEvent[]): RecordedEvent[] {
  return events.map((event, i) => ({
    ...event,
    ...{ seq: 100 + i, at: NINE, version: EVENT_VERSION, actor: 'hub', command: 'command-1' },
  }));
}

function waiting(): Given {
  const on = given(...OPEN_COUNTERS);
  return on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'en' }, KIOSK);
}

const kinds = (on: Given, ...events: HallEvent[]): string[] =>
  publicEvents(recorded(...events), on.state).map(({ message }) => message.type);

const visit = { counter: 'c1', clerk: 'li', visit: `${t('A001')}.1` };
const finished: HallEvent = {
  type: 'ServiceFinished',
  data: { ...visit, ticket: t('A001'), service: 'social', seconds: 60, matters: [] },
};

describe('what applicants are told of', () => {
  it('a call names number, service, counter and the key of the follow-up page', () => {
    const on = waiting();
    on.when({ type: 'CallNext', counter: 'c1' }, CLERK);
    const [told] = publicEvents(recorded({ type: 'TicketCalled', data: on.data('TicketCalled') }), on.state);
    expect(told?.seq).toBe(100);
    expect(told?.message).toEqual({
      ...{ id: 'small-100', type: 'ticket-called', at: NINE, hall: 'small' },
      service: { service: 'social', name: { zh: '社会保险' } },
      ticket: { ticket: t('A001'), number: 'A001', key: 'key1', language: 'en' },
      counter: { counter: 'c1', number: 1, name: { zh: '1号窗口' } },
    });
    expect(WebhookEvent.safeParse(told?.message).error).toBeUndefined();
  });

  it('a number taken tells how many are ahead and how long it may take', () => {
    const on = waiting();
    const [told] = publicEvents(recorded({ type: 'TicketIssued', data: on.data('TicketIssued') }), on.state);
    expect(told?.message).toMatchObject({ type: 'ticket-issued', ahead: 0, estimateMinutes: 0 });
  });

  it('recalled, missed, sent on and finished are told by their words', () => {
    const on = waiting();
    const ticket = t('A001');
    expect(
      kinds(
        on,
        { type: 'TicketRecalled', data: { ticket, counter: 'c1', times: 2 } },
        { type: 'TicketNoShow', data: { ticket, counter: 'c1' } },
        { type: 'TicketTransferred', data: { ticket, from: { service: 'social' }, to: { service: 'tax' } } },
        finished,
      ),
    ).toEqual(['ticket-recalled', 'ticket-missed', 'ticket-sent-on', 'ticket-finished']);
  });

  it('a visit after which the applicant goes on is told as that alone', () => {
    const sentOn: HallEvent = {
      type: 'TicketSentOn',
      data: { ticket: t('A001'), from: { service: 'social', counter: 'c1' }, to: { service: 'estate' } },
    };
    const on = waiting();
    expect(kinds(on, finished, sentOn)).toEqual(['ticket-sent-on']);
    expect(publicEvents(recorded(sentOn), on.state)[0]?.message.service?.service).toBe('estate');
  });

  it('ratings, devices, counters and tickets of another day are nobody’s business', () => {
    const on = waiting();
    expect(
      kinds(
        on,
        { type: 'CounterPaused', data: { counter: 'c1', reason: '午休' } },
        { type: 'RatingLapsed', data: { visit: visit.visit, counter: 'c1' } },
        { type: 'TicketRecalled', data: { ticket: '2026-11-20-A001', counter: 'c1', times: 2 } },
        { type: 'TicketCancelled', data: { ticket: t('A001'), stage: 'waiting', reason: '本人取消' } },
      ),
    ).toEqual([]);
  });
});
