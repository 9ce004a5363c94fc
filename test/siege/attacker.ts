import { ATTACKS } from './attacks.ts';
import type { Running, Target } from './horde.ts';

/** What the attackers' process is told: begin an attack, or let go of it. */
export type Order = { begin: string; target: Target } | 'end';

process.on('disconnect', () => process.exit());
process.send?.('ready');
let running: Running | null = null;

process.on('message', (order: Order) => {
  if (order === 'end') {
    process.send?.(running?.end() ?? null);
    running = null;
    return;
  }
  const attack = ATTACKS[order.begin];
  if (attack === undefined) throw new Error(`no attack is called ${order.begin}`);
  running = attack.begin(order.target);
});
