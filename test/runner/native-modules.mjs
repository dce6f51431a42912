/**
 * Runs a test file with Jest's own circus, but lets Node load its modules: each once a worker, not once a file.
 * A file that mocks modules asks for its own by `@jest-environment node`, and is run as Jest does it.
 */
import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import circus from 'jest-circus/runner'
import { begin } from './globals.mjs'

const require = createRequire(import.meta.url)
const GLOBALS = new URL('./globals.mjs', import.meta.url).href
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL')
/** Circus keeps these on the globals: the tests, who listens to them, and `jest.setTimeout`. */
const OF_ONE_FILE = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', TIMEOUT.description])

registerHooks({
  resolve: (specifier, context, next) => (specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context)),
})

// A worker with nothing left to do ends at once: taking its memory apart first can last longer than Jest waits, which calls it a leak.
if (process.send !== undefined) process.once('beforeExit', () => process.exit())

export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  const loader = environment.getVmContext() === null ? nativeLoader(environment, runtime) : runtime
  return circus.default(globalConfig, config, environment, loader, testPath, sendMessageToJest)
}

/** What circus asks of a Jest runtime. */
function nativeLoader({ moduleMocker }, runtime) {
  const jest = {
    fn: (...given) => moduleMocker.fn(...given),
    spyOn: (...given) => moduleMocker.spyOn(...given),
    restoreAllMocks: () => moduleMocker.restoreAllMocks(),
    setTimeout: (timeoutMs) => {
      globalThis[TIMEOUT] = timeoutMs
    },
  }
  return {
    /** Circus anew for each file, since it knows the tests of one. */
    requireInternalModule(path) {
      for (const symbol of Object.getOwnPropertySymbols(globalThis)) if (OF_ONE_FILE.has(symbol.description)) delete globalThis[symbol]
      delete require.cache[path]
      return require(path)
    },
    requireModule: require,
    setGlobalsForRuntime: (globals) => begin({ ...globals, jest }),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(pathToFileURL(path).href),
    enterTestCode: () => runtime.enterTestCode(),
    leaveTestCode: () => runtime.leaveTestCode(),
  }
}
