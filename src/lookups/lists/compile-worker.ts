/** The thread that compiles one list: two million lines are read and sorted here, so that the rest of the process never waits for it. */
import { parentPort, workerData } from 'node:worker_threads'
import { ForebayError } from '../../core/error.ts'
import { type CompileJob, type CompileResult, compileList } from './compile.ts'

export type CompileAnswer =
  | { readonly result: CompileResult }
  | { readonly failure: { readonly code: string; readonly publicMessage: string; readonly detail: string } }

async function answer(job: CompileJob): Promise<CompileAnswer> {
  try {
    return { result: await compileList(job) }
  } catch (error) {
    if (error instanceof ForebayError)
      return { failure: { code: error.code, publicMessage: error.publicMessage, detail: String(error.cause ?? '') } }
    return { failure: { code: 'LIST_NOT_COMPILED', publicMessage: 'The list could not be compiled.', detail: String(error) } }
  }
}

parentPort?.postMessage({ compiled: await answer(workerData as CompileJob) })
