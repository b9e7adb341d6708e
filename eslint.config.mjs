import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** labextension/ has its own configuration, with Jupyter's rules. */
export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/coverage/', '.venv/', '.setup/', 'labextension/', 'dist-packages/'] },
  eslint.configs.recommended,
  {
    files: ['kernel-ext/**/*.{ts,mts}', 'ui-tests/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.mjs'],
    // The compiler checks names: scripts/tsconfig.json.
    rules: { 'no-undef': 'off' },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 350 }],
    },
  },
  {
    files: ['kernel-ext/**', 'ui-tests/**'],
    rules: {
      // Values of any kind are what the library is about: it narrows them with tests of its own, not by type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Built-in methods are compared by identity, and called on other receivers.
      '@typescript-eslint/unbound-method': 'off',
      // What the first hit does not need is loaded later, and the output is CommonJS.
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  // The one place that speaks to the person at the notebook.
  { files: ['kernel-ext/src/warnings.ts'], rules: { 'no-console': 'off' } },
);
