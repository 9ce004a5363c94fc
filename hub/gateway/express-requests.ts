import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import express, { type Express } from 'express';

/**
 * Classes that make requests and answers as express wants them. Otherwise express gives each that comes another
 * prototype, after which every step of it in node is slow: half of what a short answer costs.
 * @returns for the options of node's `createServer`
 */
export function expressRequests(
  app: Express,
): Pick<ServerOptions<typeof IncomingMessage, typeof ServerResponse>, 'IncomingMessage' | 'ServerResponse'> {
  class HubRequest extends IncomingMessage {}
  class HubResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  app.request = withMembers(HubRequest.prototype, express.request, app) as Express['request'];
  app.response = withMembers(HubResponse.prototype, express.response, app) as Express['response'];
  return { IncomingMessage: HubRequest, ServerResponse: HubResponse };
}

function withMembers(prototype: object, members: object, app: Express): object {
  return Object.assign(Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(members)), {
    app,
  });
}
