import { dirname, join } from 'node:path/posix';
import { pathToFileURL } from 'node:url';
import { ROOT, filesBelow } from '../testing/files.ts';
import type { Check } from './check.ts';
import { analyze, type Declaration } from './manifest.ts';
import { ourSources } from './sources.ts';

const KINDS = {
  members: 'member',
  attributes: 'attribute',
  events: 'event',
  slots: 'slot',
  cssParts: 'part',
  cssProperties: 'custom property',
} as const;

/**
 * Everything public of an element has a sentence, and what is documented is there: no part, slot or custom property in a template
 * or style that the class's comment does not name, and none named that does not exist.
 */
export const documented: Check = {
  name: 'everything public is documented, and everything documented exists',
  async run() {
    const { modules } = await analyze();
    const sources = ourSources((path) => path.startsWith('src/') && path.endsWith('.ts'));
    const everything = sources.map(({ text }) => text).join('\n');
    const problems: string[] = [];
    const knownProperties = new Set<string>();

    for (const { path, declarations = [] } of modules) {
      for (const element of declarations) {
        problems.push(...withoutSentence(path, element));
        for (const { name } of element.cssProperties ?? []) knownProperties.add(name);
        if (element.tagName === undefined) continue;

        const folder = `${dirname(path)}/`;
        const own = sources
          .filter((source) => source.path.startsWith(folder))
          .map(({ text }) => text.replace(DOC, ''));
        problems.push(...compare(path, 'part', element.cssParts, own.flatMap(parts), parts(everything)));
        problems.push(...compare(path, 'slot', element.slots, own.flatMap(slots), slots(everything)));
      }
    }

    const usedProperties = new Set((await allStyles()).match(/--messages-[a-z][\w-]*/g));
    for (const name of usedProperties) {
      if (!knownProperties.has(name)) problems.push(`src: no element documents ${name}`);
    }
    for (const name of knownProperties) {
      if (!usedProperties.has(name)) problems.push(`src: ${name} is documented and not used`);
    }
    return [...new Set(problems)].sort();
  },
};

/** Every style sheet as a page gets it: names that the sources put together are whole here. */
async function allStyles(): Promise<string> {
  const modules = await Promise.all(
    filesBelow('src')
      .filter((path) => path.endsWith('.styles.ts'))
      .map((path) => import(pathToFileURL(join(ROOT, path)).href) as Promise<Record<string, unknown>>),
  );
  // CSSResults say their text when they are asked for a string; a module may also export a list of them.
  return modules.flatMap((module) => Object.values(module).map(String)).join('\n');
}

const DOC = /\/\*\*[^]*?\*\//g;

function withoutSentence(path: string, element: Declaration): string[] {
  const problems = element.description ? [] : [`${path}: ${element.name} has no description`];
  for (const [key, kind] of Object.entries(KINDS) as [keyof typeof KINDS, string][]) {
    for (const { name, description } of element[key] ?? []) {
      if (!description?.trim()) problems.push(`${path}: the ${kind} "${name}" has no sentence`);
    }
  }
  return problems;
}

/** What is used in an element's folder is documented there; what is documented is used there, or in what the elements share. */
function compare(
  path: string,
  kind: string,
  all: readonly { name: string }[] | undefined,
  used: readonly string[],
  usedAnywhere: readonly string[],
): string[] {
  const names = (all ?? []).map(({ name }) => name);
  return [
    ...used
      .filter((name) => !names.includes(name))
      .map((name) => `${path}: the ${kind} "${name}" is not documented`),
    ...names
      .filter((name) => !used.includes(name) && !usedAnywhere.includes(name))
      .map((name) => `${path}: the ${kind} "${name}" is documented and does not exist`),
  ];
}

/** The names in every `part="a b ${c ? 'd' : 'e'}"` of the templates. */
function parts(text: string): string[] {
  return [...text.matchAll(/\spart="([^"]*)"/g)].flatMap(([, names = '']) => [
    ...names
      .replaceAll(/\$\{[^}]*\}/g, ' ')
      .split(/\s+/)
      .filter(Boolean),
    ...[...names.matchAll(/[?:]\s*'([\w-]+)'/g)].map(([, name = '']) => name),
  ]);
}

function slots(text: string): string[] {
  return [...text.matchAll(/<slot(?:\s+name="([\w-]*)")?/g)].map(([, name = '']) => name);
}
