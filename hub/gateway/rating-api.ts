import { randomUUID } from 'node:crypto';
import {
  CorrectRating,
  DecideAppeal,
  LookIntoCheck,
  TypeRating,
} from '@bandecheng/shared/rating/rating-commands';
import type { Command, CommandType } from '@bandecheng/shared/commands';
import type * as z from 'zod';
import { done, notDone, withBody, type ApiRoute } from './api-route.ts';
import type { CaseParts } from './case-store.ts';
import { staffActor } from './on-record.ts';
import { readerOfReports } from './report-door.ts';

const BARE = { id: true, type: true } as const;

/** What the desk and supervisors say of ratings and of signals. */
export function ratingApi(parts: Pick<CaseParts, 'hub' | 'identity'>): ApiRoute[] {
  const id = () => `ratings:${randomUUID()}`;
  return [
    told(parts, 'CorrectRating', '/api/ratings/correct', CorrectRating.omit(BARE), (said) => ({
      ...{ id: id(), type: 'CorrectRating', ...said },
    })),
    told(parts, 'DecideAppeal', '/api/ratings/decide', DecideAppeal.omit(BARE), (said) => ({
      ...{ id: id(), type: 'DecideAppeal', ...said },
    })),
    told(parts, 'LookIntoCheck', '/api/ratings/looked-into', LookIntoCheck.omit(BARE), (said) => ({
      ...{ id: id(), type: 'LookIntoCheck', ...said },
    })),
    // Its page names it: sent again after a lost answer, it would be an additional rating.
    told(parts, 'TypeRating', '/api/ratings/typed', TypeRating.omit({ type: true }), (said) => ({
      ...{ type: 'TypeRating', ...said },
    })),
  ];
}

/** Who may give the command gives it. */
function told<S extends z.ZodType>(
  { hub, identity }: Pick<CaseParts, 'hub' | 'identity'>,
  type: CommandType,
  path: string,
  schema: S,
  commandOf: (said: z.output<S>) => Command,
): ApiRoute {
  return {
    ...{ method: 'post', path },
    handle: (request) => {
      const staff = readerOfReports(type, request, { identity });
      if ('status' in staff) return staff;
      return withBody(schema, request, async (said) => {
        const command = commandOf(said);
        const answer = await hub.handle(command, staffActor(staff));
        return answer.ok ? done() : notDone(answer);
      });
    },
  };
}
