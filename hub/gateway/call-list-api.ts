import { randomUUID } from 'node:crypto';
import type { Command } from '@bandecheng/shared/commands';
import type { Hall } from '@bandecheng/shared/hall';
import { parse, type Parsed } from '@bandecheng/shared/parse';
import { DrawCallList, RecordCall } from '@bandecheng/shared/rating/rating-commands';
import type { Hub } from '../handle-command.ts';
import { callLists, callListView } from '../views/call-list-view.ts';
import {
  done,
  malformed,
  notDone,
  refused,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { staffActor } from './on-record.ts';
import { readerOfReports } from './report-door.ts';

export interface CallListParts {
  hub: Hub;
  identity: CaseParts['identity'];
  hall: () => Hall;
}

/** Call lists of a quarter's visits: drawn, read, and called through. */
export function callListApi(parts: CallListParts): ApiRoute[] {
  const { hub } = parts;
  const path = '/api/ratings/call-lists';
  return [
    {
      method: 'get',
      path,
      handle: (request) => read(request, parts, () => done({ lists: callLists(hub.state) })),
    },
    {
      method: 'get',
      path: `${path}/:list`,
      handle: (request) => read(request, parts, () => listOf(String(request.params['list']), parts)),
    },
    {
      method: 'post',
      path,
      handle: (request) => {
        const asked = { id: `draw:${randomUUID()}`, ...asObject(request.body), type: 'DrawCallList' };
        const newest = (): ApiReply => done({ list: callLists(hub.state)[0]?.list });
        return order('DrawCallList', request, parse(DrawCallList, asked), parts, newest);
      },
    },
    {
      method: 'post',
      path: `${path}/:list/calls`,
      handle: (request) => {
        const list = String(request.params['list']);
        const asked = { id: `call:${randomUUID()}`, ...asObject(request.body), type: 'RecordCall', list };
        return order('RecordCall', request, parse(RecordCall, asked), parts, () => listOf(list, parts));
      },
    },
  ];
}

async function read(request: ApiRequest, parts: CallListParts, answer: () => ApiReply): Promise<ApiReply> {
  const reader = readerOfReports('read-call-lists', request, parts);
  if ('status' in reader) return reader;
  const { state, whenDurable } = parts.hub;
  const { seq } = state;
  const shown = answer();
  await whenDurable(seq);
  return shown;
}

/** Gives the command where whoever asks may, and answers once it is on disk. */
async function order<C extends Command>(
  deed: C['type'],
  request: ApiRequest,
  command: Parsed<C>,
  parts: CallListParts,
  answer: () => ApiReply,
): Promise<ApiReply> {
  const reader = readerOfReports(deed, request, parts);
  if ('status' in reader) return reader;
  if (!command.ok) return malformed(command.problems);
  const answered = await parts.hub.handle(command.value, staffActor(reader));
  return answered.ok ? answer() : notDone(answered);
}

function listOf(list: string, { hub, hall }: CallListParts): ApiReply {
  const view = callListView(hub.state, hall(), list);
  return view === null ? refused('call-list-unknown') : done({ ...view });
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
}
