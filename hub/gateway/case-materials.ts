import { randomUUID } from 'node:crypto';
import { parse } from '@bandecheng/shared/parse';
import {
  done,
  malformed,
  notDone,
  refused,
  sent,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import { Because, forCase, journalSeen, readerOf } from './case-door.ts';
import type { CaseParts } from './case-store.ts';

/** Photographs and scans of a case: taken by their content alone, shown to whoever says why. */
export function caseMaterials(parts: CaseParts): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/api/cases/:case/materials',
      takesFile: {
        mostBytes: parts.store.mostBytes,
        tooLarge: refused('attachment-too-large'),
        keepOut: (request) => {
          const reader = readerOf('AttachMaterial', request, parts);
          return 'status' in reader ? reader : null;
        },
      },
      handle: (request) => attach(request, parts),
    },
    {
      method: 'get',
      path: '/api/cases/:case/materials/:material',
      handle: (request) => show(request, parts),
    },
  ];
}

function attach(request: ApiRequest, parts: CaseParts): Promise<ApiReply> {
  return forCase(request, parts, 'AttachMaterial', async ({ of }, reader) => {
    const { hub, store } = parts;
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const name = request.query['name'];
    const kept = await store.put(bytes, typeof name === 'string' ? name : '');
    if ('refused' in kept) return refused(kept.refused);
    const { id: material, ...file } = kept;
    const about = { case: of.id, material, ...file };
    const answer = await hub.handle(
      { id: `attach:${randomUUID()}`, type: 'AttachMaterial', ...about },
      reader,
    );
    if (answer.ok) return done({ material, ...file });
    await store.erase([material]);
    return notDone(answer);
  });
}

function show(request: ApiRequest, parts: CaseParts): Promise<ApiReply> {
  return forCase(request, parts, 'SeePersonal', async (found, reader) => {
    const { materials, id } = found.of;
    const material = materials.find((one) => one.material === request.params['material']);
    if (material === undefined) return refused('material-unknown');
    const asked = parse(Because, request.query);
    if (!asked.ok) return malformed(asked.problems);
    const seen = [`material:${material.material}`];
    const refusal = await journalSeen(parts, found, seen, asked.value.reason, reader);
    if (refusal !== null) return refusal;
    const bytes = await parts.store.get({ id: material.material, sha256: material.sha256 });
    if (bytes === null) return refused('material-unknown');
    const ending = material.mime.slice(material.mime.indexOf('/') + 1);
    const name = `${id}-${materials.indexOf(material) + 1}.${ending}`;
    return sent({ bytes, type: material.mime, name });
  });
}
