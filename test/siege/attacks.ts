import type { Socket } from 'node:net';
import { horde, together, type Deeds, type Running, type Target } from './horde.ts';
import { frame, httpRequest, JOINED, joining, message, OPEN, PONG, upgrade } from './wire-words.ts';

export interface Attack {
  /** What is done, with its bounds: an attacker without bounds measures the machine. */
  how: string;
  begin(target: Target): Running;
}

const KB = 1_024;
const LONG = { digits: '1'.repeat(50_000), letters: 'a'.repeat(50_000), dots: `${'a.'.repeat(20_000)}!` };

const put = (wire: Socket, deeds: Deeds, ...all: Buffer[]): void => {
  for (const bytes of all) wire.write(bytes);
  deeds.sent += all.length;
};
/** Makes a link of the connection and says this once it is open. */
const linked = (wire: Socket, deeds: Deeds, cookie: string, ...says: Buffer[]): void => {
  put(wire, deeds, upgrade(cookie));
  wire.on('data', (bytes: Buffer) => {
    if (bytes.includes(OPEN)) put(wire, deeds, ...says);
    if (bytes.includes(JOINED)) joined.add(wire);
  });
};
/** Those that were let in. Whoever speaks before is hung up on. */
const joined = new WeakSet<Socket>();
const followed = ({ ticketKey }: Target): Buffer => joining('/screen', { screen: 'follow', of: ticketKey });

