import type { ApiOutput } from '@bandecheng/shared/api-v1';
import type { ImportCases } from '@bandecheng/shared/case/case-commands';
import {
  caseOf,
  orderProblems,
  orderStanding,
  rulesInForce,
  whoTakesIn,
  type OrderAsked,
} from '../../views/case-orders.ts';
import type { LineProblem } from './appointment-csv.ts';
import { readOrders } from './case-csv.ts';
import { order, told, type Asked, type Handled, type Handlers, type RouteParts } from './handler.ts';
import { problemOf, refusalReason } from './problem.ts';

/** Cases: opened by orders of other systems, one by one or as a table, and asked after. */
export function caseRoutes(parts: RouteParts): Handlers<'openCase' | 'importCases' | 'readCase'> {
  const { hub, clock } = parts;
  return {
    openCase: (asked) => openOne(parts, asked),
    importCases: (asked) => importAll(parts, asked),
    readCase: ({ params }) => {
      const standing = orderStanding(hub.state, params.case, clock());
      return standing === null ? { problem: { word: 'case-unknown' } } : told(hub, standing);
    },
  };
}

async function openOne(
  { hub, clock }: RouteParts,
  { id, actor, body }: Asked<'openCase'>,
): Promise<Handled<ApiOutput<'openCase'>>> {
  const as = body.as ?? whoTakesIn(rulesInForce(hub.state.desk), body.caseType);
  const answer = await order(hub, { id, type: 'OpenCase', ...body, as }, actor);
  const known = 'refused' in answer && answer.refused === 'order-known';
  if (!answer.ok && !known) return { problem: problemOf(answer) };
  const of = answer.ok ? answer.case : caseOf(hub.state, body)?.id;
  const standing = orderStanding(hub.state, of ?? '', clock());
  return standing === null ? { problem: { word: 'case-unknown' } } : told(hub, { known, case: standing });
}

/** All lines are checked, whatever is wrong with others; opened are all of them or none. */
async function importAll(
  { hub, hall }: RouteParts,
  { id, actor, body, language }: Asked<'importCases'>,
): Promise<Handled<ApiOutput<'importCases'>>> {
  const policy = rulesInForce(hub.state.desk);
  if (policy === null) return { problem: { word: 'no-case-desk' } };
  const { orders, problems } = readOrders(body, hall(), policy, language);
  const refusals = orders.flatMap(({ line, order: asked }) =>
    orderProblems(hub.state, asked satisfies OrderAsked).map(({ path, refusal }) => ({
      ...{ line, path },
      reason: refusalReason({ ok: false, ...refusal }, language),
    })),
  );
  const all: LineProblem[] = [...problems, ...refusals].sort((a, b) => a.line - b.line);
  if (all.length > 0) return { problem: { word: 'malformed', problems: all } };
  const full: ImportCases['orders'] = orders.map(({ order: asked }) => ({
    ...asked,
    as: asked.as ?? whoTakesIn(policy, asked.caseType),
  }));
  const answer = await order(hub, { id, type: 'ImportCases', orders: full }, actor);
  if (!answer.ok && !('refused' in answer && answer.refused === 'nothing-new')) {
    const at = 'refused' in answer ? orders[Number(answer.about?.['order'])]?.line : undefined;
    if (at === undefined) return { problem: problemOf(answer) };
    const line: LineProblem = { line: at, path: '', reason: refusalReason(answer, language) };
    return { problem: { word: 'malformed', problems: [line] } };
  }
  const found = orders.map(({ line, order: asked }) => ({ line, asked, of: caseOf(hub.state, asked) }));
  const opened = found.filter(({ of }) => of?.openedBy === id).length;
  const cases = found.map(({ line, asked, of }) => ({
    line,
    case: of?.id ?? '',
    foreignNumber: asked.foreignNumber ?? '',
  }));
  return told(hub, { opened, known: orders.length - opened, cases });
}
