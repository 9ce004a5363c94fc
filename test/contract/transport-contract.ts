import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connect, LossReason, Transport } from '@bandecheng/device-agent/transports/transport';

/** A real wire with a device on its far end, both in the test's hands. */
export interface Wire {
  connect: Connect;
  /** Whatever the device has read so far. */
  readonly deviceRead: Buffer;
  deviceSends(bytes: Uint8Array): void;
  /** The device stops taking bytes, but stays on the wire. */
  deviceStalls(): void;
  deviceGoesOn(): void;
  /** Resolves when the device sees the far side's connection. */
  attached(): Promise<void>;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  /** Another program takes the device; resolves with what gives it back. */
  occupy?(): Promise<() => Promise<void>>;
  destroy(): Promise<void>;
}

export interface WireKind {
  name: string;
  /** `writeMs`: how long its transports wait until a write is taken. */
  makeWire(writeMs: number): Promise<Wire>;
  /** The word for a device that is not there. */
  missing: LossReason;
  /** Whether a taken port refuses `open`, or opens and is hung up on. */
  busyAtOpen: boolean;
  /** Several programs may open it, and none is told: it has no `occupy`. */
  shared?: true;
}

const HELLO = Uint8Array.of(0x10, 0x04, 0x01);
const SHORT_WRITE_MS = 700;
const LONG_WRITE_MS = 30_000;

