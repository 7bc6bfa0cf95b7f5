import type { Declaration, Documented } from '../checks/manifest.ts';

/** An element, as far as descriptions tell of it. */
export interface Described extends Declaration {
  tagName: string;
  description: string;
}

/** One paragraph, without the line breaks of a comment. */
export function sentence({ description = '' }: Documented): string {
  return description.replace(/\s+/g, ' ').trim();
}

/** The words that an attribute may have, where it has only certain ones. */
export function valuesOf({ type }: Documented): string[] {
  return [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, value = '']) => value);
}

/** A type as it is written, without what `?` says already. */
export function typeOf({ type }: Documented): string {
  return (type?.text ?? '').replace(/(?: \| undefined)+$/, '');
}
