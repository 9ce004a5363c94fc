import type { Deed } from './access.ts';

/** `anyone`: whoever has the address. `signed-in`: every member of the staff. `paired`: a device of the hall alone. */
export type RouteAccess = Deed | 'anyone' | 'signed-in' | 'paired';

/**
 * Who may use each route of the pages' API, by method and path. The hub does not start with a route that has no line
 * here; that the handlers keep to it is proved cell by cell in `test/contract/role-matrix.test.ts`.
 */
export const MAY_USE: Readonly<Record<string, RouteAccess>> = {
  'POST /api/session': 'anyone',
  'GET /api/session': 'signed-in',
  'DELETE /api/session': 'anyone',
  'POST /api/password': 'signed-in',
  'GET /api/accounts': 'read-accounts',
  'POST /api/accounts': 'create-account',
  'PUT /api/accounts/:account': 'edit-account',
  'POST /api/accounts/:account/password': 'edit-account',
  'DELETE /api/accounts/:account/sessions': 'end-sessions',
  'POST /api/stars': 'give-star',
  'GET /api/accounts/:account/photo': 'signed-in',
  'PUT /api/accounts/:account/photo': 'edit-account',
  'DELETE /api/accounts/:account/photo': 'edit-account',
  'GET /api/agents': 'create-agent-key',
  'POST /api/agents': 'create-agent-key',
  'DELETE /api/agents/:agent': 'revoke-agent-key',
  'POST /api/enrolments': 'create-agent-key',
  'POST /api/enrol': 'anyone',
  'GET /api/keys': 'manage-api-keys',
  'POST /api/keys': 'manage-api-keys',
  'DELETE /api/keys/:key': 'manage-api-keys',
  'GET /api/webhooks': 'manage-webhooks',
  'POST /api/webhooks': 'manage-webhooks',
  'DELETE /api/webhooks/:webhook': 'manage-webhooks',
  'GET /api/self-check': 'read-self-check',
  'GET /api/audit': 'read-audit',
  'POST /api/pairings': 'pair-screen',
  'POST /api/pair': 'anyone',
  'GET /api/technician': 'signed-in',
  'POST /api/technician': 'ask-agent',
  'GET /api/voices': 'anyone',
  'GET /api/hall': 'anyone',
  'POST /api/demo/enter': 'anyone',
  'GET /api/hall/rules': 'edit-hall',
  'PUT /api/hall': 'edit-hall',
  'GET /api/kiosks/:kiosk/rateable/:number': 'paired',
  'GET /api/appointments': 'read-appointments',
  'GET /api/case-staff': 'read-case-staff',
  'GET /api/case-rules': 'read-cases',
  'GET /api/cases': 'read-cases',
  'GET /api/cases/:case': 'read-cases',
  'POST /api/cases/:case/personal': 'SeePersonal',
  'POST /api/cases/:case/materials': 'AttachMaterial',
  'GET /api/cases/:case/materials/:material': 'SeePersonal',
  'GET /api/cases/:case/forms/:form': 'SeePersonal',
  'POST /api/cases/:case/erase': 'ErasePerson',
  'GET /api/cases/:case/erasure': 'read-erasure',
  'POST /api/tickets/:ticket/erase': 'EraseWords',
  'GET /api/tickets/:ticket/erasure': 'read-erasure',
  'GET /api/hand-overs/:seq': 'read-hand-overs',
  'GET /api/reports/cases': 'read-reports',
  'GET /api/reports/cases.xlsx': 'read-reports',
  'GET /api/reports/cases.csv': 'read-reports',
  'GET /api/ratings/report': 'read-ratings',
  'GET /api/ratings/report.xlsx': 'read-ratings',
  'GET /api/ratings/report.csv': 'read-ratings',
  'GET /api/ratings/rows': 'read-ratings',
  'GET /api/ratings/checks': 'read-ratings',
  'GET /api/ratings/visits': 'TypeRating',
  'POST /api/ratings/typed': 'TypeRating',
  'POST /api/ratings/correct': 'CorrectRating',
  'POST /api/ratings/decide': 'DecideAppeal',
  'POST /api/ratings/looked-into': 'LookIntoCheck',
  'POST /api/ratings/words': 'SeeWords',
  'GET /api/ratings/call-lists': 'read-call-lists',
  'GET /api/ratings/call-lists/:list': 'read-call-lists',
  'POST /api/ratings/call-lists': 'DrawCallList',
  'POST /api/ratings/call-lists/:list/calls': 'RecordCall',
  'GET /api/province': 'read-province',
  'GET /api/province/:connector/rows': 'read-province',
  'POST /api/province/again': 'hand-over-again',
  'GET /api/province/:connector/records/:day': 'SeeHandedRecords',
  'GET /api/proof': 'read-proof',
  'GET /api/proof/export': 'read-proof',
  'POST /api/proof/print': 'PrintDigest',
  'GET /api/retention': 'read-erasure',
  'GET /api/ledger': 'read-reports',
  'GET /api/ledger.xlsx': 'read-reports',
  'GET /api/ledger.csv': 'read-reports',
  'GET /api/knowledge': 'read-knowledge',
  'POST /api/knowledge': 'write-knowledge',
  'PUT /api/knowledge/:entry': 'write-knowledge',
  'GET /api/rules': 'read-rules',
  'POST /api/rules/signatures': 'SignAssumption',
  'GET /api/calendar': 'read-rules',
  'POST /api/calendar/proposals': 'edit-calendar',
  'POST /api/calendar/proposals/:proposal/sign': 'edit-calendar',
  'DELETE /api/calendar/proposals/:proposal': 'edit-calendar',
  'POST /api/calendar/reload': 'reload-calendar',
};

/** A route by its method and path, as it stands in the table. */
export function routeName({ method, path }: { method: string; path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}

/** The same routes, each with its line in the table. Throws for one that has none. */
export function declared<R extends { method: string; path: string }>(routes: readonly R[]): readonly R[] {
  const missing = routes.map(routeName).filter((name) => !(name in MAY_USE));
  if (missing.length > 0) throw new Error(`no line in MAY_USE for ${missing.join(', ')}`);
  return routes;
}
