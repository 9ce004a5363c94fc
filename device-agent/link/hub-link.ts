import { io, type Socket } from 'socket.io-client';
import { AGENT_HEADER } from '@bandecheng/shared/link';
import type { AgentToHub, HubToAgent } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import {
  HandshakeRefused,
  LINK,
  PROTOCOL_VERSION,
  type AgentHandshake,
  type AnnouncedDevice,
  type CardRead,
  type NumberedReport,
  type TechnicianReply,
} from '@bandecheng/shared/protocol';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { HubClock } from './hub-clock.ts';
import {
  readBeat,
  readClosedInvitation,
  readEvaluatorShow,
  readGiven,
  readHall,
  readInvitation,
  readKeyRefused,
  readLease,
  readShow,
  readWindowShow,
  takePrintOrder,
  type HubWishes,
} from './hub-messages.ts';
import { ReportSender, type ReportSource } from './report-sender.ts';
import { RetryPause } from './retry-pause.ts';
import { replyToTechnician } from './technician-reply.ts';

export type LinkLog = (
  level: 'info' | 'warn' | 'error',
  fact: string,
  figures?: Record<string, string | number>,
) => void;

export interface HubLinkOptions {
  /** `http://host:port` */
  hub: string;
  agent: string;
  key: string;
  /** At the start. */
  devices: AnnouncedDevice[];
  reports: ReportSource;
  wishes: HubWishes;
  /** The hub lets this agent in; it has heard nothing of what waits for it yet. */
  onUp?: () => void;
  /** Said again after every attempt. `refused`: a hub is there, and does not let this agent in. */
  onDown?: (why: 'unreachable' | 'refused') => void;
  ownNow: () => Instant;
  /** 0 to 1. */
  random: () => number;
  log: LinkLog;
}

/** What the hub says, before it is read. */
type HubToAgentWire = Record<keyof HubToAgent, (message: unknown, answer?: unknown) => void>;

/** The one connection to the hub: reports out, wishes in, the hub's clock, and always back again. */
export class HubLink {
  private readonly clock: HubClock;
  private readonly pause: RetryPause;
  private readonly sender: ReportSender;
  private readonly socket: Socket<HubToAgentWire, AgentToHub>;
  private wanted = false;
  private retry: NodeJS.Timeout | undefined;
  private devices: AnnouncedDevice[];

  constructor(private readonly options: HubLinkOptions) {
    this.devices = options.devices;
    this.clock = new HubClock(options.ownNow);
    this.pause = new RetryPause(options.random);
    this.socket = io(`${options.hub}/agent`, {
      autoConnect: false,
      forceNew: true,
      // A link begins as what it will be: the hub lets none become a websocket later.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // A refused handshake is not tried again by the library; with one ladder of our own every failure is.
      reconnection: false,
      timeout: LINK.answerWithinMs,
      extraHeaders: { [AGENT_HEADER]: options.agent, authorization: `Bearer ${options.key}` },
      auth: (give) => give(this.handshake()),
    });
    this.sender = new ReportSender(options.reports, this.road(), this.pause);
    this.socket.on('connect', () => {
      options.log('info', 'hub connected');
      options.onUp?.();
      this.sender.send();
    });
    this.socket.on('connect_error', (error) => {
      const { message } = error;
      if (message === 'identity-copied')
        options.log(
          'error',
          'another machine answers as this agent: give this one a name and a key of its own',
        );
      this.reconnect('hub not reached', message, isRefusal(error) ? 'refused' : 'unreachable');
    });
    this.socket.on('disconnect', (reason) => this.reconnect('hub lost', reason, 'unreachable'));
    this.listen();
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Tells the hub of a card, now or never: what concerns a person is not kept for later. */
  tellCard(read: CardRead): void {
    if (this.socket.connected) this.socket.emit('card:read', read);
  }

  /** What the devices are from now on; the hub then says anew what each has to show. */
  announce(devices: AnnouncedDevice[]): void {
    this.devices = devices;
    if (this.socket.connected) this.socket.emit('devices:announced', { devices });
  }

  /** The hub had reached this instant before this agent was started: its clock stands there or later. */
  notBefore(at: Instant): void {
    this.clock.notBefore(at);
  }

  /** The hub's clock as well as it is known. */
  hubNow(): Instant {
    return this.clock.now();
  }

  start(): void {
    this.wanted = true;
    this.socket.connect();
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.retry);
    this.sender.stop();
    this.socket.disconnect();
  }

