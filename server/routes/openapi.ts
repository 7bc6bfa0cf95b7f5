import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import * as protocol from '../../src/protocol/index.ts';
import { JSON_TYPE, OPERATIONS, type Operation } from './operations.ts';

/** The protocol as OpenAPI 3.1, made from the schemas that check the requests. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Entrenous', version: String(protocol.PROTOCOL_VERSION) },
    paths,
    components: {
      securitySchemes: {
        person: { type: 'http', scheme: 'bearer', description: "A person's token." },
        portal: { type: 'http', scheme: 'bearer', description: "A portal's API key." },
      },
      schemas: { Problem: toSchema(protocol.Problem) },
    },
  };
}

function describe({ path, summary, as, request, takes, query = [], answers }: Operation): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = query.map((name) => ({
    name,
    in: 'query',
    schema: name === 'cursor' ? { type: 'string' } : { type: 'integer', minimum: 0 },
  }));
  return {
    summary,
    ...(as === 'nobody' ? {} : { security: [{ [as]: [] }] }),
    parameters: [...inPath, ...inQuery],
    ...(request
      ? { requestBody: { required: true, content: { [JSON_TYPE]: { schema: toSchema(request) } } } }
      : {}),
    ...(takes ? { requestBody: { required: true, content: { [takes]: {} } } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, body]) => [
          status,
          { description: 'Success.', ...content(body) },
        ]),
      ),
      default: {
        description: 'A refusal with a stable code.',
        content: { [protocol.PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function content(body: v.GenericSchema | string | null): object {
  if (body === null) return {};
  if (typeof body === 'string') return { content: { [body]: {} } };
  return { content: { [JSON_TYPE]: { schema: toSchema(body) } } };
}

function toSchema(schema: v.GenericSchema): object {
  // Rules that JSON Schema cannot say (code points, blank) are left out, not refused.
  const { $schema: _, ...json } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'input',
  });
  return json;
}
