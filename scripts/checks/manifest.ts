import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../testing/files.ts';
import type { Check } from './check.ts';

/** The parts of the Custom Elements Manifest that we look at. */
export interface Manifest {
  modules: { path: string; declarations?: Declaration[] }[];
}

interface Documented {
  name: string;
  description?: string;
  fieldName?: string;
}

export interface Declaration extends Documented {
  tagName?: string;
  members?: (Documented & { kind: 'field' | 'method' })[];
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

/** The committed description is what the sources say. */
export const manifestIsCurrent: Check = {
  name: 'custom-elements.json is what the sources say',
  async run() {
    const path = join(ROOT, 'custom-elements.json');
    const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const current = `${JSON.stringify(await analyze(), null, 2)}\n`;
    return committed === current
      ? []
      : ['custom-elements.json: out of date; run npm run analyze and commit it'];
  },
};
