/** Compiles a list in a thread of its own; a thread that dies is a list that was not compiled. */
import { Worker } from 'node:worker_threads'
import { ForebayError } from '../../core/error.ts'
import type { CompileJob, CompileResult } from './compile.ts'
import type { CompileAnswer } from './compile-worker.ts'

/** @throws ForebayError as `compileList` does, `LIST_NOT_COMPILED` when the thread ended, was called off or ran out of memory */
export function compileInThread(job: CompileJob, signal?: AbortSignal): Promise<CompileResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), { name: 'forebay-lists', workerData: job })
    const stop = () => void worker.terminate()
    const fail = (cause: unknown) => reject(new ForebayError('LIST_NOT_COMPILED', 'The list could not be compiled.', { cause }))
    signal?.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: { readonly compiled?: CompileAnswer }) => {
      // `node --watch` sends messages of its own through every worker.
      if (message.compiled === undefined) return
      if ('result' in message.compiled) resolve(message.compiled.result)
      else {
        const { code, publicMessage, detail } = message.compiled.failure
        reject(new ForebayError(code, publicMessage, { cause: detail }))
      }
    })
    worker.on('error', fail)
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop)
      fail('the thread ended')
    })
    if (signal?.aborted) stop()
  })
}
