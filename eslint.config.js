import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** ESLint's later configurations replace a rule's options, so each list is put together here and set once per folder. */
const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
];

const noRawMarkup = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text reaches the page through React text nodes only.',
  },
  {
    selector: 'MemberExpression[property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
    message: 'Text reaches the page through React text nodes only.',
  },
  {
    selector: 'CallExpression > MemberExpression.callee[object.name="document"][property.name=/^(write|writeln)$/]',
    message: 'Text reaches the page through React text nodes only.',
  },
  {
    selector:
      ':matches(JSXAttribute, Property)[name.name="dangerouslySetInnerHTML"], Property[key.name="dangerouslySetInnerHTML"]',
    message: 'Text reaches the page through React text nodes only.',
  },
  {
    selector: 'MemberExpression[property.name="executeJavaScript"]',
    message: 'Values reach a window through a push of the console contract.',
  },
];

const noUncheckedTls = [
  {
    selector:
      'Property[value.value=false]:matches([key.name="rejectUnauthorized"], [key.value="rejectUnauthorized"]), AssignmentExpression[right.value=false] > MemberExpression.left[property.name="rejectUnauthorized"]',
    message: 'The other side is always verified; trust an extra CA per destination instead.',
  },
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name="NODE_TLS_REJECT_UNAUTHORIZED"]',
    message: 'The other side is always verified.',
  },
];

const noExternalOpen = [
  {
    selector:
      ':matches(MemberExpression[property.name="openExternal"], ObjectPattern > Property[key.name="openExternal"])',
    message: 'Links leave the app through main/app/open-link.ts, which checks them.',
  },
];

const noOwnTime = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Take the time from the injected Clock.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Take the time from the injected Clock.' },
];

const shipped = [...noDefaultExport, ...noRawMarkup, ...noUncheckedTls, ...noExternalOpen];
const bridgeImports = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer', 'contextBridge'],
  message: 'Go through the console contract: only main/ipc and main/preload speak IPC.',
};

export default tseslint.config(
  {
    ignores: ['node_modules/', 'out/', 'dist/', 'artifacts/', 'test-results/', 'docs/', 'renderer/public/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Rules that need no types, for every file.
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-unused-private-class-members': 'error',
      'no-useless-escape': 'error',
      'use-isnan': 'error',
      'valid-typeof': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
    },
  },

  // TypeScript, as far as no types are needed. Rules that know types stand in .oxlintrc.json.
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
    },
  },

  // What ships.
  {
    files: ['main/**', 'renderer/**', 'shared/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...shipped],
    },
  },
  {
    files: ['main/app/open-link.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExport, ...noRawMarkup, ...noUncheckedTls] },
  },
  {
    files: ['main/**', 'renderer/**'],
    ignores: ['main/ipc/**', 'main/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [bridgeImports] }] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { 'react-hooks/exhaustive-deps': 'error' },
  },

  // Time and chance are arguments here, so that tests can wind them.
  {
    files: ['main/relay/core/**', 'main/relay/services/**', 'main/relay-host/**'],
    rules: {
      'no-restricted-syntax': ['error', ...shipped, ...noOwnTime],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time from the injected Clock.' },
        { object: 'performance', property: 'now', message: 'Take durations from the injected Clock.' },
        { object: 'process', property: 'hrtime', message: 'Take durations from the injected Clock.' },
        { object: 'Math', property: 'random', message: 'Take chance from the injected Chance.' },
        ...['setTimeout', 'setInterval', 'setImmediate'].map((property) => ({
          object: 'globalThis',
          property,
          message: 'Wait through the injected Clock.',
        })),
      ],
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
          name,
          message: 'Wait through the injected Clock.',
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            bridgeImports,
            ...['node:timers', 'node:timers/promises', 'timers', 'timers/promises', 'node:perf_hooks'].map((name) => ({
              name,
              message: 'Take time from the injected Clock.',
            })),
          ],
        },
      ],
    },
  },

  // Tests: may speak unverified TLS to their own servers, may look into anything.
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': ['error', ...noDefaultExport],
    },
  },

  // Scripts: plain modules with JSDoc types, checked by `tsc -p scripts`.
  {
    files: ['scripts/**/*.mjs', 'test/unit/scripts/**/*.mjs'],
    rules: {
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noUncheckedTls],
    },
  },
);
