import { NAMESPACES, type MessageShape } from '@bandecheng/shared/messages';
import type { Socket } from 'socket.io-client';
import type * as z from 'zod';
import type { Dice } from '../dice.ts';
import { agentHandshake, link, type Comers } from './comers.ts';
import { madeUp, type Known } from './made-up.ts';
import type { Siftings } from './siftings.ts';
import { spoiled } from './spoil.ts';

const ANSWERED_WITHIN_MS = 30_000;
/** Above it an outbox has run away with its numbers: every report below would be taken for a retry. */
const SANE_NUMBER = 1_000_000;

interface Comer {
  name: string;
  namespace: keyof typeof NAMESPACES;
  auth: (turn: number) => object;
  cookie: string;
}

/**
 * Every message of both namespaces from everybody who may connect, `each` times each kind of it, mostly spoiled; and the
 * handshakes. What the tables of messages name is what is sent.
 */
export async function fuzzSockets(
  url: string,
  comers: Comers,
  { each, dice, found }: { each: number; dice: Dice; found: Siftings },
): Promise<void> {
  const all = everybody(comers);
  await Promise.all(all.map((comer) => fuzzAs(url, comer, comers.known, { each, dice, found })));
  for (let turn = 0; turn < each * 10; turn++) {
    const comer = dice.pick(all);
    const { handshake } = NAMESPACES[comer.namespace];
    const auth = spoiled({ ...comer.auth(turn), ...madeObject(handshake, dice, comers.known) }, dice);
    found.sent += 1;
    found.answered(await knock(url, comer, auth as object, found));
  }
}

function everybody({ staff, kiosk, tablet, display, agentKey }: Comers): Comer[] {
  const screen = (name: string, cookie: string, screenName: string, of?: string): Comer => ({
    ...{ name, cookie, namespace: '/screen' },
    auth: () => ({ screen: screenName, ...(of === undefined ? {} : { of }) }),
  });
  return [
    screen('kiosk', kiosk, 'kiosk', 'k1'),
    screen('tablet', tablet, 'tablet', 'c1'),
    screen('display', display, 'display'),
    ...[...staff].map(([role, cookie]) => {
      if (role === 'clerk') return screen(role, cookie, 'counter', 'c1');
      return screen(role ?? 'nobody', cookie, role === 'desk' ? 'cases' : 'desk');
    }),
    {
      ...{ name: 'agent', namespace: '/agent', cookie: '' },
      auth: (turn) => agentHandshake(agentKey, `fuzzbox${String(turn).padStart(6, '0')}`),
    },
  ];
}

async function fuzzAs(
  url: string,
  comer: Comer,
  known: Known,
  { each, dice, found }: { each: number; dice: Dice; found: Siftings },
): Promise<void> {
  let turn = 0;
  let socket = await entered(url, comer, turn);
  // Who is let in nowhere has no messages, only handshakes.
  if (socket === null) return;
  for (const [name, shape] of Object.entries(NAMESPACES[comer.namespace].toHub) as [string, MessageShape][])
    for (const made of kindsOf(shape, dice, known))
      for (let i = 0; i < each; i++) {
        const message = dice.once(4) ? made() : withinReason(spoiled(made(), dice));
        found.sent += 1;
        const sound = await said(socket, { name, shape, message, comer: comer.name }, found);
        if (sound && socket.connected) continue;
        socket.disconnect();
        socket = await entered(url, comer, (turn += 1));
        if (socket === null) return found.broke(`${comer.name} is let in no more after ${name}`, message);
      }
  socket.disconnect();
}

/** Every kind of a message: of a union each of its options, of a message in parts each kind of part. */
function kindsOf({ message, parts = {} }: MessageShape, dice: Dice, known: Known): (() => unknown)[] {
  if (message === undefined) return [() => undefined];
  const [part] = Object.entries(parts);
  if (part === undefined) return optionsOf(message).map((option) => () => madeUp(option, dice, known));
  const [list = '', field = ''] = part[0].split('[].');
  let number = 0;
  return optionsOf(part[1]).map((option) => () => ({
    [list]: Array.from({ length: 1 + dice.below(3) }, () => ({
      number: (number += 1),
      [field]: madeUp(option, dice, known),
    })),
  }));
}

function optionsOf(schema: z.ZodType): readonly z.core.$ZodType[] {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef & { options?: readonly z.core.$ZodType[] } };
  return def.options ?? [schema];
}

function madeObject(schema: z.ZodType, dice: Dice, known: Known): object {
  const made = madeUp(schema, dice, known);
  return typeof made === 'object' && made !== null ? made : {};
}

/** An agent that counts its reports from a billion harms itself alone: nothing would be looked at any more. */
function withinReason(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('reports' in message)) return message;
  if (!Array.isArray(message.reports)) return message;
  return message.reports.some((one: unknown) => Number(Object(one).number) > SANE_NUMBER)
    ? { reports: [] }
    : message;
}

/** Null: not let in. */
async function entered(url: string, comer: Comer, turn: number): Promise<Socket | null> {
  const socket = link(url, comer.namespace, comer.auth(turn), comer.cookie);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', () => {
      socket.disconnect();
      resolve(null);
    });
  });
}

interface Said {
  name: string;
  shape: MessageShape;
  message: unknown;
  comer: string;
}

/** Whether the connection may go on. */
async function said(
  socket: Socket,
  { name, shape, message, comer }: Said,
  found: Siftings,
): Promise<boolean> {
  const told = message === undefined ? [] : [message];
  if (shape.answer === undefined) {
    socket.emit(name, ...told);
    return true;
  }
  const answer: unknown = await Promise.race([
    socket
      .timeout(ANSWERED_WITHIN_MS)
      .emitWithAck(name, ...told)
      .catch(() => null),
    new Promise((resolve) => socket.once('disconnect', () => resolve('cut'))),
  ]);
  if (answer === 'cut') {
    found.answered('cut');
    return false;
  }
  const parsed = shape.answer.safeParse(answer);
  if (!parsed.success) found.broke(`${comer} was answered ${JSON.stringify(answer)} to ${name}`, message);
  else if (isUnavailable(answer)) found.broke(`the hub broke at ${name} of ${comer}`, message);
  found.answered(wordOf(answer));
  return true;
}

function isUnavailable(answer: unknown): boolean {
  const { fault, refused } = Object(answer) as Record<string, unknown>;
  return fault === 'unavailable' || refused === 'unavailable';
}

function wordOf(answer: unknown): string {
  const { ok, refused, problems } = Object(answer) as Record<string, unknown>;
  if (refused !== undefined) return 'refused';
  return problems !== undefined ? 'malformed' : ok === false ? 'fault' : 'done';
}

/** The word a handshake was answered. */
async function knock(url: string, comer: Comer, auth: object, found: Siftings): Promise<string> {
  const socket = link(url, comer.namespace, auth, comer.cookie);
  return new Promise((resolve) => {
    const over = (word: string): void => {
      socket.disconnect();
      clearTimeout(deaf);
      resolve(word);
    };
    const deaf = setTimeout(() => {
      found.broke(`no word on a handshake of ${comer.name}`, auth);
      over('deaf');
    }, ANSWERED_WITHIN_MS);
    socket.once('connect', () => over('connected'));
    socket.once('connect_error', (error) => over(error.message === 'xhr poll error' ? 'lost' : 'not let in'));
  });
}
