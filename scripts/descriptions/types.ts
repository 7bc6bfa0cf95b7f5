import { sentence, typeOf, type Described } from './described.ts';

const HEAD = '// Made by `npm run analyze` from the comments of the elements.\n';

/** Types of the elements for the frameworks that check their templates. */
export function frameworkTypes(elements: readonly Described[]): [path: string, text: string][] {
  const map = (entry: (name: string) => string, indent: string) =>
    elements.map(({ tagName, name }) => `${indent}'${tagName}': ${entry(name)};\n`).join('');
  const names = elements
    .flatMap(({ name }) => ['Attributes', 'Properties', 'Events'].map((kind) => `${name}${kind}`))
    .join(', ');
  const imports = `import type { ${elements.map(({ name }) => name).join(', ')} } from '../lib/src/index.js';
import type { ${names} } from './elements.js';\n`;
  return [
    ['types/elements.d.ts', elementTypes(elements)],
    [
      'types/react.d.ts',
      `${HEAD}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imports}
/** The name must not be Element, which JSX has. React 19 sets properties where an element has them, and listens to \`on\` and the event's own name. */
type Tag<E extends HTMLElement, Attributes, Properties, Events> = Omit<
  DetailedHTMLProps<HTMLAttributes<E>, E>,
  keyof Attributes | keyof Properties
> &
  Attributes & Properties & { [Name in keyof Events & string as \`on\${Name}\`]?: (event: Events[Name]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${map((n) => `Tag<${n}, ${n}Attributes, ${n}Properties, ${n}Events>`, '      ')}    }
  }
}
`,
    ],
    [
      'types/vue.d.ts',
      `${HEAD}import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
${imports}
type Tag<E extends HTMLElement, Attributes, Properties, Events> = new () => E & {
  /** Only for templates. */
  $props: HTMLAttributes & Attributes & Properties & PublicProps & {
    [Name in keyof Events & string as \`on\${Capitalize<Name>}\`]?: (event: Events[Name]) => void;
  };
  /** Only for templates. */
  $emit: EmitFn<{ [Name in keyof Events]: (event: Events[Name]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
${map((n) => `Tag<${n}, ${n}Attributes, ${n}Properties, ${n}Events>`, '    ')}  }
}
`,
    ],
    [
      'types/svelte.d.ts',
      `${HEAD}import type { HTMLAttributes } from 'svelte/elements';
${imports}
type Tag<E extends HTMLElement, Attributes, Properties, Events> = Omit<
  HTMLAttributes<E>,
  keyof Attributes | keyof Properties
> &
  Attributes & Properties & { [Name in keyof Events & string as \`on\${Name}\` | \`on:\${Name}\`]?: (event: Events[Name]) => void };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${map((n) => `Tag<${n}, ${n}Attributes, ${n}Properties, ${n}Events>`, '    ')}  }
}
`,
    ],
    [
      'types/solid.d.ts',
      `${HEAD}import type { JSX } from 'solid-js';
${imports}
type Tag<E extends HTMLElement, Attributes, Properties, Events> = Omit<
  JSX.HTMLAttributes<E>,
  keyof Properties
> &
  Properties & { [Name in keyof Properties & string as \`prop:\${Name}\`]?: Properties[Name] } & {
    [Name in keyof Attributes & string as \`attr:\${Name}\`]?: Attributes[Name];
  } & { [Name in keyof Events & string as \`on:\${Name}\`]?: (event: Events[Name]) => void };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
${map((n) => `Tag<${n}, ${n}Attributes, ${n}Properties, ${n}Events>`, '      ')}    }
  }
}
`,
    ],
  ];
}

/** What each element has, whatever sets it. */
function elementTypes(elements: readonly Described[]): string {
  const classes = elements.map(({ name }) => name);
  const events = [...new Set(elements.flatMap((one) => (one.events ?? []).map(typeOf)))].sort();
  const types = elements.map(({ name, tagName, attributes = [], members = [], events: own = [] }) => {
    const properties = members.filter(({ kind }) => kind === 'field').map((member) => `'${member.name}'`);
    return `
/** The attributes of \`<${tagName}>\`. */
export interface ${name}Attributes {
${attributes.map((one) => `  /** ${sentence(one)} */\n  '${one.name}'?: ${attributeType(name, one)};\n`).join('')}}

/** The properties of \`<${tagName}>\`. */
export type ${name}Properties = Settable<${name}, ${properties.join(' | ')}>;

/** The events of \`<${tagName}>\`. */
export interface ${name}Events {
${own.map((one) => `  /** ${sentence(one)} */\n  '${one.name}': ${typeOf(one)};\n`).join('')}}
`;
  });
  return `${HEAD}import type { ${[...classes, ...events].join(', ')} } from '../lib/src/index.js';

type Settable<E, Name extends keyof E> = { [N in Name]?: E[N] | undefined };
${types.join('')}`;
}

/** As its property has it: a type that a module keeps to itself has no name here. */
function attributeType(element: string, attribute: NonNullable<Described['attributes']>[number]): string {
  return attribute.fieldName === undefined ? 'string' : `${element}['${attribute.fieldName}'] | undefined`;
}
