import { dueCommands, nextLookMs } from '@bandecheng/hub/timers';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { AGENT_JOINED, given, HUB, SMALL_HALL, type Given } from '../../given.ts';

const BEFORE = { day: '2026-11-23', firstSeq: 1, lastSeq: 9, digest: 'ab'.repeat(32) };
const TOMORROW = { type: 'OpenDay', day: '2026-11-24', before: BEFORE } as const;

const hallThat = (print: boolean): Given =>
  given(AGENT_JOINED, {
    type: 'HallConfigured',
    data: {
      hall: { ...SMALL_HALL, desk: { kiosk: 'k1' }, proof: { print, display: false }, outage: { block: 0 } },
    },
  });

describe('the digest of a day', () => {
  it('goes to the desk’s printer as the day ends, and may come out until the morning', () => {
    const hall = hallThat(true).when(TOMORROW, HUB).thenEvents('DayOpened', 'DigestPaperRequested');

    expect(hall.data('DigestPaperRequested')).toMatchObject({
      ...{ of: BEFORE, device: 'printer-k1', agent: 'hall-1', copy: 0 },
      deadlineAt: hall.now + 12 * 3_600_000,
    });
    expect(hall.state.dayBefore).toEqual(BEFORE);
  });

  it('is not printed by a hall that does not want it, nor on a hall’s first day', () => {
    hallThat(false).when(TOMORROW, HUB).thenEvents('DayOpened');
    hallThat(true).when({ type: 'OpenDay', day: '2026-11-24' }, HUB).thenEvents('DayOpened');
  });

  it('does not keep the hub from giving up on a ticket that was ordered after it', () => {
    const hall = hallThat(true).when(TOMORROW, HUB);
    hall.when({ type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh', kiosk: 'k1' });
    const { job } = hall.data('PrintRequested');

    hall.after(SMALL_HALL.print.deadlineSeconds + 30);

    expect(dueCommands(hall.state, hall.now)).toContainEqual({
      id: `hub:give-up-${job}`,
      type: 'GiveUpPrint',
      job,
    });
    expect(nextLookMs(hall.state, hall.now - 5_000)).toBe(5_000);
  });

  it('is printed only where the hall has named a printer at its desk', () => {
    const asked = { ...SMALL_HALL, proof: { print: true } };

    expect(Hall.safeParse(asked).error?.issues).toMatchObject([{ path: ['proof', 'print'] }]);
    given(AGENT_JOINED).when({ type: 'PrintDigest', of: BEFORE }, HUB).thenRefused('printer-unknown');
  });
});
