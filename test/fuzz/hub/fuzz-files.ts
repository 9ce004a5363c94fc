import { gzipSync } from 'node:zlib';
import type { Dice } from '../dice.ts';
import type { Comers } from './comers.ts';
import type { Door, Reply, Sending } from './door.ts';
import { PICTURES, tables } from './hostile-files.ts';
import type { Siftings } from './siftings.ts';
import { PATH_TRICKS, spoiled } from './spoil.ts';

/** Every way a file comes into the hub: portraits, materials of a case, tables, the hall's rules, packed bodies. */
export async function fuzzFiles(
  door: Door,
  { staff, tokens, known }: Comers,
  { each, dice, found }: { each: number; dice: Dice; found: Siftings },
): Promise<void> {
  const send = async (
    method: string,
    path: string,
    sending: Sending,
    what: string,
  ): Promise<Reply | null> => {
    found.sent += 1;
    const reply = await door.ask(method, path, sending).catch(() => null);
    if (reply === null || reply.status >= 500)
      found.broke(`${method} ${path}: ${reply?.status ?? 'no answer'}`, what);
    else found.answered(String(reply.status));
    return reply;
  };
  const [security = '', desk = '', admin = ''] = (['security-admin', 'desk', 'admin'] as const).map((role) =>
    staff.get(role),
  );
  const id = String(known['case']?.[0]);
  for (const [what, { bytes, keeps }] of Object.entries(PICTURES)) {
    const portrait = { cookie: security, body: bytes, type: 'image/png' };
    const kept = await send('PUT', '/api/accounts/victim/photo', portrait, what);
    if ((kept?.status === 200) !== keeps) found.broke(`a portrait: ${kept?.status}`, what);
    for (const name of ['material.pdf', ...PATH_TRICKS])
      await send(
        'POST',
        `/api/cases/${id}/materials?name=${encodeURIComponent(name)}`,
        { cookie: desk, body: bytes, type: 'text/html' },
        `${what} as ${name}`,
      );
  }
  const shown = await door.ask('GET', '/api/accounts/victim/photo', { cookie: security });
  if (!/^image\/(png|jpeg)/.test(shown.type))
    found.broke(`a portrait is shown as ${shown.type}`, 'a portrait');
  for (const [i, body] of tables().entries())
    for (const path of ['/api/v1/appointments/import', '/api/v1/cases/import'])
      await send(
        'POST',
        path,
        { token: tokens[i % tokens.length]!, body, type: 'text/csv' },
        body.slice(0, 200),
      );
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
  for (const path of ['/api/session', '/api/hall', '/api/v1/tickets'])
    for (const encoding of ['gzip', 'br', 'deflate', 'nothing'])
      await send(
        path === '/api/hall' ? 'PUT' : 'POST',
        path,
        { body: bomb, headers: { 'content-encoding': encoding } },
        encoding,
      );
  await spoilHall(door, admin, each, dice, send);
}

/** The hall's rules, spoiled at one place after the other. What is taken all the same is taken back. */
async function spoilHall(
  door: Door,
  cookie: string,
  each: number,
  dice: Dice,
  send: (method: string, path: string, sending: Sending, what: string) => Promise<Reply | null>,
): Promise<void> {
  const rules = async () => (await door.ask('GET', '/api/hall/rules', { cookie })).body;
  const { hall } = await rules();
  for (let i = 0; i < each * 5; i++) {
    const { mark } = await rules();
    const spoilt = spoiled(hall, dice);
    const reply = await send(
      'PUT',
      '/api/hall',
      { cookie, body: { hall: spoilt, mark } },
      JSON.stringify(spoilt) ?? '',
    );
    if (reply?.status !== 200) continue;
    await send(
      'PUT',
      '/api/hall',
      { cookie, body: { hall, mark: reply.body['mark'] } },
      'the hall as it was',
    );
  }
}
