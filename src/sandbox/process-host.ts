/**
 * A host that is a process of its own: it reads the program and nothing else, writes nothing but how far it is, reaches nothing, has
 * memory and processor time up to a limit, and is ended in native code as well.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { openBox } from './box.ts'
import { FRAME, type Frame, openFrames } from './frame.ts'
import type { Death, Host, HostEvents, OpenHost, Place } from './host.ts'
import { pack, unpack } from './parcel.ts'
import type { Answer } from './protocol.ts'
import { limit, type Shields } from './shields.ts'
import { openSlot } from './slot.ts'

export interface ProcessOptions {
  /** The module that calls `serveApart()`. */
  readonly workerUrl: URL
  /** Paths of the program: all that the process may read. */
  readonly readable: readonly string[]
  /** Beyond what the process has before its first task. */
  readonly maxMegabytes: number
  /** What one task may take in the worst case: a process with less than that left is not used again. */
  readonly taskCpuSeconds: number
  /** Asked for when the first process is started. */
  shields(): Shields
}

const MB = 1024 * 1024
/** Of processor time, then it is replaced: the kernel counts for a process, not for a task. */
const TASKS_OF_CPU = 4
/** Stacks of threads that start late and never fill (8 MB each), so that the watch over what is really filled comes first. */
const STACKS_BYTES = 96 * MB
/** An answer is no longer than what may be in memory. */
const SMALLEST_ANSWER_BYTES = 64 * MB

export function inProcesses<Task, Result>(options: ProcessOptions): OpenHost<Task, Result> {
  return (events) => new ProcessHost<Task, Result>(options, events)
}

class ProcessHost<Task, Result> implements Host<Task> {
  readonly place: Place
  readonly #slot = openSlot()
  readonly #box = openBox()
  readonly #options: ProcessOptions
  readonly #events: HostEvents<Result>
  readonly #child: ChildProcess
  readonly #pipe: Duplex
  readonly #gone: Promise<void>
  /** What it may say next depends on it: a process that says anything else no longer runs our program. */
  #at: 'loading' | 'resting' | 'working' | 'answered' = 'loading'
  #spent = false
  /** Bytes of the task that it works on, which it need not send back. */
  #known: readonly Uint8Array[] = []
  #restingBytes = 0
  #lastBytes = 0
  #overMemory = false

