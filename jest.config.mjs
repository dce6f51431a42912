/** Runs TypeScript tests as native ES modules, in two workers that begin anew before what test files leave behind fills their memory. */
export default {
  testEnvironment: '<rootDir>/test/runner/worker-environment.mjs',
  testRunner: '<rootDir>/test/runner/native-modules.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
  injectGlobals: false,
  testTimeout: 60_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
}
