/** Work that misbehaves on demand, for the tests of the sandbox, in a thread and in a process. */
import { pbkdf2, pbkdf2Sync } from 'node:crypto'
import { promisify } from 'node:util'
import type { StepHooks } from '../../src/core/steps.ts'

/** What one step does. */
export type Deed =
  | 'work'
  | 'hang'
  | 'wait-forever'
  | 'fill-heap'
  | 'fill-array'
  | 'fill-string'
  | 'fill-buffers'
  | 'throw'
  | 'exit'
  | 'slow'
  | 'native'
  | 'native-forever'
  | 'backtrack'
  | 'fill-wasm'
  | 'flood'
  | 'burn'

export interface UnrulyTask {
  readonly name: string
  readonly steps: readonly { readonly step: string; readonly deed: Deed }[]
  /** Before any step is entered. */
  readonly first?: Deed
  readonly answer?: 'unclonable' | 'buffer' | 'bytes' | 'what-is-refused'
  readonly bytes?: Uint8Array
}

/** The types of ES2024 without a browser's have none of it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

export interface UnrulyResult {
  readonly name: string
  readonly done: readonly string[]
  readonly skipped: readonly { readonly step: string; readonly reason: string }[]
  readonly environment: number
  readonly bytes?: ArrayBuffer
  /** Those of the task, and a copy of them. */
  readonly given?: readonly Uint8Array[]
  readonly pid?: number
  /** By what was tried: the code of the error, or 'DONE'. */
  readonly refusals?: Readonly<Record<string, string>>
  readonly refused?: () => void
}

export async function misbehave(task: UnrulyTask, hooks: StepHooks): Promise<UnrulyResult> {
  const done: string[] = []
  const skipped: { step: string; reason: string }[] = []
  if (task.first !== undefined) await perform(task.first)
  for (const { step, deed } of task.steps) {
    const skip = hooks.skips.get(step)
    if (skip !== undefined) {
      skipped.push({ step, reason: skip.reason })
      continue
    }
    hooks.enter(step)
    await perform(deed)
    done.push(step)
  }
  const result = { name: task.name, done, skipped, environment: Object.keys(process.env).length }
  if (task.answer === 'unclonable') return { ...result, refused: () => {} }
  if (task.answer === 'bytes')
    return { ...result, given: [task.bytes ?? new Uint8Array(), new Uint8Array(task.bytes ?? [])], pid: process.pid }
  if (task.answer === 'what-is-refused') return { ...result, refusals: await tryEverything(), pid: process.pid }
  return task.answer === 'buffer' ? { ...result, bytes: new ArrayBuffer(1_000_000) } : result
}

