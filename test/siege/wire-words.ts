import { PROTOCOL_VERSION } from '@bandecheng/shared/link';

/** A request as it stands on the wire. */
export function httpRequest(method: string, path: string, body?: string | Buffer, more = ''): Buffer {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body);
  const length =
    body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${bytes.length}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nHost: hall\r\nOrigin: http://hall\r\n${more}${length}\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** The request that makes a connection a websocket of the hub. */
export function upgrade(cookie = ''): Buffer {
  return Buffer.from(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      `${cookie === '' ? '' : `Cookie: ${cookie}\r\n`}` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
}

/** What the hub says first on a link, before which it hears nothing. */
export const OPEN = '0{"sid"';

/** What it says once a namespace was joined. */
export const JOINED = '40/';

/** A text frame from a client; its mask is nothing, which is a mask as well (RFC 6455, 5.3). */
export function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(bytes.length < 126 ? 6 : bytes.length < 65_536 ? 8 : 14);
  head[0] = 0x81;
  if (bytes.length < 126) head[1] = 0x80 | bytes.length;
  else if (bytes.length < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(bytes.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(bytes.length), 2);
  }
  return Buffer.concat([head, bytes]);
}

/** Joins a namespace (socket.io protocol 5, packet CONNECT). */
export function joining(namespace: string, auth: object): Buffer {
  return frame(`40${namespace},${JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth })}`);
}

/** A message that asks for an answer. */
export function message(namespace: string, name: string, payload: unknown, id: number): Buffer {
  return frame(`42${namespace},${id}${JSON.stringify([name, payload])}`);
}

/** An answer to engine.io's ping. */
export const PONG = frame('3');
