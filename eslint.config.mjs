import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** labextension/ has its own configuration, with Jupyter's rules. */
export default tseslint.config(
  {
    ignores: [
      '**/.*/',
      '**/coverage/',
      '**/dist/',
      '**/node_modules/',
      // Code of notebook cells: names come from earlier cells.
      'benchmarks/cells/',
      'dist-packages/',
      'labextension/',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['kernel-ext/vitest.config.mts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it'], package: 'node:test' }] },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNever: true }],
      // Its advice differs between versions of the compiler, and the library's types are read by three of them.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 350 }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      // Functions of any type, values of any kind and syntax trees are what the library is about: it narrows them
      // by tests of its own.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Holes of arrays are kept.
      '@typescript-eslint/no-array-delete': 'off',
      // Built-in methods are compared by identity, and called on other receivers.
      '@typescript-eslint/unbound-method': 'off',
      // What the first hit does not need is loaded later, and the output is CommonJS.
      '@typescript-eslint/no-require-imports': 'off',
      // Walking up a chain starts at `this`.
      '@typescript-eslint/no-this-alias': ['error', { allowedNames: ['scope'] }],
    },
  },
  {
    files: ['**/test/**', '**/tests/**', 'benchmarks/**'],
    rules: {
      'no-console': 'off',
      // Odd values and odd code are what is tested.
      'no-control-regex': 'off',
      'no-sparse-arrays': 'off',
      'no-useless-escape': 'off',
      'prefer-rest-params': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/await-thenable': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    // The compiler checks names: scripts/tsconfig.json.
    rules: { 'no-undef': 'off' },
  },
  {
    // They speak to the person who started them.
    files: ['kernel-ext/src/warnings.ts', 'kernel-ext/scripts/**'],
    rules: { 'no-console': 'off' },
  },
);
