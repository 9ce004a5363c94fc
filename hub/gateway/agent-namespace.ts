import type { HubCommand } from '@bandecheng/shared/commands';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { AGENT_TO_HUB, type AgentToHub, type HubToAgent } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import { AgentHandshake, LINK, type ReportAnswer } from '@bandecheng/shared/protocol';
import type { TechnicianQuestion } from '@bandecheng/shared/technician';
import type { AgentId, Instant } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import type { Namespace, Socket } from 'socket.io';
import type { Hub } from '../handle-command.ts';
import { takeReports } from './agent-reports.ts';
import { answering, answerUnknown } from './answer.ts';
import { answers, isCopy, type CopiedIdentities } from './copied-identity.ts';
import { askAgent, type AgentAnswer } from './ask-agent.ts';
import { hangUpOnDeaf } from './hang-up.ts';
import { handshakeRefusal } from './handshake-refusal.ts';
import type { Identity } from './identity.ts';
import { leaseAgents, type MakeLease } from './lease-agents.ts';
import { deliverPrint } from './print-delivery.ts';

type Nothing = Record<string, never>;
/** The handshake without its key. */
type AgentData = Omit<AgentHandshake, 'protocol' | 'key'>;
export type AgentNamespace = Namespace<AgentToHub, HubToAgent, Nothing, AgentData>;
export type AgentSocket = Socket<AgentToHub, HubToAgent, Nothing, AgentData>;

type Message = {
  [N in keyof HubToAgent]: { name: N; data: Parameters<HubToAgent[N]>[0] };
}[Exclude<
  keyof HubToAgent,
  'hub:beat' | 'presence:asked' | 'technician:asked' | 'hall:told' | 'outage:leased'
>];
/** A message for an agent. */
export type Outgoing = { agent: AgentId } & Message;

/** What agents are told of. */
export interface Reactions {
  /** What has just happened, and is on disk. */
  to(events: readonly RecordedEvent[]): readonly Outgoing[];
  /** The same, of what is worded from the vault first. */
  fromVault(events: readonly RecordedEvent[]): Promise<readonly Outgoing[]>;
  /** What an agent that has just joined must know. */
  onJoin(agent: AgentId): readonly Outgoing[];
  lease: MakeLease;
}

export interface AgentParts {
  hub: Hub;
  identity: Identity;
  clock: () => Instant;
  log: Logger;
  stopping: () => boolean;
  reactions: Reactions;
  /** Tells a kiosk's page the number of the card on its reader. */
  cardAt: (kiosk: string, number: string) => void;
  copied: CopiedIdentities;
}

const LISTENED = Object.keys(AGENT_TO_HUB);

