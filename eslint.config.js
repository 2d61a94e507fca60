import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['build/', '.svelte-kit/', 'data/', 'test-results/', 'src/web/words/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      'no-console': 'error',
      'no-else-return': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'max-depth': ['error', 4],
      complexity: ['error', 18],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { args: 'all', argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Playwright reads which fixtures are wanted from the pattern, also when it is empty.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['src/web/**', '*.config.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
    },
  },
  {
    files: ['src/web/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Sets and maps are held in $state.raw and replaced, never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // Kith always lives at the root of its address.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // A migration meets the tables as they were then, and a test the outside, which no type of ours describes.
    files: ['migrations/**', 'tests/**', '**/*.test.ts', '**/scene.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    // These speak to the person at the terminal.
    files: [
      'src/main.ts',
      'src/cli/**',
      'tests/{run,try-archives,journeys-on-postgres}.ts',
      'bench/**',
      'bin/**',
    ],
    rules: { 'no-console': 'off' },
  },
);
