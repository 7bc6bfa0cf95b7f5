import type { Declaration, Documented } from '../checks/manifest.ts';
import { sentence, typeOf, type Described } from './described.ts';

const HEAD = `<!-- Made by \`npm run analyze\` from the comments of the elements. -->

# The elements

Every attribute, property, event, slot, part, variable and method. The same is in \`custom-elements.json\`, for editors in
\`editors/\`, and for frameworks in \`types/\`.
`;

/** \`docs/elements.md\`: what all elements have, and what each has besides. */
export function elementsPage(elements: readonly Described[], base: Declaration): string {
  const index = elements.map((one) => `- [\`${one.tagName}\`](#${one.tagName}): ${sentence(one)}`).join('\n');
  return `${HEAD}
${index}

## All of them

${sentence(base)}
${tables(base, () => true)}
${elements
  .map(
    (one) => `## ${one.tagName}\n\n${sentence(one)}\n${tables(one, ({ inheritedFrom }) => !inheritedFrom)}`,
  )
  .join('\n')}`;
}

function tables(element: Declaration, fits: (one: Documented) => boolean): string {
  const members = (element.members ?? []).filter(fits);
  const attributes = (element.attributes ?? []).filter(fits);
  const attributeOf = new Map(attributes.map(({ name, fieldName }) => [fieldName, name]));
  const fields = members.filter(({ kind }) => kind === 'field');
  const fieldNames = new Set(fields.map(({ name }) => name));
  return [
    table(
      ['attribute', 'property', 'type', 'default', 'what it says'],
      [
        ...fields.map((one) => [
          code(attributeOf.get(one.name)),
          code(one.name),
          code(typeOf(one)),
          code(one.default),
          sentence(one),
        ]),
        ...attributes
          .filter(({ fieldName }) => fieldName === undefined || !fieldNames.has(fieldName))
          .map((one) => [code(one.name), '', code(typeOf(one)), code(one.default), sentence(one)]),
      ],
    ),
    table(
      ['event', 'class', 'when'],
      (element.events ?? []).filter(fits).map((one) => [code(one.name), code(typeOf(one)), sentence(one)]),
    ),
    table(
      ['method', 'what it does'],
      members
        .filter(({ kind }) => kind === 'method')
        .map((one) => [
          code(`${one.name}(${(one.parameters ?? []).map(({ name }) => name).join(', ')})`),
          sentence(one),
        ]),
    ),
    table(
      ['slot', 'what goes there'],
      (element.slots ?? [])
        .filter(fits)
        .map((one) => [one.name === '' ? '(default)' : code(one.name), sentence(one)]),
    ),
    table(
      ['part', 'what it is'],
      (element.cssParts ?? []).filter(fits).map((one) => [code(one.name), sentence(one)]),
    ),
    table(
      ['variable', 'default', 'what it sets'],
      (element.cssProperties ?? [])
        .filter(fits)
        .map((one) => [code(one.name), code(one.default), sentence(one)]),
    ),
  ].join('');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** As code in a table, where a bar would end the cell. */
function code(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}