/** /agent: reports in; print jobs, evaluator lights, keypad digits and window displays out, after the event is on disk. */
export function serveAgents(namespace: AgentNamespace, parts: AgentParts) {
  const { hub, clock, log, stopping, reactions, copied } = parts;
  const sockets = new Map<AgentId, AgentSocket>();
  const leases = leaseAgents(hub, reactions.lease, (error) =>
    log.error({ err: error }, 'an agent was not told what it goes on with'),
  );

  namespace.use((socket, next) => {
    const refusal = admit(socket, parts);
    if (refusal !== null) return next(refusal);
    // Its key may have been taken away meanwhile.
    const admitted = (): Error | undefined => admit(socket, parts) ?? undefined;
    void shutOut(socket).then((out) => next(out ? handshakeRefusal('identity-copied') : admitted()));
  });
  namespace.on('connection', (socket) => {
    const { agent } = socket.data;
    if (isCopy(hub.state, socket.data)) noteCopy(socket, 'in-turn');
    const before = sockets.get(agent);
    sockets.set(agent, socket);
    if (before !== undefined) {
      log.warn({ agent }, 'a second connection of the agent takes the place of the first');
      before.disconnect(true);
    }
    socket.on('disconnect', () => {
      leases.left(socket);
      if (sockets.get(agent) !== socket) return;
      sockets.delete(agent);
      lose(agent);
    });
    listen(socket, parts);
    socket.on('devices:announced', (message: unknown) => {
      const parsed = parse(AGENT_TO_HUB['devices:announced'].message, message);
      if (!parsed.ok) return log.warn({ agent }, 'an announcement of devices that does not parse');
      socket.data.devices = parsed.value.devices;
      welcome(socket);
    });
    welcome(socket);
  });

  /** While the machine that came first answers, no other comes in as the same agent. */
  async function shutOut(socket: AgentSocket): Promise<boolean> {
    const held = sockets.get(socket.data.agent);
    if (held === undefined || !(await answers(held))) return false;
    noteCopy(socket, 'at-once');
    return true;
  }

  function noteCopy(
    { data: { agent }, handshake: { address } }: AgentSocket,
    how: 'at-once' | 'in-turn',
  ): void {
    log.warn({ agent, address, how }, 'two machines come as one agent');
    copied.seen({ agent, how }, address);
  }

  function welcome(socket: AgentSocket): void {
    const { agent } = socket.data;
    join(socket).catch((error: unknown) => log.error({ err: error, agent }, 'an agent could not join'));
  }

  async function join(socket: AgentSocket): Promise<void> {
    const { agent, outbox, devices } = socket.data;
    const command: HubCommand = { id: `hub:join-${agent}`, type: 'JoinAgent', agent, outbox, devices };
    const answer = await hub.handle(command, { kind: 'hub' });
    if (!answer.ok) {
      log.warn({ agent, answer }, 'the agent was not let in');
      socket.disconnect(true);
      return;
    }
    socket.emit('hub:beat', { at: clock() });
    const told = reactions.onJoin(agent);
    // The state may be ahead of the disk. What happens from here on is told after this, by onCommitted.
    await hub.whenDurable(hub.state.seq);
    for (const outgoing of told) if (sockets.get(agent) === socket) send(outgoing);
    if (sockets.get(agent) === socket) leases.joined(socket);
  }

  function lose(agent: AgentId): void {
    if (stopping()) return;
    const command: HubCommand = { id: `hub:lose-${agent}`, type: 'LoseAgent', agent };
    hub
      .handle(command, { kind: 'hub' })
      .catch((error: unknown) => log.error({ err: error, agent }, 'the loss of an agent was not recorded'));
  }

  function send(outgoing: Outgoing): void {
    const socket = sockets.get(outgoing.agent);
    if (socket === undefined) return;
    switch (outgoing.name) {
      case 'print:requested':
        void deliverPrint(socket, outgoing.data, clock);
        break;
      case 'rating:invited':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'rating:closed':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'keypad:show':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'keypad:refused':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'evaluator:show':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'outage:given':
        socket.emit(outgoing.name, outgoing.data);
        break;
      case 'window:show':
        socket.emit(outgoing.name, outgoing.data);
        break;
    }
  }

  const untold = (error: unknown): void => log.error({ err: error }, 'agents were not told of what happened');
  hub.onCommitted((events) => {
    reactions
      .fromVault(events)
      .then((told) => told.forEach(send))
      .catch(untold);
    const told = reactions.to(events);
    if (told.length === 0) return;
    // Digits and estimates come from the state, which may be ahead of the disk by the next group.
    hub
      .whenDurable(hub.state.seq)
      .then(() => told.forEach(send))
      .catch(untold);
  });
  const beats = setInterval(() => {
    hangUpOnDeaf(namespace);
    namespace.emit('hub:beat', { at: clock() });
  }, LINK.beatEveryMs);
  return {
    stop: () => {
      clearInterval(beats);
      leases.stop();
    },
    /** Its key has been taken away. */
    hangUp: (agent: AgentId): void => void sockets.get(agent)?.disconnect(true),
    /** A technician's question; what is not connected is away. */
    ask: async (agent: AgentId, question: TechnicianQuestion): Promise<AgentAnswer> => {
      const socket = sockets.get(agent);
      return socket === undefined ? { refused: 'agent-away' } : askAgent(socket, question);
    },
  };
}

/** Null when let in; its handshake is then its data. */
function admit(socket: AgentSocket, { identity, stopping, log }: AgentParts): Error | null {
  if (stopping()) return handshakeRefusal('stopping');
  const parsed = parse(AgentHandshake, socket.handshake.auth);
  if (!parsed.ok) return handshakeRefusal('handshake-malformed', parsed.problems);
  const { protocol: _protocol, key, ...data } = parsed.value;
  const { agent } = data;
  if (!identity.agent(agent, key)) {
    log.warn({ agent, address: socket.handshake.address }, 'an agent came with a wrong key');
    return handshakeRefusal('not-allowed');
  }
  Object.assign(socket.data, data satisfies AgentData);
  return null;
}

function listen(socket: AgentSocket, { hub, log, stopping, cardAt }: AgentParts): void {
  const handle = async (message: unknown): Promise<ReportAnswer> => {
    if (stopping()) return { refused: 'stopping' };
    return takeReports(message, socket.data, hub, log);
  };
  const whenBroken: ReportAnswer = { refused: 'unavailable' };
  socket.on('report:send', answering<ReportAnswer>('report:send', log, handle, whenBroken));
  socket.on('card:read', (message: unknown) => {
    const parsed = parse(AGENT_TO_HUB['card:read'].message, message);
    if (!parsed.ok) return log.warn({ agent: socket.data.agent }, 'a card reading that does not parse');
    const device = hub.state.devices.get(parsed.value.device);
    const isOwn = device?.agent === socket.data.agent && device.kind === 'id-card-reader';
    if (isOwn && device.kiosk !== undefined) cardAt(device.kiosk, parsed.value.number);
  });
  socket.onAny((event: string, ...received: unknown[]) => answerUnknown(LISTENED, event, received));
}
