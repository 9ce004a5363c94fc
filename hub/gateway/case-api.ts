import type { FieldValue } from '@bandecheng/shared/case/case-events';
import { Name } from '@bandecheng/shared/policy/basis';
import { SEEN_REASONS } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { casesText } from '../locales/zh-CN/cases.ts';
import { aboutCase, resembling } from '../reports/resembling.ts';
import { caseDetail } from '../views/case-detail.ts';
import { SAID, saidWith } from '../views/case-fields.ts';
import { findCase } from '../views/find-case.ts';
import { caseRules } from '../views/case-rules.ts';
import {
  done,
  malformed,
  refused,
  withBody,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import { forCase, journalSeen, openWords, readerOf } from './case-door.ts';
import { caseForms } from './case-forms.ts';
import { caseMaterials } from './case-materials.ts';
import { caseStaff } from './case-staff.ts';
import { caseSearch } from './case-search.ts';
import { mayPrint } from './case-papers.ts';
import type { CaseParts } from './case-store.ts';
import type { KnowledgeParts } from './knowledge-api.ts';

const Asked = z.strictObject({
  fields: z.array(Name).min(1, casesText.problem.fieldMissing).max(50),
  reason: z.enum(SEEN_REASONS),
});

/** Cases over HTTP: rules, search, a case whole, what it keeps masked, its files and its forms. */
export function caseApi(parts: KnowledgeParts): ApiRoute[] {
  return [
    { method: 'get', path: '/api/case-rules', handle: (request) => rules(request, parts) },
    caseStaff(parts),
    caseSearch(parts),
    { method: 'get', path: '/api/cases/:case', handle: (request) => detail(request, parts) },
    { method: 'post', path: '/api/cases/:case/personal', handle: (request) => personal(request, parts) },
    ...caseMaterials(parts),
    caseForms(parts),
    { method: 'get', path: '/api/hand-overs/:seq', handle: (request) => handOver(request, parts) },
  ];
}

async function rules(request: ApiRequest, parts: CaseParts): Promise<ApiReply> {
  const reader = readerOf('read-cases', request, parts);
  if ('status' in reader) return reader;
  const { seq, desk } = parts.hub.state;
  const shown = caseRules(desk, reader.role);
  await parts.hub.whenDurable(seq);
  const { account, role } = reader;
  return shown === null ? refused('no-case-desk') : done({ ...shown, reader: { account, role } });
}

/** A confidential case is answered too: with its number and nothing behind it. */
async function detail(request: ApiRequest, parts: KnowledgeParts): Promise<ApiReply> {
  const reader = readerOf('read-cases', request, parts);
  if ('status' in reader) return reader;
  const { hub, clock, knowledge } = parts;
  const { state } = hub;
  const of = state.desk.cases.get(String(request.params['case']));
  if (of === undefined || state.hall === null) return refused('case-unknown');
  const words = await openWords({ of }, parts);
  const { seq } = state;
  const shown = caseDetail(state, state.hall, of, { reader, words, now: clock() });
  const like = of.closedAt === undefined ? aboutCase(state.desk, of, words) : null;
  const found = findCase(state.desk, of.id, reader);
  const printing = 'refused' in found ? null : mayPrint(found, reader, words, parts);
  await hub.whenDurable(seq);
  return done({
    ...shown,
    ...(printing === null ? {} : { mayPrint: printing }),
    ...(like !== null && !('refused' in found) ? { resembling: resembling(knowledge.list(), like) } : {}),
  });
}

async function personal(request: ApiRequest, parts: CaseParts): Promise<ApiReply> {
  return forCase(request, parts, 'SeePersonal', (found, reader) =>
    withBody(Asked, request, async ({ fields, reason }) => {
      const said = saidWith(found.of);
      const held: Record<string, FieldValue> = {
        ...found.of.fields,
        ...(said === undefined ? {} : { [SAID]: said }),
      };
      const unknown = fields.flatMap((field, i) => (field in held ? [] : [`fields[${i}]`]));
      if (unknown.length > 0)
        return malformed(unknown.map((path) => ({ path, reason: casesText.problem.fieldUnknown })));
      const refusal = await journalSeen(parts, found, fields, reason, reader);
      if (refusal !== null) return refusal;
      const values = await Promise.all(
        fields.map(async (field) => {
          const value = held[field] ?? null;
          return [
            field,
            value === null || typeof value === 'string' ? value : await parts.store.open(value),
          ] as const;
        }),
      );
      return done({ values: Object.fromEntries(values) });
    }),
  );
}

/** What one shift wrote for the next. */
async function handOver(request: ApiRequest, parts: CaseParts): Promise<ApiReply> {
  const reader = readerOf('read-hand-overs', request, parts);
  if ('status' in reader) return reader;
  const { hub, store } = parts;
  const { seq, desk } = hub.state;
  const wanted = String(request.params['seq']);
  const note = desk.handOvers.find((one) => String(one.seq) === wanted);
  if (note === undefined) return refused('hand-over-unknown');
  const text = typeof note.record === 'string' ? note.record : await store.open(note.record);
  await hub.whenDurable(seq);
  return done({ text });
}
