/** Loaded before a program (`--import …?log=FILE`), it writes down each name and address that the process or a thread of it reaches for. */
import childProcess from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import dnsPromises from 'node:dns/promises'
import { appendFileSync, readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { pathToFileURL } from 'node:url'
import threads, { type WorkerOptions } from 'node:worker_threads'

const log = new URL(import.meta.url).searchParams.get('log')

type Reach = (...given: readonly unknown[]) => unknown

/** `connect 127.0.0.1:3310`, `connect /run/clamd.sock`, `lookup example.com`, `spawn curl` */
function note(verb: string, what: string): void {
  if (log !== null) appendFileSync(log, `${verb} ${what}\n`)
}

function watch(owner: object, names: readonly string[], describe: (...given: readonly unknown[]) => string | null): void {
  for (const name of names) {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') continue
    const watched = function (this: unknown, ...given: unknown[]): unknown {
      const what = describe(...given)
      if (what !== null) note(name, what)
      return Reflect.apply(original as Reach, this, given)
    }
    Reflect.set(owner, name, Object.assign(watched, original))
  }
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, or the array that `net.connect` makes of these. */
function destination(...given: readonly unknown[]): string | null {
  const first = Array.isArray(given[0]) ? given[0][0] : given[0]
  if (typeof first === 'string') return first
  if (typeof first === 'number') return `${typeof given[1] === 'string' ? given[1] : 'localhost'}:${first}`
  const { host, port, path } = (first ?? {}) as { readonly host?: string; readonly port?: number; readonly path?: string }
  // Two ends of one pipe in this process have neither.
  if (port === undefined) return path ?? null
  return `${host ?? 'localhost'}:${port}`
}

if (log !== null) {
  const named = (...given: readonly unknown[]) => String(given[0])
  const lookups = [
    'lookup',
    'lookupService',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveCaa',
    'resolveCname',
    'resolveMx',
    'resolveNs',
    'resolveTxt',
    'resolveSrv',
    'reverse',
  ]
  for (const owner of [dns, dnsPromises, dns.Resolver.prototype, dnsPromises.Resolver.prototype]) watch(owner, lookups, named)
  watch(net.Socket.prototype, ['connect'], destination)
  watch(dgram.Socket.prototype, ['send', 'connect'], (...given) =>
    given.filter((one) => typeof one === 'string' || typeof one === 'number').join(':'),
  )
  watch(childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'], named)
  threads.Worker = class extends threads.Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--import', import.meta.url] })
    }
  }
  syncBuiltinESMExports()
  note('watching', threads.isMainThread ? 'process' : 'thread')
}

/** What to give Node, for a log in this file. */
export function tripwire(logFile: string): readonly string[] {
  const preload = pathToFileURL(new URL(import.meta.url).pathname)
  preload.searchParams.set('log', logFile)
  return ['--import', preload.href]
}

export function reached(logFile: string): readonly string[] {
  return readFileSync(logFile, 'utf8').trim().split('\n')
}
