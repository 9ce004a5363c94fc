import { connect, type Socket } from 'node:net';

/** Whom the attackers attack, and what anybody in the hall may have: a ticket's key. */
export interface Target {
  port: number;
  /** Of a ticket: whoever took a number has one. */
  ticketKey: string;
  /** A paired kiosk's cookie, for those who took it from its disk. */
  kioskCookie: string;
}

/** What attackers did in one window. */
export interface Deeds {
  opened: number;
  /** Cut or not taken by the hub. */
  cut: number;
  sent: number;
}

/** An attack that is running. */
export interface Running {
  /** Lets go of everything. */
  end(): Deeds;
}

/** They come from so many addresses: one has some 28,000 ports, and limits are for each address. */
const ADDRESSES = 20;
const TICK_MS = 20;

export interface HordeOptions {
  /** Connections held at once. */
  count: number;
  /** New ones a second. */
  perSecond: number;
  /** What a connection says once it is open. */
  hello?: (wire: Socket, index: number, deeds: Deeds) => void;
  /** What each says again and again. */
  again?: (wire: Socket, index: number, deeds: Deeds) => void;
  againEveryMs?: number;
  /** False: what the hub sends is left in the pipe. */
  reads?: boolean;
}

/** Holds so many connections open, opens another for each that is cut, and never faster than it may. */
export function horde({ port }: Target, options: HordeOptions): Running {
  const { count, perSecond, hello, again, againEveryMs = 1_000, reads = true } = options;
  const deeds: Deeds = { opened: 0, cut: 0, sent: 0 };
  const open = new Map<Socket, number>();
  // They act in turn, as people would, and not all of them in one instant.
  const slots = Math.max(1, Math.round(againEveryMs / TICK_MS));
  let [index, owed, slot] = [0, 0, 0];
  const one = (): void => {
    const mine = index++;
    const wire = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (mine % ADDRESSES)}` });
    open.set(wire, mine);
    wire.once('connect', () => {
      deeds.opened += 1;
      hello?.(wire, mine, deeds);
    });
    if (reads) wire.resume();
    else wire.pause();
    wire.on('error', () => undefined);
    wire.once('close', () => {
      if (open.delete(wire)) deeds.cut += 1;
    });
  };
  const opening = setInterval(() => {
    owed = Math.min(owed + (perSecond * TICK_MS) / 1000, perSecond);
    for (; owed >= 1 && open.size < count; owed--) one();
  }, TICK_MS);
  const repeating =
    again === undefined
      ? undefined
      : setInterval(() => {
          slot = (slot + 1) % slots;
          for (const [wire, mine] of open)
            if (mine % slots === slot && !wire.connecting && wire.writable) again(wire, mine, deeds);
        }, againEveryMs / slots);
  return {
    end: () => {
      clearInterval(opening);
      clearInterval(repeating);
      const wires = [...open.keys()];
      open.clear();
      for (const wire of wires) wire.destroy();
      return deeds;
    },
  };
}

/** Several hordes as one attack. */
export function together(...all: Running[]): Running {
  return {
    end: () => {
      const deeds = all.map((one) => one.end());
      const sum = (of: keyof Deeds): number => deeds.reduce((total, one) => total + one[of], 0);
      return { opened: sum('opened'), cut: sum('cut'), sent: sum('sent') };
    },
  };
}
