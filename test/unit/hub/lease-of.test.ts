import { leaseOf } from '@bandecheng/hub/lease-of';
import { expect, it } from 'vitest';
import { AGENT_JOINED, given, HUB, KIOSK, NINE } from '../../given.ts';

it('a lease names the first of each line, however many wait: it is made several times a second', () => {
  const on = given().when({ type: 'JoinAgent', agent: 'hall-1', devices: AGENT_JOINED.data.devices }, HUB);
  for (let taken = 0; taken < 230; taken += 1)
    on.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' }, KIOSK);

  const lease = leaseOf(on.state, 'hall-1', { now: NINE, reports: 0, followUpUrl: '' });

  expect(lease?.waiting.map(({ number }) => number).slice(0, 2)).toEqual(['A001', 'A002']);
  expect(lease?.waiting).toHaveLength(200);
});
