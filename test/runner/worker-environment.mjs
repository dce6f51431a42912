/** Gives a test file the worker's own globals, and takes back afterwards what the file changed of the process. */
import { flushCompileCache } from 'node:module'
import { ModuleMocker } from 'jest-mock'

export default class WorkerEnvironment {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  #before = { env: { ...process.env }, folder: process.cwd(), exit: process.exit, console: globalThis.console }

  async setup() {}

  async teardown() {
    this.moduleMocker.restoreAllMocks()
    for (const name of Object.keys(process.env)) if (!(name in this.#before.env)) delete process.env[name]
    Object.assign(process.env, this.#before.env)
    if (process.cwd() !== this.#before.folder) process.chdir(this.#before.folder)
    process.exit = this.#before.exit
    globalThis.console = this.#before.console
    // Now, and not when the worker ends, so that what the next files start has the use of it.
    flushCompileCache()
  }

  /** No context of its own: by that the runner knows that Node loads the modules. */
  getVmContext() {
    return null
  }
}
