import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

// Purity of domain/ is a rule about globals, which the boundary gate (imports only) cannot see.
const impure = ['fetch', 'process', 'setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'domain/ is pure: take what you need as an argument.',
}));

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      '.data/**',
      'node_modules/**',
      'coverage/**',
      '*.js',
      '*.mjs',
      'test/*.js',
      'test/architecture/seeded/**',
    ],
  },
  ...tseslint.configs.recommended,
  prettier,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/modules/*/domain/**/*.ts', 'src/processes/*/domain/**/*.ts', 'src/shared-kernel/**/*.ts'],
    ignores: ['**/*spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The clock is an argument here.',
        },
      ],
    },
  },
  { files: ['bench/**', 'src/demo/**', 'src/sandbox/**'], rules: { 'no-console': 'off' } },
);
