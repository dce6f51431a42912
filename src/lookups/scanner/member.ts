/** One engine of a pool: asked for a verdict only while it is known to find malware, and looked at again by itself when it failed. */
import type { EngineState, ScanResult } from '../../core/scanner.ts'
import { HOUR_MS } from '../../core/time.ts'
import { type Engine, type EngineIdentity, OVER_LIMIT, TIMED_OUT, UNAVAILABLE } from './engine.ts'
import { type Limit, looksInto, measureLimit, NOTHING_TRIED, SURE_BYTES } from './measure-limit.ts'

export interface MemberOptions {
  /** Malware that every engine knows; without it an engine that answers is believed. */
  readonly canary: Uint8Array | null
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** After it came to be trusted, or stopped. */
  readonly onChange: () => void
}

/** Who it is takes a moment to say; a daemon that takes longer hangs. */
const IDENTIFY_MS = 2_000
const PROVE_MS = 5_000
/** An engine that gave a verdict so lately lives, however slow to say who it is: it may have its hands full. */
const ALIVE_MS = 5_000
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 30_000
/** A limit can be changed without the version telling: it is tried anew when it is needed. */
const MEASURE_AGAIN_MS = HOUR_MS

export class Member {
  readonly engine: Engine
  /** Scans under way. */
  active = 0
  status: EngineState['status'] = 'away'
  #identity: EngineIdentity | null = null
  #limit: Limit = NOTHING_TRIED
  #measuredAt = 0
  /** One trial after the other. */
  #measuring: Promise<unknown> = Promise.resolve()
  #proving: Promise<boolean> | null = null
  #failures = 0
  #nextLookAt = 0
  #verdictAt = Number.NEGATIVE_INFINITY
  readonly #options: MemberOptions

  constructor(engine: Engine, options: MemberOptions) {
    this.engine = engine
    this.#options = options
  }

  get trusted(): boolean {
    return this.status === 'ok'
  }

  state(): EngineState {
    const { kind, address } = this.engine
    return {
      ...{ kind, address, status: this.status },
      version: this.status === 'away' ? null : (this.#identity?.version ?? null),
      signaturesAt: this.#identity?.signaturesAt ?? null,
      limitBytes: this.#limit.mostBytes ?? (this.#limit === NOTHING_TRIED ? null : this.#limit.provenBytes),
      silentAboveLimit: this.#limit.silent,
    }
  }

  /** By an engine that was just seen to find malware, and never of more bytes than it looks into. `withinMs` bounds all of it. */
  async scan(bytes: Uint8Array, called: AbortSignal, withinMs: number): Promise<ScanResult> {
    const timer = AbortSignal.timeout(Math.max(1, Math.round(withinMs)))
    const signal = AbortSignal.any([called, timer])
    this.active += 1
    try {
      if (!this.trusted && (await orAborted(this.prove(), signal)) !== true) return signal.aborted ? TIMED_OUT : UNAVAILABLE
      const isLookedInto = await orAborted(this.looksInto(bytes.byteLength), signal)
      if (isLookedInto === null) return signal.aborted ? TIMED_OUT : UNAVAILABLE
      if (!isLookedInto) return OVER_LIMIT
      const result = await this.engine.scan(bytes, signal)
      this.#note(result, called, signal)
      return signal.aborted && result.status === 'unavailable' ? TIMED_OUT : result
    } finally {
      this.active -= 1
    }
  }

  /** True when it answers and finds the canary: looked at once for all who ask at the same time. */
  prove(): Promise<boolean> {
    this.#proving ??= this.#prove().finally(() => {
      this.#proving = null
    })
    return this.#proving
  }

  /** Looks whether it is still there and still the same; `patient` leaves one that keeps failing alone for a while. */
  async look(patient: boolean): Promise<boolean> {
    const { now } = this.#options
    if (!this.trusted) return patient && now() < this.#nextLookAt ? false : this.prove()
    const identity = await this.engine.identify(AbortSignal.timeout(IDENTIFY_MS))
    if (identity === null) {
      if (now() - this.#verdictAt < ALIVE_MS) return true
      this.#fail()
      return false
    }
    // Another version may have other signatures, or none.
    if (identity.version !== this.#identity?.version) return this.prove()
    return true
  }

  async #prove(): Promise<boolean> {
    const { canary } = this.#options
    const identity = await this.engine.identify(AbortSignal.timeout(IDENTIFY_MS))
    if (identity === null) return this.#fail()
    const found = canary === null ? 'infected' : (await this.engine.scan(canary, AbortSignal.timeout(PROVE_MS))).status
    if (found === 'unavailable') return this.#fail()
    if (identity.version !== this.#identity?.version) this.#limit = NOTHING_TRIED
    this.#identity = identity
    this.#failures = 0
    this.#become(found === 'infected' ? 'ok' : 'blind')
    return found === 'infected'
  }

  #note(result: ScanResult, called: AbortSignal, signal: AbortSignal): void {
    if (result.status !== 'unavailable' || result.reason === 'SCANNER_LIMIT') {
      this.#verdictAt = this.#options.now()
      this.#failures = 0
    } else if (called.aborted) {
      // Whoever asked went away: nothing is learnt of the engine.
    } else if (signal.aborted) {
      // Slow over this file, or hanging: who answers meanwhile is only slow.
      void this.look(false)
    } else this.#become('away')
  }

  #fail(): false {
    this.#failures += 1
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(this.#failures - 1, 10))
    this.#nextLookAt = this.#options.now() + backoffMs
    this.#become('away')
    return false
  }

  #become(status: EngineState['status']): void {
    // What comes back may be another daemon, with other limits.
    if (status === 'away') this.#limit = NOTHING_TRIED
    if (this.status === status) return
    this.status = status
    this.#options.onChange()
  }

  /** Whether it looks into files of that size; null when that cannot be said now. Without a canary it is believed to. */
  looksInto(sizeBytes: number): Promise<boolean | null> {
    const { canary, now } = this.#options
    if (canary === null) return Promise.resolve(true)
    if (now() - this.#measuredAt > MEASURE_AGAIN_MS) this.#limit = NOTHING_TRIED
    const known = looksInto(this.#limit, sizeBytes)
    if (known !== null) return Promise.resolve(known)
    const measured = this.#measuring.then(() => this.#measure(sizeBytes, canary))
    this.#measuring = measured
    return measured
  }

  async #measure(sizeBytes: number, canary: Uint8Array): Promise<boolean | null> {
    const known = looksInto(this.#limit, sizeBytes)
    if (known !== null) return known
    const { maxBytes, timeoutMs, now } = this.#options
    const scan = async (bytes: Uint8Array): Promise<ScanResult> => {
      const signal = AbortSignal.timeout(timeoutMs)
      const result = await this.engine.scan(bytes, signal)
      return signal.aborted && result.status === 'unavailable' ? TIMED_OUT : result
    }
    const limit = await measureLimit(this.#limit, sizeBytes, maxBytes, canary, scan)
    // Gone away meanwhile: what was seen may be of another.
    if (limit === null || !this.trusted) return null
    this.#limit = limit === 'unmeasurable' ? { ...NOTHING_TRIED, mostBytes: SURE_BYTES, silent: true } : limit
    this.#measuredAt = now()
    return looksInto(this.#limit, sizeBytes)
  }
}

/** The work goes on for whoever else waits for it. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null)
  const { promise, resolve, reject } = Promise.withResolvers<T | null>()
  const stop = () => resolve(null)
  signal.addEventListener('abort', stop, { once: true })
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  return promise
}
