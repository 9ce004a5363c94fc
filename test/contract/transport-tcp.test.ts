import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'vitest';
import { TCP_TIMES, tcpTransport } from '@bandecheng/device-agent/transports/tcp';
import { FarEnd } from '../fakes/far-end.ts';
import { transportContract, type Wire } from './transport-contract.ts';

async function makeWire(writeMs: number): Promise<Wire> {
  const device = new FarEnd();
  const port = await device.listen();
  const times = { ...TCP_TIMES, connectMs: 1_000, writeMs };
  return {
    connect: (listener) => tcpTransport({ host: '127.0.0.1', port }, listener, times),
    get deviceRead() {
      return device.read;
    },
    deviceSends: (bytes) => device.sends(bytes),
    deviceStalls: () => device.stall(),
    deviceGoesOn: () => device.goOn(),
    attached: () => expect.poll(() => device.attached).toBe(true),
    unplug: () => device.off(),
    replug: async () => {
      await device.listen();
    },
    occupy: async () => {
      const other = connect(port, '127.0.0.1');
      await once(other, 'connect');
      await expect.poll(() => device.attached).toBe(true);
      return async () => {
        other.destroy();
        await expect.poll(() => device.attached).toBe(false);
      };
    },
    destroy: () => device.off(),
  };
}

transportContract({ name: 'tcp', makeWire, missing: 'port-missing', busyAtOpen: false });