async function perform(deed: Deed): Promise<void> {
  switch (deed) {
    case 'work':
      return
    case 'slow': {
      const until = performance.now() + 300
      while (performance.now() < until) Math.sqrt(until)
      return
    }
    case 'native':
      // One call of about a second that no interrupt reaches.
      pbkdf2Sync('a', 'b', 1_500_000, 64, 'sha512')
      return
    case 'native-forever':
      pbkdf2Sync('a', 'b', 2_000_000_000, 64, 'sha512')
      return
    case 'backtrack':
      // Exponential backtracking.
      ;/^(?:a+)+$/.test(`${'a'.repeat(60)}b`)
      return
    case 'hang':
      for (;;) Math.sqrt(2)
    case 'wait-forever':
      return new Promise(() => {})
    case 'fill-heap': {
      const kept: unknown[] = []
      for (;;) kept.push({ at: kept.length, text: `${kept.length} ${kept.length}` })
    }
    case 'fill-array': {
      // Doubles in one go: the growth that V8's own limit answers by aborting the process.
      let kept = [1.5]
      for (;;) kept = kept.length < 50_000_000 ? [...kept, ...kept] : kept
    }
    case 'fill-string': {
      const kept: string[] = []
      for (;;) kept.push(JSON.stringify('x'.repeat(20_000_000 + kept.length)))
    }
    case 'fill-buffers': {
      const kept: Uint8Array[] = []
      // Stops far above the bound of the tests, so that a watchdog that fails to bite fails the test and not the machine.
      while (kept.length < 600) kept.push(new Uint8Array(1_000_000).fill(1))
      return new Promise(() => {})
    }
    case 'fill-wasm': {
      const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: new (size: object) => WasmMemory } }).WebAssembly
      const memory = new Memory({ initial: 1, maximum: 20_000 })
      for (let page = 1; page < 20_000; page += 64) {
        memory.grow(64)
        new Uint8Array(memory.buffer).fill(1, page * 65_536)
      }
      return new Promise(() => {})
    }
    case 'flood':
      for (let line = 0; line < 200_000; line += 1) process.stdout.write(`${'x'.repeat(1_000)}\n`)
      return new Promise(() => {})
    case 'burn': {
      // Processor time of several threads at once.
      await Promise.all([1, 2, 3, 4].map(() => promisify(pbkdf2)('a', 'b', 1_000_000, 64, 'sha512')))
      return
    }
    case 'throw':
      throw new TypeError('secret words of a customer')
    case 'exit':
      process.exit(7)
  }
}

/** Every way out that Node has. */
async function tryEverything(): Promise<Record<string, string>> {
  const { spawnSync } = await import('node:child_process')
  const dgram = await import('node:dgram')
  const dns = await import('node:dns/promises')
  const fs = await import('node:fs')
  const http = await import('node:http')
  const inspector = await import('node:inspector')
  const net = await import('node:net')
  const { Worker } = await import('node:worker_threads')
  const attempts: Readonly<Record<string, () => unknown>> = {
    connect: () => reached(net.connect(8080, '127.0.0.1')),
    'connect a socket file': () => reached(net.connect('/run/docker.sock')),
    listen: () => net.createServer().listen(0),
    fetch: () => fetch('http://127.0.0.1:8080/'),
    http: () => reached(http.get('http://127.0.0.1:8080/')),
    websocket: () => new Promise((_, reject) => new WebSocket('ws://127.0.0.1:8080/').addEventListener('error', reject)),
    datagram: () => dgram.createSocket('udp4'),
    lookup: () => dns.lookup('localhost'),
    resolve: () => new dns.Resolver().resolve4('example.com'),
    'read /etc/passwd': () => fs.readFileSync('/etc/passwd'),
    'read by promise': () => fs.promises.readFile('/etc/passwd'),
    'read the environment': () => fs.readFileSync('/proc/self/environ'),
    list: () => fs.readdirSync('/'),
    write: () => fs.writeFileSync('/tmp/forebay-was-here', 'x'),
    remove: () => fs.rmSync('/tmp/forebay-was-here'),
    spawn: () => spawnSync('/bin/true').error ?? 'DONE',
    worker: () => new Worker('0', { eval: true }),
    inspector: () => inspector.open(0),
    binding: () => (process as unknown as { binding(name: string): unknown }).binding('tcp_wrap'),
    kill: () => process.kill(process.ppid, 0),
  }
  const refusals: Record<string, string> = {}
  for (const [name, attempt] of Object.entries(attempts)) refusals[name] = await codeOf(attempt)
  return refusals
}

function reached(emitter: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    emitter.once('error', reject)
    emitter.once('connect', resolve)
    emitter.once('response', resolve)
  })
}

async function codeOf(attempt: () => unknown): Promise<string> {
  try {
    const value = await attempt()
    return value instanceof Error ? ((value as NodeJS.ErrnoException).code ?? value.name) : 'DONE'
  } catch (error) {
    const { code, cause, name } = error as NodeJS.ErrnoException & { readonly cause?: NodeJS.ErrnoException }
    return code ?? cause?.code ?? name ?? 'refused'
  }
}
