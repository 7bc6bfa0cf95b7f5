/**
 * How `custom-elements.json` is made: the description of every element for editors, Storybook and the README. It tells what is
 * public and documented, and nothing else. `npm run analyze` writes it; `npm run check` fails when it is not what the sources say.
 */
export default {
  globs: ['src/elements/**/*.ts', 'src/events/**/*.ts'],
  exclude: ['**/*.styles.ts', '**/*.define.ts', 'src/elements/message-composer/emoji-mart.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [onlyPublic(), onlyElements()],
};

/** Leaves out private members and attributes, statics, lit's own lifecycle, and events that no `@event` describes. */
function onlyPublic() {
  const LIFECYCLE = [
    ...['connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'adoptedCallback'],
    ...[
      'createRenderRoot',
      'render',
      'update',
      'updated',
      'firstUpdated',
      'willUpdate',
      'shouldUpdate',
      'focus',
    ],
  ];
  return {
    name: 'only-public',
    packageLinkPhase({ customElementsManifest }) {
      for (const declaration of declarations(customElementsManifest)) {
        const hidden = (member) =>
          (member.privacy ?? 'public') !== 'public' || member.name.startsWith('#') || member.static;
        const hiddenNames = new Set((declaration.members ?? []).filter(hidden).map((member) => member.name));
        keep(declaration, 'members', (member) => !hidden(member) && !LIFECYCLE.includes(member.name));
        keep(declaration, 'attributes', (attribute) => !hiddenNames.has(attribute.fieldName));
        keep(declaration, 'events', (event) => event.name && event.description);
      }
    },
  };
}

/** Leaves out modules that declare neither an element nor an event: how an element is made inside is not public. */
function onlyElements() {
  return {
    name: 'only-elements',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules.filter(({ path, declarations: all }) =>
        all?.some((one) => one.customElement || path.startsWith('src/events/')),
      );
      for (const module of customElementsManifest.modules) {
        const isPublic = (one) =>
          one.kind === 'class' && (one.customElement || module.path.startsWith('src/events/'));
        keep(module, 'declarations', isPublic);
        keep(module, 'exports', (one) =>
          module.declarations.some(({ name }) => name === one.declaration?.name),
        );
      }
      customElementsManifest.modules.sort((a, b) => a.path.localeCompare(b.path, 'en'));
    },
  };
}

function declarations(manifest) {
  return manifest.modules.flatMap((module) => module.declarations ?? []);
}

/** Keeps what fits of a list; an empty list goes. */
function keep(owner, key, fits) {
  if (owner[key] === undefined) return;
  owner[key] = owner[key].filter(fits);
  if (owner[key].length === 0) delete owner[key];
}
