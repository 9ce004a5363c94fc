import { CivilDate } from '@bandecheng/shared/calendar/civil-date';
import * as z from 'zod';
import { findCases } from '../views/find-cases.ts';
import { done, withQuery, type ApiRoute } from './api-route.ts';
import { readerOf } from './case-door.ts';
import type { CaseParts } from './case-store.ts';

const Wanted = z.object({
  find: z.string().trim().max(60, '最多 60 个字').optional(),
  state: z.enum(['open', 'closed']).optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
});

/** Cases found by a number, by a telephone or a name: the last two leave the register as keyed marks alone. */
export function caseSearch(parts: CaseParts): ApiRoute {
  const { hub, store } = parts;
  return {
    method: 'get',
    path: '/api/cases',
    handle: (request) => {
      const reader = readerOf('read-cases', request, parts);
      if ('status' in reader) return reader;
      return withQuery(Wanted, request, async (wanted) => {
        const { seq, desk, hall } = hub.state;
        const { find = '' } = wanted;
        const marks = find === '' ? [] : store.marksOf(find);
        const found = findCases(desk, { ...wanted, marks }, reader, hall?.timeZone ?? 'Asia/Shanghai');
        await hub.whenDurable(seq);
        return done({ found });
      });
    },
  };
}