/** What hostile clients do to a hall, by name. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'silent-connections': {
    how: '10,000 connections that say nothing, 4,000 new ones a second',
    begin: (target) => horde(target, { count: 10_000, perSecond: 4_000 }),
  },
  'silent-websockets': {
    how: '5,000 websockets that join nothing and answer no ping, 500 new ones a second',
    begin: (target) =>
      horde(target, { count: 5_000, perSecond: 500, hello: (wire, _, deeds) => put(wire, deeds, upgrade()) }),
  },
  'slow-requests': {
    how: '1,500 headers and 1,500 bodies that come by the byte, one a second, 1,000 new ones a second',
    begin: (target) =>
      together(
        horde(target, {
          ...{ count: 1_500, perSecond: 500 },
          hello: (wire, _, deeds) => put(wire, deeds, Buffer.from('GET / HTTP/1.1\r\nHost: hall\r\nX-A: ')),
          again: (wire, _, deeds) => put(wire, deeds, Buffer.from('a')),
        }),
        horde(target, {
          ...{ count: 1_500, perSecond: 500 },
          hello: (wire, _, deeds) =>
            put(wire, deeds, httpRequest('POST', '/api/session', 'x'.repeat(60_000)).subarray(0, 200)),
          again: (wire, _, deeds) => put(wire, deeds, Buffer.from('x')),
        }),
      ),
  },
  'slow-readers': {
    how: '300 connections that ask for 40 pages each and read none, 100 new ones a second',
    begin: (target) =>
      horde(target, {
        ...{ count: 300, perSecond: 100, reads: false },
        hello: (wire, _, deeds) =>
          put(wire, deeds, Buffer.concat(Array(40).fill(httpRequest('GET', '/desk')))),
        // Who reads nothing learns by this alone that it was cut off, and comes anew.
        again: (wire, _, deeds) => put(wire, deeds, Buffer.from('\r\n')),
      }),
  },
  'deaf-screens': {
    how: '300 followers of a ticket that ask for its view ten times a second and read nothing, 100 new ones a second',
    begin: (target) =>
      horde(target, {
        ...{ count: 300, perSecond: 100, againEveryMs: 100 },
        hello: (wire, _, deeds) => linked(wire, deeds, '', followed(target)),
        again: (wire, _, deeds) => {
          if (!joined.has(wire)) return;
          wire.pause();
          put(wire, deeds, message('/screen', 'view:ask', null, 1), PONG);
        },
      }),
  },
  'giant-messages': {
    how: 'a stranger’s messages of 250 KB, 40 a second, and of 4 MB, 10 a second',
    begin: (target) => {
      const long = frame(`42/screen,["x","${'a'.repeat(250 * KB)}"]`);
      const giant = frame(`42["x","${'a'.repeat(4_096 * KB)}"]`);
      return together(
        horde(target, {
          // Each is cut for what it says, and its place taken at once.
          ...{ count: 20, perSecond: 100, againEveryMs: 500 },
          hello: (wire, _, deeds) => put(wire, deeds, upgrade()),
          again: (wire, _, deeds) => put(wire, deeds, long),
        }),
        horde(target, {
          ...{ count: 10, perSecond: 10 },
          hello: (wire, _, deeds) => linked(wire, deeds, '', giant),
        }),
      );
    },
  },
  'wrong-keys': {
    how: '300 handshakes of agents a second with a wrong key, each on a connection of its own',
    begin: (target) => {
      const auth = { agent: 'agent-0', key: 'wrong-key-wrong-key', outbox: 'outbox01', devices: [] };
      return horde(target, {
        ...{ count: 1_000, perSecond: 300 },
        hello: (wire, _, deeds) => {
          linked(wire, deeds, '', joining('/agent', auth));
          setTimeout(() => wire.destroy(), 500);
        },
      });
    },
  },
  'polling-handshakes': {
    how: '1,000 links by polling a second that are never asked for again',
    begin: (target) =>
      horde(target, {
        ...{ count: 50, perSecond: 500, againEveryMs: 50 },
        again: (wire, _, deeds) =>
          put(wire, deeds, httpRequest('GET', '/socket.io/?EIO=4&transport=polling')),
      }),
  },
  'wrong-passwords': {
    how: '100 wrong passwords a second from 20 addresses for 1,000 accounts',
    begin: (target) =>
      horde(target, {
        ...{ count: 50, perSecond: 500, againEveryMs: 500 },
        again: (wire, index, deeds) => {
          const login = {
            account: `clerk-${(index * 7 + deeds.sent) % 1_000}`,
            password: `wrong-${deeds.sent}`,
          };
          put(wire, deeds, httpRequest('POST', '/api/session', JSON.stringify(login)));
        },
      }),
  },
  'large-bodies': {
    how: 'by nobody, 20 halls of 900 KB, 20 tables of 500 KB and 10 portraits of 290 KB a second',
    begin: (target) => {
      const hall = httpRequest(
        'PUT',
        '/api/hall',
        JSON.stringify({ hall: Array(100_000).fill('abcde'), mark: 'x' }),
      );
      const table = httpRequest('POST', '/api/v1/appointments/import', 'a,b,c,d\r\n'.repeat(55_000));
      const portrait = httpRequest('PUT', '/api/accounts/victim/photo', Buffer.alloc(290 * KB));
      const sending = (bytes: Buffer, count: number): Running =>
        horde(target, {
          ...{ count, perSecond: count, againEveryMs: 1_000 },
          again: (wire, _, deeds) => put(wire, deeds, bytes),
        });
      return together(sending(hall, 20), sending(table, 20), sending(portrait, 10));
    },
  },
  'request-flood': {
    how: '2,000 requests a second from 20 addresses for pages, files and the API',
    begin: (target) => {
      const paths = ['/api/hall', '/desk', '/api/session', '/nowhere', '/api/v1/services', '/healthz'];
      return horde(target, {
        ...{ count: 100, perSecond: 500, againEveryMs: 50 },
        again: (wire, index, deeds) =>
          put(wire, deeds, httpRequest('GET', paths[(index + deeds.sent) % paths.length] ?? '/')),
      });
    },
  },
  'holder-flood': {
    how: 'a ticket’s holder sends 2,000 commands a second over 20 connections, half of them malformed',
    begin: (target) =>
      horde(target, {
        ...{ count: 20, perSecond: 20, againEveryMs: 10 },
        hello: (wire, _, deeds) => linked(wire, deeds, '', followed(target)),
        again: (wire, index, deeds) => {
          if (!joined.has(wire)) return;
          const command = { id: `holder-${index}-${deeds.sent}`, type: 'RateVisit', level: 'satisfied' };
          put(
            wire,
            deeds,
            message('/screen', 'command:send', deeds.sent % 2 === 0 ? command : LONG, deeds.sent),
          );
        },
      }),
  },
  'kiosk-flood': {
    how: 'whoever took a kiosk’s cookie asks for 1,000 numbers a second over one connection',
    begin: (target) =>
      horde(target, {
        ...{ count: 1, perSecond: 1, againEveryMs: 10 },
        hello: (wire, _, deeds) =>
          linked(wire, deeds, target.kioskCookie, joining('/screen', { screen: 'kiosk', of: 'k1' })),
        again: (wire, _, deeds) => {
          for (let i = 0; i < 10 && joined.has(wire); i++) {
            const command = {
              id: `flood-${process.pid}-${deeds.sent}`,
              type: 'IssueTicket',
              service: 'none',
            };
            put(wire, deeds, message('/screen', 'command:send', command, deeds.sent));
          }
        },
      }),
  },
  'long-texts': {
    how: '200 requests and commands a second whose every text is 20,000 to 50,000 signs that a pattern may stumble over',
    begin: (target) =>
      together(
        horde(target, {
          ...{ count: 10, perSecond: 10, againEveryMs: 100 },
          hello: (wire, _, deeds) => linked(wire, deeds, '', followed(target)),
          again: (wire, index, deeds) => {
            if (!joined.has(wire)) return;
            const texts = Object.values(LONG);
            const long = texts[(index + deeds.sent) % texts.length];
            const command = {
              id: long,
              type: 'RateVisit',
              visit: long,
              ticket: long,
              level: long,
              reasons: [long],
            };
            put(wire, deeds, message('/screen', 'command:send', command, deeds.sent));
          },
        }),
        horde(target, {
          ...{ count: 10, perSecond: 10, againEveryMs: 100 },
          again: (wire, index, deeds) => {
            const body = JSON.stringify({
              account: LONG.dots,
              password: LONG.letters.slice(0, 9_000),
              of: index,
            });
            put(
              wire,
              deeds,
              httpRequest('POST', '/api/session', body, `Cookie: ${'a=b;'.repeat(1_500)}\r\n`),
            );
          },
        }),
      ),
  },
};
