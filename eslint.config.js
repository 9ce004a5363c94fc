import pluginVue from 'eslint-plugin-vue';
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** Outside package → the only files or folders that may import it; one list with the architecture test. */
const packageHomes = JSON.parse(
  readFileSync(new URL('./test/architecture/package-homes.json', import.meta.url), 'utf8'),
);

function banned(names) {
  return {
    'no-restricted-imports': [
      'error',
      {
        patterns: names.map((name) => ({
          regex: `^${name}(/|$)`,
          message: `${name} is imported in ${packageHomes[name].join(', ')} alone`,
        })),
      },
    ],
  };
}

const everywhere = Object.keys(packageHomes);
// The innermost home last: of several rules for one file, the last one counts.
const homes = [...new Set(Object.values(packageHomes).flat())].sort((a, b) => a.length - b.length);
/** A package's home may import whatever has its home there or in a folder around it. */
const liftedAtHome = homes.map((home) => ({
  files: [home.endsWith('/') ? `${home}**` : home],
  rules: banned(everywhere.filter((name) => !packageHomes[name].some((around) => home.startsWith(around)))),
}));

const nodeGlobals = Object.fromEntries(
  [
    ...['process', 'console', 'Buffer', 'URL', 'fetch', 'performance', 'AbortController', 'AbortSignal'],
    ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'TextDecoder'],
  ].map((name) => [name, 'readonly']),
);

const typed = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': ['error', { ignoreIIFE: false, ignoreVoid: true }],
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'off',
  // Ports are interfaces whose members a screen or a test takes out by name.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
  ],
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // Many ports answer with a promise whose first implementation needs none.
  '@typescript-eslint/require-await': 'off',
};

const plain = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-debugger': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
};

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'test/results/**', 'kiosk-ui/public/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { rules: plain },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: nodeGlobals },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['kiosk-ui/vite.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: typed,
  },
  {
    files: ['**/*.vue'],
    extends: [pluginVue.configs['flat/essential']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
    },
  },
  {
    // The forms of the hall's settings write into the draft's own parts, however deep they lie.
    files: ['kiosk-ui/screens/hall/*.vue'],
    rules: { 'vue/no-mutating-props': ['error', { shallowOnly: true }] },
  },
  {
    files: ['shared/**', 'hub/**', 'device-agent/**', 'kiosk-ui/**'],
    ignores: [
      'hub/main.ts',
      'hub/verify.ts',
      'device-agent/main.ts',
      'device-agent/virtual/main.ts',
      '**/*.mjs',
    ],
    rules: { 'no-console': 'error' },
  },
  { files: ['shared/**', 'hub/**', 'device-agent/**', 'kiosk-ui/**'], rules: banned(everywhere) },
  ...liftedAtHome,
  {
    files: ['test/**'],
    rules: {
      // What crosses a wire or a page arrives untyped, and a test asserts it rather than parse it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
);
