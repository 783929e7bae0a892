/** Small tests sit beside the code (*.spec.ts), medium ones need PostgreSQL (*.int-spec.ts), large ones run the whole hub (test/e2e). */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/jest-global-setup.js',
  globalTeardown: '<rootDir>/test/jest-global-teardown.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  // Generous, because nothing here is timed: a busy machine must not turn a test red.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.contract-spec.ts', '**/*.e2e-spec.ts'],
};
