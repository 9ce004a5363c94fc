import { randomUUID } from 'node:crypto';
import { SeeWords } from '@bandecheng/shared/rating/rating-commands';
import type { VisitWords } from '@bandecheng/shared/rating/visit-words';
import { visitWords } from '../views/visit-words.ts';
import { done, notDone, withBody, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { staffActor } from './on-record.ts';
import { openTexts } from './open-texts.ts';
import { readerOfReports } from './report-door.ts';

/** What was written about a visit, for whoever says why: that is on disk before anything is shown. */
export function wordsApi({ hub, identity, store }: Pick<CaseParts, 'hub' | 'identity' | 'store'>): ApiRoute {
  return {
    ...{ method: 'post', path: '/api/ratings/words' },
    handle: (request) => {
      const staff = readerOfReports('SeeWords', request, { identity });
      if ('status' in staff) return staff;
      return withBody(SeeWords, request, async ({ visit, reason }) => {
        const written = visitWords(hub.state, visit);
        const command = { id: `see:${randomUUID()}`, type: 'SeeWords', visit, reason } as const;
        const answer = await hub.handle(command, staffActor(staff));
        if (!answer.ok) return notDone(answer);
        const textOf = await openTexts(
          written.map(({ sealed }) => sealed),
          store,
        );
        const words = written.map(({ sealed, ...one }): VisitWords => ({ ...one, text: textOf(sealed) }));
        return done({ words });
      });
    },
  };
}
