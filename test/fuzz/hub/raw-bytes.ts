import { connect } from 'node:net';
import type { Dice } from '../dice.ts';
import type { Siftings } from './siftings.ts';

/** A hub that has not let go of half a request by then never does: its own limit is ten seconds, looked at every five. */
const LETS_GO_WITHIN_MS = 30_000;
const HEAD = 'Host: hall\r\n';
const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** What goes onto the port, by what it is. */
function wires(dice: Dice): Readonly<Record<string, string | Buffer>> {
  const frame = (...bytes: number[]): Buffer => Buffer.concat([Buffer.from(UPGRADE), Buffer.from(bytes)]);
  const noise = Buffer.from(dice.bytes(1 + dice.below(4_000)));
  return {
    noise,
    'noise behind a request line': Buffer.concat([Buffer.from('GET / HTTP/1.1\r\n'), noise]),
    'a line without an end': `GET /${'a'.repeat(100_000)}`,
    'headers without an end': `GET / HTTP/1.1\r\n${'X-A: b\r\n'.repeat(5_000)}`,
    'a gigantic header': `GET / HTTP/1.1\r\n${HEAD}Cookie: ${'a=b;'.repeat(60_000)}\r\n\r\n`,
    'a length below nothing': `POST /api/session HTTP/1.1\r\n${HEAD}Content-Length: -1\r\n\r\n`,
    'a length without end': `POST /api/session HTTP/1.1\r\n${HEAD}Content-Length: 99999999999999999999\r\n\r\n{}`,
    'two lengths': `POST /api/session HTTP/1.1\r\n${HEAD}Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}`,
    'a length and chunks': `POST / HTTP/1.1\r\n${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET`,
    'a chunk of bad length': `POST /api/session HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
    'a chunk longer than any': `POST / HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
    'half a body': `POST /api/session HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: 90\r\n\r\n{"a`,
    'an address of another host': `GET http://elsewhere/ HTTP/1.1\r\nHost: a b\r\n\r\n`,
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'an upgrade to nothing': `GET / HTTP/1.1\r\n${HEAD}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    'a websocket on a page': UPGRADE.replace('/socket.io/?EIO=4&transport=websocket', '/desk'),
    'a frame longer than any': frame(0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4),
    'a frame without a mask': frame(0x81, 0x02, 0x34, 0x30),
    'a control frame that is too long': frame(0x89, 0xfe, 0x10, 0x00, 0, 0, 0, 0),
    'a frame with reserved bits': frame(0xf1, 0x80, 0, 0, 0, 0),
    'an unknown kind of frame': frame(0x83, 0x80, 0, 0, 0, 0),
    'text that is no UTF-8': frame(0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe),
    'a packet of engine.io that is none': frame(0x81, 0x81, 0, 0, 0, 0, 0x39),
    'a packet of socket.io that is none': frame(0x81, 0x84, 0, 0, 0, 0, 0x34, 0x39, 0x7b, 0x7b),
    'binary for nobody': frame(0x81, 0x85, 0, 0, 0, 0, 0x34, 0x35, 0x39, 0x39, 0x2d),
    'many requests at once': 'GET /healthz HTTP/1.1\r\nHost: hall\r\n\r\n'.repeat(500),
  };
}

/** Bytes that are no request, or half of one. Whatever the hub says to them, it lets go of the connection. */
export async function fuzzWire(
  port: number,
  { each, dice, found }: { each: number; dice: Dice; found: Siftings },
): Promise<void> {
  for (let i = 0; i < each; i++)
    await Promise.all(
      Object.entries(wires(dice)).map(async ([what, bytes]) => {
        found.sent += 1;
        if (!(await letsGo(port, bytes))) found.broke('the hub does not let go', what);
      }),
    );
}

function letsGo(port: number, bytes: string | Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const wire = connect(port, '127.0.0.1', () => wire.write(bytes));
    const deaf = setTimeout(() => {
      wire.destroy();
      resolve(false);
    }, LETS_GO_WITHIN_MS);
    wire.resume();
    wire.on('error', () => undefined);
    wire.once('close', () => {
      clearTimeout(deaf);
      resolve(true);
    });
  });
}
