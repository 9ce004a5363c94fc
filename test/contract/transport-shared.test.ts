import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'vitest';
import { sharedLine } from '@bandecheng/device-agent/transports/shared-line';
import type { LineMember } from '@bandecheng/device-agent/transports/shared-port';
import { TCP_TIMES, tcpTransport } from '@bandecheng/device-agent/transports/tcp';
import type { TransportListener } from '@bandecheng/device-agent/transports/transport';
import { FarEnd } from '../fakes/far-end.ts';
import { transportContract, type Wire } from './transport-contract.ts';

/** Every byte is a frame of its own, and nothing is answered. */
const TAKES_ALL: LineMember = {
  frames: () => ({ push: () => true, drop: () => false }),
  answerMs: () => 0,
};

/** One device of a shared line behind a TCP serial server, the only one that is open. */
async function makeWire(writeMs: number): Promise<Wire> {
  const device = new FarEnd();
  const port = await device.listen();
  const times = { ...TCP_TIMES, connectMs: 1_000, writeMs };
  const toServer = (listener: TransportListener): ReturnType<typeof tcpTransport> =>
    tcpTransport({ host: '127.0.0.1', port }, listener, times);
  const join = sharedLine(toServer, { turnaroundMs: 1, quietMs: 10, byteMs: 0 });
  return {
    connect: join(TAKES_ALL),
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

transportContract({ name: 'shared', makeWire, missing: 'port-missing', busyAtOpen: false });