  private handshake(): AgentHandshake {
    const { agent, key, reports } = this.options;
    const { id: outbox, after } = reports;
    return { protocol: PROTOCOL_VERSION, agent, key, outbox, after: [...after], devices: this.devices };
  }

  private road(): ConstructorParameters<typeof ReportSender>[1] {
    const { socket, options } = this;
    return {
      get open() {
        return socket.connected;
      },
      send: (outbox: string, reports: NumberedReport[]) =>
        socket.timeout(LINK.answerWithinMs).emitWithAck('report:send', { outbox, reports }),
      warn: (fact: string) => options.log('warn', fact),
    };
  }

  private reconnect(fact: string, reason: string, why: 'unreachable' | 'refused'): void {
    this.sender.stop();
    if (!this.wanted) return;
    this.options.log('warn', fact, { reason });
    this.options.onDown?.(why);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.socket.connect(), this.pause.next());
  }

  private listen(): void {
    const { wishes } = this.options;
    this.hear('hub:beat', readBeat, (at) => {
      this.clock.beat(at);
      // A hub that keeps us is worth a quick return; one that hangs up at once is not.
      this.pause.reset();
    });
    this.hear('rating:invited', readInvitation, (invitation) => {
      // A first beat that came late would date the press that follows before the visit it is for.
      this.clock.notBefore(invitation.openedAt);
      wishes.invite(invitation);
    });
    this.hear('rating:closed', readClosedInvitation, (closed) => wishes.closeInvitation(closed));
    this.hear('keypad:show', readShow, (show) => wishes.show(show));
    this.hear('keypad:refused', readKeyRefused, (refused) => wishes.refuseKey(refused));
    this.hear('evaluator:show', readEvaluatorShow, (show) => wishes.showEvaluator(show));
    this.hear('window:show', readWindowShow, (show) => wishes.showWindow(show));
    this.hear('hall:told', readHall, (hall) => wishes.hallTold(hall));
    this.hear('outage:leased', readLease, (lease) => wishes.leased(lease));
    this.hear('outage:given', readGiven, (given) => wishes.given(given));
    this.socket.on('print:requested', (order, answer) => {
      const reply = typeof answer === 'function' ? (answer as (taken: boolean) => void) : () => undefined;
      void takePrintOrder(order, wishes)
        .catch(() => false)
        .then((taken) => {
          if (!taken) this.options.log('warn', 'print order not taken');
          reply(taken);
        });
    });
    this.socket.on('presence:asked', (answer) => {
      if (typeof answer === 'function') (answer as (there: true) => void)(true);
    });
    this.socket.on('technician:asked', (question, answer) => {
      if (typeof answer !== 'function') return;
      replyToTechnician(question, wishes).then(
        (reply) => (answer as (reply: TechnicianReply) => void)(reply),
        (error: unknown) => this.options.log('error', 'technician not answered', { reason: String(error) }),
      );
    });
  }

  private hear<T>(
    name: Exclude<keyof HubToAgentWire, 'print:requested' | 'technician:asked' | 'presence:asked'>,
    read: (message: unknown) => T | null,
    act: (message: T) => void,
  ): void {
    this.socket.on(name, (message: unknown) => {
      const understood = read(message);
      if (understood === null) this.options.log('warn', 'message not understood', { name });
      else act(understood);
    });
  }
}

/** Whether a hub has answered that this agent stays outside; one that is about to stop is as good as gone. */
function isRefusal({ message, ...error }: Error): boolean {
  const refused = parse(HandshakeRefused, { message, data: 'data' in error ? error.data : undefined });
  return refused.ok && refused.value.message !== 'stopping';
}
