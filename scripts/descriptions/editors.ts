import { sentence, typeOf, valuesOf, type Described } from './described.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../testing/files.ts';

/** Visual Studio Code's custom data for HTML, version 1.1. */
export function htmlData(elements: readonly Described[]): object {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.tagName,
      description: sentence(element),
      attributes: (element.attributes ?? []).map((attribute) => {
        const values = valuesOf(attribute).map((name) => ({ name }));
        return {
          name: attribute.name,
          description: sentence(attribute),
          ...(typeOf(attribute) === 'boolean' ? { valueSet: 'v' } : {}),
          ...(values.length > 0 ? { values } : {}),
        };
      }),
    })),
  };
}

/** Visual Studio Code's custom data for CSS, version 1.1: every variable once, and the parts. */
export function cssData(elements: readonly Described[]): object {
  const properties = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const element of elements) {
    for (const property of element.cssProperties ?? []) properties.set(property.name, sentence(property));
    for (const part of element.cssParts ?? []) {
      const said = parts.get(part.name);
      parts.set(part.name, `${said === undefined ? '' : `${said}\n`}<${element.tagName}>: ${sentence(part)}`);
    }
  }
  const list = (all: Map<string, string>, name: (key: string) => string) =>
    [...all]
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([key, description]) => ({
        name: name(key),
        description,
      }));
  return {
    version: 1.1,
    properties: list(properties, (key) => key),
    pseudoElements: list(parts, (key) => `::part(${key})`),
  };
}

/** JetBrains' web-types. */
export function webTypes(elements: readonly Described[]): object {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.tagName,
          description: sentence(element),
          attributes: (element.attributes ?? []).map((attribute) => ({
            name: attribute.name,
            description: sentence(attribute),
            value: { type: typeOf(attribute) },
          })),
          slots: named(element.slots),
          js: {
            properties: (element.members ?? [])
              .filter(({ kind }) => kind === 'field')
              .map((member) => ({ name: member.name, description: sentence(member), type: typeOf(member) })),
            events: (element.events ?? []).map((event) => ({
              name: event.name,
              description: sentence(event),
            })),
          },
          css: { parts: named(element.cssParts), properties: named(element.cssProperties) },
        })),
      },
    },
  };
}

function named(all: Described['slots']): { name: string; description: string }[] {
  return (all ?? []).map((one) => ({ name: one.name, description: sentence(one) }));
}
