import { parse } from '@bandecheng/shared/parse';
import { filledForm, formNamed, seenOn } from '../reports/filled-form.ts';
import { done, malformed, refused, type ApiRoute } from './api-route.ts';
import { Because, forCase, journalSeen, openWords } from './case-door.ts';
import type { CaseParts } from './case-store.ts';

/** A form filled from a case, whole: who prints it and why is on record before it goes out. */
export function caseForms(parts: CaseParts): ApiRoute {
  const { hub, store, clock } = parts;
  return {
    method: 'get',
    path: '/api/cases/:case/forms/:form',
    handle: (request) =>
      forCase(request, parts, 'SeePersonal', async (found, reader) => {
        const form = formNamed(String(request.params['form']), found.rules);
        const { hall } = hub.state;
        if (form === undefined || hall === null) return refused('form-unknown');
        const asked = parse(Because, request.query);
        if (!asked.ok) return malformed(asked.problems);
        const seen = seenOn(form, found.of);
        const refusal = await journalSeen(parts, found, seen, asked.value.reason, reader);
        if (refusal !== null) return refusal;
        const [words, template] = await Promise.all([openWords(found, parts), store.template(form.id)]);
        return done({ ...filledForm(form, { ...found, words, hall, now: clock() }, template) });
      }),
  };
}
