import { API_ROUTES, API_SCOPES, type ApiRouteShape } from '@bandecheng/shared/api-v1';
import { ProblemDetails, WebhookEvent } from '@bandecheng/shared/api-schemas';
import * as z from 'zod';

type Json = Record<string, unknown>;

/**
 * A schema as OpenAPI 3.1 takes it: JSON Schema 2020-12, without the mark of its dialect.
 * @param unrepresentable what becomes of what JSON does not know, bytes for instance: `any` leaves it untyped
 */
export function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  unrepresentable: 'throw' | 'any' = 'throw',
): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable });
  return rest;
}

/** The OpenAPI 3.1 document of API v1, from the declared routes and their schemas. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<ApiRouteShape>(API_ROUTES))
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(name, route) };
  return {
    openapi: '3.1.0',
    info: {
      title: '办得成 Bandecheng API',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'A field that ends in At is milliseconds since 1970-01-01T00:00:00Z. Problems are answered in Chinese or ' +
        'English, by Accept-Language. The socket.io messages stand in /api/v1/messages.json.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    webhooks: { event: { post: webhookOperation() } },
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: `An API key; its scopes are among ${API_SCOPES.join(', ')}`,
        },
      },
      schemas: { Problem: schemaOf(ProblemDetails, 'output') },
      responses: {
        Problem: {
          description: 'Not done, and why',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(name: string, route: ApiRouteShape): Json {
  const { body, answer, status } = route;
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    // A webhook is no command, and twice the same one does no harm that can't be seen and undone.
    ...(route.method === 'post' && route.scope !== 'webhooks' ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: name,
    summary: route.summary,
    security: route.scope === null ? [] : [{ key: [route.scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body, 'input') } }),
    responses: {
      [status]: { description: route.summary, content: contentOf(answer, 'output') },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key again changes nothing, and is answered again, until the business day ends',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

function contentOf(schema: z.ZodType | 'csv', io: 'input' | 'output'): Json {
  if (schema === 'csv') return { 'text/csv': { schema: { type: 'string' } } };
  return { 'application/json': { schema: schemaOf(schema, io) } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    ...{ name, in: place, required: required.includes(name) },
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

function webhookOperation(): Json {
  const header = (name: string, description: string): Json => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string' },
  });
  return {
    summary: 'What is posted to a webhook, once and again until it is accepted',
    parameters: [
      header('x-bandecheng-id', 'The id of the message; the same at every retry'),
      header('x-bandecheng-timestamp', 'Seconds since 1970 at which this attempt was sent'),
      header(
        'x-bandecheng-signature',
        'sha256= and the HMAC of <timestamp>.<body> with the secret, in hexadecimal digits',
      ),
    ],
    requestBody: { required: true, content: contentOf(WebhookEvent, 'output') },
    responses: { '2XX': { description: 'Accepted' } },
  };
}
