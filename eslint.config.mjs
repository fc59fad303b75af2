// Lint that knows the types. Rules beyond the recommended ones say what breaks without them, and rules that are off
// or wider say why.
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** Of every file with types, in a node as in a browser. */
const typedRules = {
  // A promise that nobody waits for fails in silence, and the case with it.
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  // A new status or kind of fact has to be answered wherever the old ones are, default or not.
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // What the types call impossible is exactly the value worth naming in a message when it does occur.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNever: true }],
  // Off: `import type` erases what Nest's decorators must find at run time in a constructor's parameters.
  '@typescript-eslint/consistent-type-imports': 'off',
  // Off: harmless, and which assertion is needed changes with the versions of TypeScript and of @types/node.
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
};

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', '.tongban/', 'coverage/', 'apps/console/src/api/schema.d.ts']),
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,mjs,vue}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A file that long holds two things. Comments and blank lines count, because they are read too.
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      // Logs are JSON lines of one logger that keeps identity numbers out; commands write to stdout on purpose.
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', URL: 'readonly', performance: 'readonly', structuredClone: 'readonly' },
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.ts'],
    ignores: ['apps/console/**'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: typedRules,
  },
  {
    files: ['apps/console/**/*.{ts,vue}'],
    extends: [tseslint.configs.recommendedTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: './apps/console/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      ...typedRules,
      // Types know every name, of the browser and of ours; this rule knows neither.
      'no-undef': 'off',
      // Element Plus and the pages name components alike in scripts and templates.
      'vue/component-name-in-template-casing': ['error', 'PascalCase', { registeredComponentsOnly: false }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      // Prettier lays templates out.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      // Undefined is what an optional prop is without a default.
      'vue/require-default-prop': 'off',
    },
  },
  {
    // deploy/local writes the types of modules it loads later, and of errors of child processes, down by hand.
    files: ['deploy/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off', '@typescript-eslint/no-base-to-string': 'off' },
  },
  {
    // A spec reads JSON as it comes: a wrong shape fails its expectations.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // One table that grows by a row with every code; a second file would be one more place to look for a code.
    files: ['libs/contracts/src/errors/error-catalogue.ts'],
    rules: { 'max-lines': ['error', { max: 500 }] },
  },
);
