import type { KnowledgeEntry } from '@bandecheng/shared/case/knowledge';
import type { Instant } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { reportsText } from '../locales/zh-CN/reports.ts';
import { learnable } from '../reports/learnable.ts';
import { findKnowledge } from '../reports/resembling.ts';
import { done, refused, withBody, type ApiReply, type ApiRequest, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { readerOfReports } from './report-door.ts';

/** What was learned from closed cases, as the API asks for it. */
export interface KnowledgeDesk {
  list(): readonly KnowledgeEntry[];
  /** Null: that case is in it already. */
  add(entry: Omit<KnowledgeEntry, 'entry'>): Promise<KnowledgeEntry | null>;
  /** False: there is no such entry. */
  edit(entry: string, change: Written & { by: string; at: Instant }): Promise<boolean>;
}

const Text = z.string().trim().min(1, reportsText.problem.empty).max(1_000, reportsText.problem.tooLong);
const Words = {
  cause: Text,
  cure: Text,
  basis: z.string().trim().max(1_000, reportsText.problem.tooLong).default(''),
  keywords: z.array(z.string().trim().min(1).max(20)).max(20).default([]),
};
const Change = z.strictObject(Words);
const Learned = z.strictObject({ case: z.string().max(20), ...Words });
type Written = z.output<typeof Change>;

export interface KnowledgeParts extends CaseParts {
  knowledge: KnowledgeDesk;
}

/** The knowledge base: learned from closed cases, searched, and mended by whoever knows better. */
export function knowledgeApi(parts: KnowledgeParts): ApiRoute[] {
  const { knowledge, clock } = parts;
  return [
    {
      method: 'get',
      path: '/api/knowledge',
      handle: (request) => {
        const reader = readerOfReports('read-knowledge', request, parts);
        if ('status' in reader) return reader;
        const { find } = request.query;
        return done({ entries: findKnowledge(knowledge.list(), typeof find === 'string' ? find : '') });
      },
    },
    { method: 'post', path: '/api/knowledge', handle: (request) => learn(request, parts) },
    {
      method: 'put',
      path: '/api/knowledge/:entry',
      handle: (request) => {
        const reader = readerOfReports('write-knowledge', request, parts);
        if ('status' in reader) return reader;
        return withBody(Change, request, async (change) => {
          const mark = { by: reader.account, at: clock() };
          const found = await knowledge.edit(String(request.params['entry']), { ...change, ...mark });
          return found ? done() : refused('knowledge-unknown');
        });
      },
    },
  ];
}

async function learn(request: ApiRequest, parts: KnowledgeParts): Promise<ApiReply> {
  const reader = readerOfReports('write-knowledge', request, parts);
  if ('status' in reader) return reader;
  return withBody(Learned, request, async ({ case: id, ...words }) => {
    const { desk, seq } = parts.hub.state;
    const from = learnable(desk, id);
    if ('refused' in from) return refused(from.refused);
    await parts.hub.whenDurable(seq);
    const added = await parts.knowledge.add({ ...from, ...words, by: reader.account, at: parts.clock() });
    return added === null ? refused('knowledge-taken') : done({ entry: added.entry });
  });
}
