import type { CaseOwner } from '@bandecheng/shared/case/case-detail';
import { mayOwnCases } from './access.ts';
import { done, type ApiRoute } from './api-route.ts';
import { readerOf } from './case-door.ts';
import type { CaseParts } from './case-store.ts';

/** To whom the desk may give a case: everybody who works on cases and can sign in, by account and name. */
export function caseStaff(parts: CaseParts): ApiRoute {
  return {
    method: 'get',
    path: '/api/case-staff',
    handle: (request) => {
      const reader = readerOf('read-case-staff', request, parts);
      if ('status' in reader) return reader;
      const staff = parts.identity
        .accounts()
        .filter(({ role, locked }) => mayOwnCases(role) && locked !== true)
        .map(({ account, name }): CaseOwner => ({ account, name: name ?? account }));
      return done({ staff: staff.sort((a, b) => a.account.localeCompare(b.account)) });
    },
  };
}
