import { API_ROUTES, type ApiRouteName, type ApiRouteShape } from '@bandecheng/shared/api-v1';
import { appointmentRoutes } from './appointment-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { dayRoutes } from './day-routes.ts';
import { documentRoutes } from './document-routes.ts';
import type { V1Door, V1Reply } from './door.ts';
import { Gate, type GateParts } from './gate.ts';
import type { Asked, Handled, Handlers, RouteParts } from './handler.ts';
import { problemDetails, type ApiLanguage, type ApiProblem } from './problem.ts';
import { ratingRoutes } from './rating-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** API v1: the routes as declared, with the gate before each handler. */
export function openV1(parts: RouteParts & GateParts): V1Door {
  const handlers: Handlers = {
    ...dayRoutes(parts),
    ...ticketRoutes(parts),
    ...appointmentRoutes(parts),
    ...caseRoutes(parts),
    ...ratingRoutes(parts),
    ...webhookRoutes(parts),
    ...documentRoutes(),
  };
  const gate = new Gate(parts);
  return {
    routes: (Object.keys(API_ROUTES) as ApiRouteName[]).map((name) => {
      const shape: ApiRouteShape = API_ROUTES[name];
      // The gate has parsed what it asks by the same shape.
      const handle = handlers[name] as (asked: Asked<ApiRouteName>) => Promise<Handled> | Handled;
      return {
        method: shape.method,
        path: `/api/v1${shape.path.replace(/\{(\w+)\}/g, ':$1')}`,
        answer: async (request) => {
          const asked = gate.ask(shape, request);
          return replyTo('problem' in asked ? asked : await handle(asked), shape, request.language);
        },
      };
    }),
    knows: (headers) => gate.keyOf(headers) !== null,
    problem: problemReply,
  };
}

function replyTo(handled: Handled, shape: ApiRouteShape, language: ApiLanguage): V1Reply {
  if ('problem' in handled) return problemReply(handled.problem, language);
  const { status } = shape;
  if (shape.answer === 'csv') return { status, type: 'text/csv', body: String(handled.answer) };
  return { status, type: 'application/json', body: JSON.stringify(shape.answer.parse(handled.answer)) };
}

function problemReply(problem: ApiProblem, language: ApiLanguage): V1Reply {
  const details = problemDetails(problem, language);
  const seconds = problem.about?.['seconds'];
  return {
    status: details.status,
    type: 'application/problem+json',
    body: JSON.stringify(details),
    headers: {
      'content-language': language === 'en' ? 'en' : 'zh-CN',
      ...(details.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }),
    },
  };
}