/** What every transport owes the drivers, run on a real wire. */
export function transportContract(kind: WireKind): void {
  describe(`a ${kind.name} transport`, () => {
    let wire: Wire;
    const opened: Transport[] = [];

    beforeEach(async () => {
      wire = await kind.makeWire(SHORT_WRITE_MS);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((transport) => transport.close()));
      await wire.destroy();
    });

    interface Open {
      transport: Transport;
      read: number[];
      losses: LossReason[];
    }

    function make(): Open {
      const read: number[] = [];
      const losses: LossReason[] = [];
      const transport = wire.connect({
        data: (bytes) => read.push(...bytes),
        closed: (reason) => losses.push(reason),
      });
      opened.push(transport);
      return { transport, read, losses };
    }

    /** Open, and known to be a live connection: the device has spoken. */
    async function open(): Promise<Open> {
      const made = make();
      await made.transport.open();
      await wire.attached();
      wire.deviceSends(Uint8Array.of(0x55));
      await expect.poll(() => made.read).toEqual([0x55]);
      made.read.length = 0;
      return made;
    }

    test('carries every byte value both ways, in order', async () => {
      const { transport, read } = await open();
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      await transport.write(all);
      await expect.poll(() => [...wire.deviceRead]).toEqual([...all]);
      wire.deviceSends(all);
      await expect.poll(() => read).toEqual([...all]);
    });

    test('keeps the order of writes that were not waited for', async () => {
      const { transport } = await open();
      const rounds = Array.from({ length: 50 }, (_, i) => Uint8Array.of(i, i, i));
      await Promise.all(rounds.map((bytes) => transport.write(bytes)));
      await expect.poll(() => [...wire.deviceRead]).toEqual(rounds.flatMap((bytes) => [...bytes]));
    });

    test('names a device that is not there, and says nothing more', async () => {
      await wire.unplug();
      const { transport, losses } = make();
      await expect(transport.open()).rejects.toMatchObject({ fault: 'transport-failed', lost: kind.missing });
      await transport.close();
      expect(losses).toEqual([]);
    });

    if (!kind.shared)
      test('names a device that another program holds, and gets it when it is free', takesTurns);

    async function takesTurns(): Promise<void> {
      const giveBack = await wire.occupy?.();
      const busy = make();
      const opening = busy.transport.open().catch((error: unknown) => error);
      if (kind.busyAtOpen) expect(await opening).toMatchObject({ lost: 'port-busy' });
      else await expect.poll(() => busy.losses).toEqual(['port-busy']);
      await giveBack?.();
      await open();
    }

    test('reports an unplug while nothing moves, once', async () => {
      const { transport, losses } = await open();
      await wire.unplug();
      await expect.poll(() => losses).toEqual(['port-lost']);
      await expect(transport.write(HELLO)).rejects.toMatchObject({ lost: 'port-lost' });
      await transport.close();
      expect(losses).toEqual(['port-lost']);
    });

    test('reports an unplug while the device is talking', async () => {
      const { losses, read } = await open();
      const talk = setInterval(() => wire.deviceSends(new Uint8Array(64)), 1);
      await expect.poll(() => read.length).toBeGreaterThan(64);
      await wire.unplug();
      clearInterval(talk);
      await expect.poll(() => losses).toEqual(['port-lost']);
    });

    test('rejects the write an unplug interrupts', async () => {
      const { transport, losses } = await open();
      wire.deviceStalls();
      const write = fillUp(transport);
      await wire.unplug();
      expect(await write).toMatchObject({ lost: 'port-lost' });
      await expect.poll(() => losses).toEqual(['port-lost']);
    });

    test('gives up a write the device does not take, and the connection with it', async () => {
      const { transport, losses } = await open();
      wire.deviceStalls();
      expect(await fillUp(transport)).toMatchObject({ lost: 'no-answer' });
      await expect.poll(() => losses).toEqual(['no-answer']);
    });

    test('waits for a device that is slow, and loses nothing', async () => {
      await wire.destroy();
      wire = await kind.makeWire(LONG_WRITE_MS);
      const { transport, losses } = await open();
      wire.deviceStalls();
      const ticket = Uint8Array.from({ length: 256 * 1024 }, (_, i) => i * 7);
      const written = transport.write(ticket);
      wire.deviceGoesOn();
      await written;
      await expect.poll(() => wire.deviceRead.length, { timeout: 15_000 }).toBe(ticket.length);
      expect(wire.deviceRead.equals(ticket)).toBe(true);
      expect(losses).toEqual([]);
    });

    test('settles a write that waits for the device when it is closed', async () => {
      await wire.destroy();
      wire = await kind.makeWire(LONG_WRITE_MS);
      const { transport, losses } = await open();
      wire.deviceStalls();
      const write = fillUp(transport);
      await transport.close();
      expect(await write).toMatchObject({ fault: 'transport-failed' });
      expect(losses).toEqual([]);
    });

    test('never sends after a replug what was written before it', async () => {
      const before = await open();
      await wire.unplug();
      await expect.poll(() => before.losses).toEqual(['port-lost']);
      await expect(before.transport.write(Buffer.from('ghost'))).rejects.toThrow();
      await wire.replug();
      const after = await open();
      await after.transport.write(Buffer.from('real'));
      await expect.poll(() => wire.deviceRead.toString()).toBe('real');
    });

    test('is not opened a second time, lost or closed: every connection is a fresh object', async () => {
      const before = await open();
      await wire.unplug();
      await expect.poll(() => before.losses).toEqual(['port-lost']);
      await wire.replug();
      await expect(before.transport.open()).rejects.toMatchObject({ fault: 'transport-failed' });
      await before.transport.close();
      const after = await open();
      await after.transport.close();
      await expect(after.transport.open()).rejects.toMatchObject({ fault: 'transport-failed' });
      expect(before.losses).toEqual(['port-lost']);
      await open();
    });

    test('delivers what was written when it is closed with unread bytes in its buffer', async () => {
      const { transport } = await open();
      wire.deviceSends(new Uint8Array(512));
      await transport.write(Buffer.from('last ticket'));
      await expect.poll(() => wire.deviceRead.toString()).toBe('last ticket');
      await Promise.all([transport.close(), transport.close()]);
    });

    test('says nothing after its own close, and refuses to write', async () => {
      const { transport, losses, read } = await open();
      await transport.close();
      wire.deviceSends(HELLO);
      await expect(transport.write(HELLO)).rejects.toMatchObject({ fault: 'transport-failed' });
      expect(losses).toEqual([]);
      expect(read).toEqual([]);
    });
  });
}

/** Writes until a write is refused; the buffers of a pty or a socket hold some megabytes. `taken`: after each write. */
export async function fillUp(transport: Transport, taken: () => void = () => undefined): Promise<unknown> {
  const block = new Uint8Array(1024 * 1024);
  try {
    for (let i = 0; i < 64; i++) {
      await transport.write(block);
      taken();
    }
  } catch (error) {
    return error;
  }
  return 'all of it was taken';
}