  constructor(options: ProcessOptions, events: HostEvents<Result>) {
    this.#options = options
    this.#events = events
    this.place = {
      ...this.#slot.place,
      claimed: () => (this.#at === 'answered' ? 2 : this.#slot.place.claimed()),
    }
    const { workerUrl, readable, maxMegabytes } = options
    const node = [
      process.execPath,
      // https://nodejs.org/api/permissions.html: no file but these, no process, no thread, no inspector.
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      // Pictures are decoded by a native library.
      '--allow-addons',
      `--max-old-space-size=${maxMegabytes}`,
      '--expose-gc',
      '--disable-sigusr1',
      '--no-warnings',
      fileURLToPath(workerUrl),
    ]
    const [command = '', ...args] = [...options.shields().command, ...node]
    this.#child = spawn(command, args, {
      // No secret of the service's goes in. Memory that was freed is given back sooner with few arenas (mallopt(3)).
      env: { MALLOC_ARENA_MAX: '2' },
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', this.#slot.fd, this.#box.fd ?? 'ignore'],
      // Out of reach of the terminal's Ctrl-C: the service ends it when it has finished what runs.
      detached: true,
    })
    this.#pipe = this.#child.stdio[3] as Duplex
    const frames = openFrames(Math.max(SMALLEST_ANSWER_BYTES, maxMegabytes * MB))
    this.#pipe.on('data', (chunk: Uint8Array) => {
      const heard = frames(chunk)
      if (heard === null) void this.end()
      for (const frame of heard ?? []) this.#hear(frame)
    })
    // It is told by the exit; a write to a process that is gone is no news.
    this.#pipe.on('error', () => undefined)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gone = promise
    let told = false
    const gone = (death: Death): void => {
      if (told) return
      told = true
      this.#slot.close()
      this.#box.close()
      resolve()
      events.gone(death)
    }
    // Close, not exit: what it wrote before it ended is read first, and its last step is known.
    this.#child.once('close', (_code, signal) => gone(this.#deathBy(signal)))
    this.#child.once('error', () => {
      if (this.#child.pid === undefined) gone('WORKER_DIED')
    })
  }

  post(batch: Parameters<Host<Task>['post']>[0]): void {
    this.#at = 'working'
    const parcel = pack(batch)
    this.#known = parcel.slice(2)
    this.#lastBytes = this.#restingBytes
    this.#box.send(parcel, this.#pipe)
  }

  async isOverMemory(): Promise<boolean> {
    const bytes = this.#memory('VmRSS')
    if (bytes !== null) this.#lastBytes = bytes
    this.#overMemory = this.#growth() > this.#options.maxMegabytes * MB
    return this.#overMemory
  }

  isSpent(): boolean {
    return this.#spent
  }

  end(): Promise<void> {
    this.#child.kill('SIGKILL')
    return this.#gone
  }

  #hear({ kind, body }: Frame): void {
    if (kind === FRAME.ready && this.#at === 'loading') void this.#makeReady()
    else if ((kind === FRAME.answer || kind === FRAME.refused) && this.#at === 'working') this.#answer(kind === FRAME.answer, body)
    else if (kind === FRAME.idle && this.#at === 'answered') this.#rest(body)
    else void this.end()
  }

  /** Its own program is loaded and no stranger's byte is in it yet: what it has now it may have. */
  async #makeReady(): Promise<void> {
    const { maxMegabytes, taskCpuSeconds } = this.#options
    const { prlimit } = this.#options.shields()
    this.#restingBytes = this.#memory('VmRSS') ?? 0
    if (prlimit !== null) {
      const growthBytes = maxMegabytes * MB + STACKS_BYTES
      const limits = { cpuSeconds: (TASKS_OF_CPU + 1) * taskCpuSeconds, growthBytes }
      try {
        await limit(this.#child.pid ?? 0, this.#memory('VmData') ?? 0, limits, prlimit)
      } catch {
        // One without its limits meets no stranger's bytes: its end is heard as that of one that never came to life.
        void this.end()
        return
      }
    }
    this.#at = 'resting'
    this.#events.heard({ kind: 'ready' })
  }

  #answer(ok: boolean, body: Uint8Array): void {
    let answer: Answer<Result>
    try {
      const { value } = unpack(body, this.#known)
      answer = { ...(value as Answer<Result>), at: 0, ok } as Answer<Result>
    } catch {
      // Not in our own words: whatever made it is no longer our program.
      void this.end()
      return
    }
    this.#known = []
    this.#box.empty()
    this.#at = 'answered'
    this.#events.heard({ kind: 'answers', answers: [answer], idle: false })
  }

  #rest(body: Uint8Array): void {
    const [cpuMs, hoards] = body.length === 5 ? [Buffer.from(body).readUInt32LE(0), body[4] === 1] : [Number.POSITIVE_INFINITY, true]
    this.#spent = hoards || cpuMs > TASKS_OF_CPU * this.#options.taskCpuSeconds * 1_000
    this.#at = 'resting'
    this.#events.heard({ kind: 'answers', answers: [], idle: true })
  }

  #growth(): number {
    return this.#lastBytes - this.#restingBytes
  }

  #deathBy(signal: NodeJS.Signals | null): Death {
    if (signal === 'SIGXCPU') return 'CPU_EXCEEDED'
    // V8 aborts by one of these when its heap is full, and so do native libraries that are given no more.
    const aborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL' || signal === 'SIGSEGV'
    const isFull = this.#growth() > (this.#options.maxMegabytes * MB) / 2
    return this.#overMemory || (aborted && isFull) ? 'MEMORY_EXCEEDED' : 'WORKER_DIED'
  }

  /** proc(5), in bytes; null where there is no such thing, or no such process any more. */
  #memory(name: 'VmRSS' | 'VmData'): number | null {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'latin1')
      const kilobytes = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]
      return kilobytes === undefined ? null : Number(kilobytes) * 1024
    } catch {
      return null
    }
  }
}
