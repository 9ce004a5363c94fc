import type { GivenTicket, Lease } from '@bandecheng/shared/outage/lease';
import type { TicketId } from '@bandecheng/shared/vocabulary';

/** More than a kiosk's people take while a page may still ask for the same again. */
const KEPT = 50;

/** The newest numbers the hub gave at this agent's kiosks. A page whose answer was lost is answered out of these. */
export class HubTickets {
  /** Tickets that nobody holds: this agent gave another number for the same command. */
  private readonly twins = new Set<TicketId>();

  /** @param all as they lay on disk, the newest last */
  constructor(private all: GivenTicket[]) {}

  get kept(): readonly GivenTicket[] {
    return this.all;
  }

  keep(given: GivenTicket): void {
    this.all = [...this.all.filter(({ command }) => command !== given.command), given].slice(-KEPT);
  }

  keepTwin({ ticket: { ticket } }: GivenTicket): void {
    this.twins.add(ticket);
  }

  isTwin(ticket: TicketId): boolean {
    return this.twins.has(ticket);
  }

  givenFor(command: string): GivenTicket | undefined {
    return this.all.find((given) => given.command === command);
  }

  /** The lease with those among the waiting that were given after it was made. */
  behind(lease: Lease): Lease {
    const known = new Set(
      [...lease.waiting, ...lease.counters.flatMap(({ current = [] }) => current)].map((one) => one.ticket),
    );
    const since = this.all
      .map(({ ticket }) => ticket)
      .filter(({ ticket, issuedAt }) => issuedAt >= lease.at && !known.has(ticket));
    const left = { ...lease.left };
    for (const { service } of since)
      if (left[service] !== undefined) left[service] = Math.max(0, left[service] - 1);
    return since.length === 0 ? lease : { ...lease, left, waiting: [...lease.waiting, ...since] };
  }
}
