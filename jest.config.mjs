import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Else each worker, thread and service that the tests start would strip the types of every file and compile it anew.
const COMPILED = fileURLToPath(new URL('node_modules/.cache/compiled-tests', import.meta.url))
enableCompileCache(COMPILED)
process.env.NODE_COMPILE_CACHE = COMPILED

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
