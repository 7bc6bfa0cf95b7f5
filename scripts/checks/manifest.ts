import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '../descriptions/describe.ts';
import { ROOT } from '../testing/files.ts';
import type { Check } from './check.ts';

/** The parts of the Custom Elements Manifest that we look at. */
export interface Manifest {
  modules: { path: string; declarations?: Declaration[] }[];
}

export interface Documented {
  name: string;
  description?: string;
  fieldName?: string;
  type?: { text: string };
  default?: string;
  /** The class from which it comes. */
  inheritedFrom?: { name: string };
}

export interface Declaration extends Documented {
  tagName?: string;
  members?: (Documented & { kind: 'field' | 'method'; parameters?: Documented[] })[];
  attributes?: Documented[];
  events?: Documented[];
  slots?: Documented[];
  cssParts?: Documented[];
  cssProperties?: Documented[];
}

/** Describes the elements as the sources have them now. */
export async function analyze(): Promise<Manifest> {
  const { cli } = await import('@custom-elements-manifest/analyzer/cli.js');
  return (await cli({
    argv: ['analyze', '--config', 'cem.config.js', '--quiet'],
    cwd: ROOT,
    noWrite: true,
  })) as Manifest;
}

/** The committed descriptions are what the sources say. */
export const manifestIsCurrent: Check = {
  name: 'descriptions of the elements, for editors, frameworks and people, are what the sources say',
  async run() {
    return [...describe(await analyze())]
      .filter(([path, text]) => {
        const committed = join(ROOT, path);
        return !existsSync(committed) || readFileSync(committed, 'utf8') !== text;
      })
      .map(([path]) => `${path}: out of date; run npm run analyze and commit it`);
  },
};
