import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { RULES } from '../../conformance/rules/index.ts';
import { OPERATIONS } from '../../server/routes/operations.ts';
import * as protocol from '../../src/protocol/index.ts';
import { readComments } from './comments.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where the page lies. */
export const PAGE = join(ROOT, 'docs/protocol.md');

const WHO = {
  person: "a person's token",
  portal: "the portal's API key",
  nobody: 'anybody',
} as const;

/** What JSON Schema says of a value, as far as we read it. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
  default?: unknown;
}

const NAMES = new Map<unknown, string>(
  Object.entries(protocol).flatMap(([name, value]) => (isSchema(value) ? [[value, name] as const] : [])),
);
const comments = readComments(join(ROOT, 'src/protocol'));

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && '~standard' in value;
}

function toSchema(schema: v.GenericSchema): Schema {
  return toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }) as Schema;
}

/** The page: the words that people write, and the tables that come from the code. */
export async function renderPage(): Promise<string> {
  const words = readFileSync(join(ROOT, 'scripts/protocol/words.md'), 'utf8');
  const tables: Record<string, () => string> = { operations, objects, errors, events, rules };
  const page = words.replace(/^<!-- (\w+) -->$/gm, (_, name: string) => tables[name]?.() ?? '');
  return format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

function operations(): string {
  return OPERATIONS.map(({ method, path, summary, as, request, takes, query, answers }) => {
    const lines = [`### \`${method.toUpperCase()} ${path}\``, '', summary, '', `- Who: ${WHO[as]}.`];
    if (query) lines.push(`- Query: ${query.map((name) => `\`${name}\``).join(', ')}.`);
    if (request) lines.push(`- Takes ${nameOf(request)}.`);
    if (takes !== undefined) lines.push(`- Takes the bytes of a file (\`${takes}\`).`);
    for (const [status, body] of Object.entries(answers)) {
      const what = body === null ? 'nothing' : typeof body === 'string' ? `\`${body}\`` : nameOf(body);
      lines.push(`- Answers ${status}: ${what}.`);
    }
    return lines.join('\n');
  }).join('\n\n');
}

/** A link to a schema's table. */
function nameOf(schema: unknown): string {
  const name = NAMES.get(schema) ?? 'JSON';
  return `[${name}](#${name.toLowerCase()})`;
}

function objects(): string {
  return [...NAMES]
    .filter(([schema]) => isSchema(schema) && 'entries' in schema)
    .sort(([, a], [, b]) => a.localeCompare(b))
    .map(([schema, name]) => {
      const { properties = {}, required = [] } = toSchema(schema as v.GenericSchema);
      const entries = (schema as { entries: Record<string, unknown> }).entries;
      const rows = Object.entries(properties).map(([field, type]) => {
        const optional = required.includes(field) ? '' : ' (optional)';
        const inner = deepName(entries[field]) ?? describe(type);
        return `| \`${field}\`${optional} | ${inner} | ${comments.get(`${name}.${field}`) ?? ''} |`;
      });
      return [
        `### ${name}`,
        '',
        comments.get(name) ?? '',
        '',
        '| field | type | |',
        '| --- | --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}

/** The link to a schema that has a table, also within `nullable`, `optional` and arrays. */
function deepName(schema: unknown): string | undefined {
  if (!isSchema(schema)) return undefined;
  const inner = schema as { entries?: object; wrapped?: unknown; item?: unknown; type: string };
  if (inner.entries && NAMES.has(schema)) return nameOf(schema);
  const within = deepName(inner.wrapped ?? inner.item);
  if (within === undefined) return undefined;
  if (inner.type === 'array') return `list of ${within}`;
  return inner.type === 'nullable' ? `${within} or \`null\`` : within;
}

function describe(schema: Schema): string {
  const { type = 'any', anyOf, items, properties, pattern } = schema;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((one) => `\`${JSON.stringify(one)}\``).join(' or ');
  if (anyOf) return anyOf.map(describe).join(' or ');
  if (type === 'null') return '`null`';
  if (type === 'array') {
    const inner = Array.isArray(items)
      ? `[${items.map(describe).join(', ')}]`
      : items
        ? describe(items)
        : 'any';
    return `list of ${inner}${limits(schema.minItems, schema.maxItems)}`;
  }
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, it]) => `${name}: ${describe(it)}`)
      .join(', ')} }`;
  const known =
    pattern === protocol.UUID_PATTERN.source
      ? 'UUID'
      : pattern === protocol.ID_PATTERN.source
        ? 'id'
        : undefined;
  if (known) return known;
  if (pattern !== undefined) return `${type} like \`${pattern.replaceAll('|', '\\|')}\``;
  if (schema.format === 'date-time') return 'instant';
  const least = schema.minimum ?? schema.minLength ?? schema.exclusiveMinimum;
  return `${type}${limits(least, schema.maximum ?? schema.maxLength, schema.exclusiveMinimum !== undefined)}`;
}

function limits(least: number | undefined, most: number | undefined, above = false): string {
  // The largest number that JSON can say is no limit.
  const top = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (least === undefined && top === undefined) return '';
  if (least === undefined) return `, at most ${top}`;
  return `, ${above ? 'above' : 'from'} ${least}${top === undefined ? '' : ` to ${top}`}`;
}

function errors(): string {
  const rows = Object.entries(protocol.ERROR_STATUS).map(
    ([code, status]) => `| \`${code}\` | ${status} | ${comments.get(`ERROR_STATUS.${code}`) ?? ''} |`,
  );
  return ['| code | status | when |', '| --- | --- | --- |', ...rows].join('\n');
}

function events(): string {
  const rows = Object.entries(protocol.EVENTS).map(([name, schema]) => {
    const data = deepName(schema) ?? describeEntries(schema);
    return `| \`${name}\` | ${data} | ${comments.get(`EVENTS.${name}`) ?? ''} |`;
  });
  return ['| event | data | when |', '| --- | --- | --- |', ...rows].join('\n');
}

function describeEntries({ entries = {} }: { entries?: Record<string, unknown> }): string {
  const fields = Object.entries(entries).map(([name, schema]) => {
    const type = deepName(schema) ?? (isSchema(schema) ? describe(toSchema(schema)) : 'any');
    return `${name}: ${type}`;
  });
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function rules(): string {
  const rows = RULES.map(
    ({ id, level, sentence }) => `| \`${id}\` | ${level === 'required' ? 'MUST' : 'SHOULD'} | ${sentence} |`,
  );
  return ['| rule | level | |', '| --- | --- | --- |', ...rows].join('\n');
}
