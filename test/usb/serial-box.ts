import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { FrameProfile } from '@bandecheng/device-agent/profiles/profile';
import {
  startVirtualEvaluator,
  type VirtualEvaluator,
} from '@bandecheng/device-agent/virtual/virtual-evaluator';
import { linkDevice } from './device-links.ts';
import { Gadget } from './gadget.ts';

/**
 * An evaluator of frames on a USB serial port: its plug is the kernel's serial gadget, behind it a virtual
 * evaluator that sends a press again until it is acknowledged. Without its cable it has no power.
 */
export class SerialBox {
  private cable: ChildProcess | null = null;

  private constructor(
    private readonly gadget: Gadget,
    readonly evaluator: VirtualEvaluator,
  ) {}

  static async make(
    serialNumber: string,
    socket: number,
    profile: FrameProfile,
    address: number,
  ): Promise<SerialBox> {
    const evaluator = await startVirtualEvaluator({ profile, address });
    return new SerialBox(await Gadget.make(serialNumber, socket, { kind: 'acm' }), evaluator);
  }

  get pulls(): number {
    return this.gadget.pulls;
  }

  async plug(): Promise<void> {
    await this.gadget.plug();
    const port = `/dev/ttyGS${await this.gadget.number()}`;
    const inside = `TCP:127.0.0.1:${this.evaluator.port}`;
    this.cable = spawn('socat', [`FILE:${port},rawer`, inside], { stdio: 'ignore' });
    await linkDevice('serial', this.gadget.serialNumber);
  }

  async pull(): Promise<void> {
    const { cable } = this;
    this.cable = null;
    if (cable !== null && cable.exitCode === null && cable.signalCode === null) {
      cable.kill('SIGKILL');
      await once(cable, 'exit');
    }
    await this.gadget.pull();
  }

  async stop(): Promise<void> {
    await this.pull().catch(() => undefined);
    await this.evaluator.stop();
  }
}
