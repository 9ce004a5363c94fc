import type { Lease } from '@bandecheng/shared/outage/lease';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hearing, send, TestGateway } from '../fakes/test-gateway.ts';

const SOON = { timeout: 20_000 };
let hub: TestGateway;

beforeEach(async () => {
  hub = await TestGateway.open();
});
afterEach(() => hub.close());

it('an agent hears of its own counter before the others do: cut off now, its clerk goes on where he was', async () => {
  // given: one agent at counter c1, one at the kiosk alone, both told so much that they are told no more for a while
  const device = { kind: 'keypad', profile: 'ff68-keypad' };
  const elsewhere = await hub.agent('at-k1', [
    { id: 'printer-k1', kind: 'printer', profile: 'escpos-80mm', kiosk: 'k1' },
  ]);
  const there = await hub.agent('at-c1', [{ id: 'keypad-c1', counter: 'c1', ...device }]);
  const [own, other] = [there, elsewhere].map((agent) => hearing<Lease>(agent, 'outage:leased'));
  const counter = await hub.screen('counter', 'c1', 'clerk');
  await send(counter, { id: 'command-open', type: 'OpenCounter', counter: 'c1' });
  await hub.ticket();
  const waits = (leases: Lease[] = []): number => leases.at(-1)?.waiting.length ?? 0;
  await expect.poll(() => [waits(own), waits(other)], SOON).toEqual([1, 1]);
  // when
  const called = (leases: Lease[] = []): boolean =>
    leases.some(({ counters }) => counters[0]?.current?.status === 'called');
  const first = new Promise<string>((resolve) => {
    there.on('outage:leased', () => called(own) && resolve('at-c1'));
    elsewhere.on('outage:leased', () => called(other) && resolve('at-k1'));
  });
  expect(await send(counter, { id: 'command-call', type: 'CallNext', counter: 'c1' })).toHaveProperty(
    'ok',
    true,
  );
  // then
  expect(await first).toBe('at-c1');
  await expect.poll(() => called(other), SOON).toBe(true);
});
