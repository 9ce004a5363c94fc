import type { Answer } from '@bandecheng/shared/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchHub } from '../bench/bench-hub.ts';
import { recorded } from './journal-lines.ts';

const KIOSKS = 64;
const TICKETS = 2_000;

let hub: BenchHub;
beforeAll(async () => {
  hub = await BenchHub.start('disk', { agents: 0, counters: 1 });
});
afterAll(() => hub?.stop());

describe(`${KIOSKS} kiosks taking ${TICKETS} tickets at once`, () => {
  it('get distinct numbers without a gap or an error, all of them on disk', async () => {
    const kiosks = await Promise.all(Array.from({ length: KIOSKS }, () => hub.screen('kiosk', 'k1')));
    const answers: Answer[] = [];
    let taken = 0;
    await Promise.all(
      kiosks.map(async (kiosk, k) => {
        while (taken < TICKETS) {
          taken += 1;
          const command = { id: `kiosk-${k}-tap-${taken}`, type: 'IssueTicket', service: 'service-a' };
          answers.push((await kiosk.timeout(30_000).emitWithAck('command:send', command)) as Answer);
        }
      }),
    );

    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    const numbers = answers.map((answer) => (answer.ok ? (answer.ticket?.number ?? '') : ''));
    const wanted = Array.from({ length: TICKETS }, (_, i) => `A${String(i + 1).padStart(3, '0')}`);
    expect(new Set(numbers)).toEqual(new Set(wanted));
    expect(recorded(hub.dataFolder, 'TicketIssued').map(({ number }) => number)).toEqual(wanted);
  });
});
