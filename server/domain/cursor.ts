import * as v from 'valibot';
import { invalid } from './refusal.ts';

/** Makes the opaque text with which a list goes on. Carries ids, times and counts only. */
export function encodeCursor(position: Readonly<Record<string, string | number | null>>): string {
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads a cursor of ours. @throws {Refusal} `invalid` when it is none */
export function decodeCursor<Schema extends v.GenericSchema>(
  schema: Schema,
  cursor: string | undefined,
): v.InferOutput<Schema> | undefined {
  if (cursor === undefined) return undefined;
  let position: unknown;
  try {
    position = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    throw invalid('cursor', 'cursor');
  }
  const parsed = v.safeParse(schema, position);
  if (!parsed.success) throw invalid('cursor', 'cursor');
  return parsed.output;
}
