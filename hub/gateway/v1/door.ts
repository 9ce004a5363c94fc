import type { ApiRouteShape } from '@bandecheng/shared/api-v1';
import type { ApiLanguage, ApiProblem } from './problem.ts';

/** A request to API v1, without its web framework. */
export interface V1Request {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came; empty without one. */
  body: Buffer;
  /** Method and address, for telling requests apart. */
  target: string;
  language: ApiLanguage;
  /** Where it comes from, for the rate limit. */
  address: string;
}

export interface V1Reply {
  status: number;
  type: 'application/json' | 'application/problem+json' | 'text/csv';
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export interface V1Route {
  method: ApiRouteShape['method'];
  /** As the router has it, /api/v1/tickets/:ticket. */
  path: string;
  answer(request: V1Request): Promise<V1Reply>;
}

/** API v1 as the http server sees it. */
export interface V1Door {
  routes: readonly V1Route[];
  /** Whether a request comes with a key that is right: a stranger's long body is not read. */
  knows(headers: V1Request['headers']): boolean;
  /** The reply to what no route was found or could be asked for. */
  problem(problem: ApiProblem, language: ApiLanguage): V1Reply;
}
