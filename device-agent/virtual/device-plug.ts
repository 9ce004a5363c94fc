/** What every virtual device is started with. */
export interface PlugOptions {
  id?: string;
  /** TCP port of 127.0.0.1; 0, or nothing: any free one. */
  port?: number;
  /** Something that its state shows is different. */
  changed?: () => void;
}

/** What is the same of every virtual device. */
export interface DevicePlug<F extends string> {
  readonly id: string;
  /** TCP port of 127.0.0.1. */
  readonly port: number;
  /** Switches a fault on or off, or lets it happen. `amount`: what the fault counts, where it counts something. */
  fault(fault: F, on?: boolean, amount?: number): void;
  /** Pulls the plug for good; resolves when the port is free. */
  stop(): Promise<void>;
}

/** Faults of the cable: `drop` breaks the connection once, `unplugged` allows none until it is switched off. */
export type CableFault = 'drop' | 'unplugged';
