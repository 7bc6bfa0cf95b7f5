import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The rules that a tool can hold; the others are in CONTRIBUTING. Formatting is Prettier's, and who may import whom is
 * dependency-cruiser's (.dependency-cruiser.cjs).
 */

const TYPESCRIPT = ['**/*.ts', '**/*.mts'];

/** Ways to make HTML of text. Untrusted text is never HTML; templates render it as text. */
const NO_HTML_FROM_TEXT = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text is never HTML: render it with a template.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|parseFromString)$/]',
    message: 'Text is never HTML: render it with a template.',
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: 'Text is never HTML: render it with a template.',
  },
  {
    // unsafeCSS stays allowed: it takes numbers and colours that our own modules export.
    selector: 'ImportSpecifier[imported.name=/^unsafe(HTML|SVG|MathML|Static)$/]',
    message: 'Text is never HTML: render it with a template.',
  },
  {
    // lit's ways around its own escaping, in a template: <div .innerHTML=${text}>.
    selector:
      'TaggedTemplateExpression > TemplateLiteral > TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)=|\\ssrcdoc=/]',
    message: 'Text is never HTML: render it with a template.',
  },
];

const NO_SUBTLE_CRYPTO = {
  selector: 'MemberExpression[property.name="subtle"]',
  message:
    'Keys and encryption are in server/vault, and for what a page keeps in src/state/sealed-storage.ts.',
};

const STORAGE = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'];
const STORAGE_MESSAGE = 'Nothing readable stays behind in a browser.';

export default defineConfig(
  globalIgnores([
    'dist/',
    'lib/',
    'types/',
    'demo/examples/',
    'test/package/samples/',
    'coverage/',
    '.cache/',
    '.entrenous/',
    'node_modules/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A name with an underscore says that it is left out on purpose.
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      // A handler in a template (@click=${this.#send}) is bound by lit.
      '@typescript-eslint/unbound-method': 'off',
      // An async function where an interface asks for a promise needs no await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', NO_SUBTLE_CRYPTO],
      'object-shorthand': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    settings: { wc: { elementBaseClasses: ['LitElement', 'MessagesElement'] } },
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...STORAGE.map((name) => ({ name, message: STORAGE_MESSAGE })),
        { name: 'Buffer', message: 'A page has no Buffer.' },
        { name: 'process', message: 'A page has no process.' },
      ],
      'no-restricted-properties': [
        'error',
        ...['window', 'globalThis', 'self'].flatMap((object) =>
          STORAGE.map((property) => ({ object, property, message: STORAGE_MESSAGE })),
        ),
        { object: 'document', property: 'cookie', message: STORAGE_MESSAGE },
      ],
      'no-restricted-syntax': ['error', NO_SUBTLE_CRYPTO, ...NO_HTML_FROM_TEXT],
    },
  },
  {
    // The one warning that we write to a page's console: another element has the name.
    files: ['src/elements/messages-element.ts'],
    rules: { 'no-console': ['error', { allow: ['warn'] }] },
  },
  {
    // The secret of a signed-in session: a credential, nothing of anybody's health. See docs/decisions.
    files: ['src/state/session-secret.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['server/**/*.ts', 'conformance/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use crypto.getRandomValues or crypto.randomUUID.' },
      ],
    },
  },
  { files: ['server/vault/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // What a page keeps of a person over a reload is sealed here, and nothing else is: under a key of the server's, in memory only.
    files: ['src/state/sealed-storage.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NO_HTML_FROM_TEXT] },
  },
  {
    // Takes sealed records only; its types have no place for text.
    files: ['src/state/records.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/node/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Buffer', message: 'Only server/node runs in Node only.' },
        { name: 'process', message: 'Only server/node runs in Node only.' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test's describe and it return promises that nobody awaits, and chai's assertions are expressions.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
            { from: 'package', name: 'Equal', package: '@open-wc/semantic-dom-diff' },
            { from: 'package', name: 'Equal', package: 'chai' },
          ],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    // What a backend that is wrong on purpose says has no type.
    files: ['test/conformance/helpers/mut*.ts'],
    rules: Object.fromEntries(
      [
        'explicit-any',
        'unsafe-argument',
        'unsafe-assignment',
        'unsafe-call',
        'unsafe-member-access',
        'unsafe-return',
      ].map((rule) => [`@typescript-eslint/no-${rule}`, 'off']),
    ),
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        module: 'readonly',
        require: 'readonly',
      },
    },
  },
  {
    // Pages' own scripts.
    files: ['demo/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'window',
          'location',
          'fetch',
          'customElements',
          'history',
          'URLSearchParams',
          'navigator',
          'setTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
