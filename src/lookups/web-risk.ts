/** Asks Google Web Risk by hash prefix: four bytes of a hash leave the machine, never an address; what is not a clear answer is no verdict. */
import { createHash } from 'node:crypto'
import type { ListMatch, Reputation, ThreatAnswer } from '../core/reputation.ts'
import { type Clock, DAY_MS } from '../core/time.ts'
import type { HttpAnswer, HttpClient } from './http-client.ts'
import { canonicalise } from './lists/canonical.ts'
import { hostStartsIn, pathEndsIn, WEB_RISK_LIMITS } from './lists/expressions.ts'

export interface WebRiskOptions {
  readonly http: Pick<HttpClient, 'get'>
  readonly apiKey: string
  readonly clock: Clock
  /** For one address, all its questions together. */
  readonly timeoutMs: number
  /** As matches name it. */
  readonly id?: string
  readonly endpoint?: string | undefined
  readonly threatTypes?: readonly string[]
  /** Prefixes whose answers are kept. */
  readonly maxCached?: number
  /** Questions under way at once, of all addresses. */
  readonly parallel?: number
}

const ENDPOINT = 'https://webrisk.googleapis.com/v1/hashes:search'
const CATEGORIES: Readonly<Record<string, string>> = {
  MALWARE: 'malware',
  SOCIAL_ENGINEERING: 'phishing',
  SOCIAL_ENGINEERING_EXTENDED_COVERAGE: 'phishing',
  UNWANTED_SOFTWARE: 'unwanted-software',
}
const USUAL_THREAT_TYPES = ['MALWARE', 'SOCIAL_ENGINEERING', 'UNWANTED_SOFTWARE']
const PREFIX_BYTES = 4
const HASH_BYTES = 32
const USUAL_CACHED = 20_000
const USUAL_PARALLEL = 16
/** Whatever an answer says: a clock that is wrong does not make a verdict last. */
const LONGEST_CACHE_MS = DAY_MS
const LONGEST_PAUSE_MS = 300_000
const MAX_UNDER_WAY = 2_000
/** Nobody shares a prefix with more. */
const MAX_THREATS = 1_000

/** What is known of one prefix. */
interface Known {
  /** Until when a hash that is not among `threats` is harmless. */
  readonly harmlessUntil: number
  /** By full hash in base64. */
  readonly threats: ReadonlyMap<string, { readonly category: string | null; readonly until: number }>
}

type Asked = Known | 'REPUTATION_UNAVAILABLE' | 'REPUTATION_TIMEOUT'

/**
 * Source: https://cloud.google.com/web-risk/docs/lookup-api and the REST reference of `hashes.search`.
 * Questions about the same prefix are asked once; one that a caller gives up on still fills the cache.
 */
export function createWebRisk(options: WebRiskOptions): Pick<Reputation, 'ask'> {
  const { http, clock, timeoutMs, id = 'web-risk', endpoint = ENDPOINT } = options
  const threatTypes = options.threatTypes ?? USUAL_THREAT_TYPES
  const maxCached = options.maxCached ?? USUAL_CACHED
  const cache = new Map<string, Known>()
  const underWay = new Map<string, Promise<Asked>>()
  const lane = createLane(options.parallel ?? USUAL_PARALLEL)
  let pausedUntil = 0

  function remember(prefix: string, known: Known): void {
    cache.delete(prefix)
    cache.set(prefix, known)
    // A Map gives its oldest first.
    if (cache.size > maxCached) cache.delete(cache.keys().next().value as string)
  }

  function question(prefix: string): Promise<Asked> {
    const already = underWay.get(prefix)
    if (already !== undefined) return already
    // Under a flood there is no verdict, rather than a line without end.
    if (underWay.size >= MAX_UNDER_WAY) return Promise.resolve('REPUTATION_UNAVAILABLE')
    const since = clock()
    const asked = lane<Asked>(async () => (clock() - since > timeoutMs ? 'REPUTATION_TIMEOUT' : await askFor(prefix))).finally(() =>
      underWay.delete(prefix),
    )
    underWay.set(prefix, asked)
    return asked
  }

  async function askFor(prefix: string): Promise<Asked> {
    if (clock() < pausedUntil) return 'REPUTATION_UNAVAILABLE'
    const query = new URLSearchParams([...threatTypes.map((type) => ['threatTypes', type]), ['hashPrefix', prefix]] as [string, string][])
    const late = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await http.get({
        url: `${endpoint}?${query}`,
        headers: { 'x-goog-api-key': options.apiKey, accept: 'application/json' },
        signal: late,
      })
      if (answer.status === 429 || answer.status === 503) {
        const seconds = Number(answer.headers['retry-after'])
        pausedUntil = clock() + Math.min(LONGEST_PAUSE_MS, (seconds > 0 ? seconds : 1) * 1_000)
      }
      const known = readAnswer(answer, prefix, clock())
      if (known === null) return 'REPUTATION_UNAVAILABLE'
      remember(prefix, known)
      return known
    } catch (error) {
      const code = (error as { readonly code?: unknown } | null)?.code
      return late.aborted || code === 'REQUEST_TIMEOUT' ? 'REPUTATION_TIMEOUT' : 'REPUTATION_UNAVAILABLE'
    }
  }

  /** Null when nobody knows and it must be asked. */
  function fromCache(prefix: string, hash: string): Verdict | null {
    const known = cache.get(prefix)
    return known === undefined ? null : verdictOf(known, hash, clock())
  }

  async function ask(href: string, signal: AbortSignal): Promise<ThreatAnswer> {
    const hashes = hashesOf(href)
    const found = new Map<string, ListMatch>()
    const note = (expression: string, { category }: Threat) =>
      found.set(category ?? '', { kind: 'block', list: id, matched: expression, category, ageMs: null })
    const open: (typeof hashes)[number][] = []
    for (const one of hashes) {
      const verdict = fromCache(one.prefix, one.hash)
      if (verdict === null) open.push(one)
      else if (verdict !== 'harmless') note(one.expression, verdict)
    }
    if (found.size > 0 || open.length === 0) return { status: 'ok', matches: [...found.values()] }

    const answers = await inTime(Promise.all(open.map(async (one) => ({ one, asked: await question(one.prefix) }))), timeoutMs, signal)
    if (answers === null) return { status: 'unavailable', reason: 'REPUTATION_TIMEOUT' }
    let missing: Exclude<Asked, Known> | null = null
    for (const { one, asked } of answers) {
      if (typeof asked === 'string') missing ??= asked
      else {
        // As answered just now, however short it may be kept.
        const threat = asked.threats.get(one.hash)
        if (threat !== undefined) note(one.expression, threat)
      }
    }
    // One that is known for bad is enough, whatever else could not be asked.
    if (missing !== null && found.size === 0) return { status: 'unavailable', reason: missing }
    return { status: 'ok', matches: [...found.values()] }
  }

  return {
    async ask(href, signal) {
      if (signal.aborted) return { status: 'unavailable', reason: 'REPUTATION_TIMEOUT' }
      return await ask(href, signal)
    },
  }
}

interface Threat {
  readonly category: string | null
}
type Verdict = Threat | 'harmless'

function verdictOf(known: Known, hash: string, now: number): Verdict | null {
  const threat = known.threats.get(hash)
  // A threat whose time is over is asked for again, even while its neighbours are still known to be harmless.
  if (threat !== undefined) return now < threat.until ? threat : null
  return now < known.harmlessUntil ? 'harmless' : null
}

function hashesOf(href: string) {
  const address = canonicalise(href)
  if (address === null) return []
  const ends = pathEndsIn(address, WEB_RISK_LIMITS.folders)
  return hostStartsIn(address, WEB_RISK_LIMITS.hostLabels).flatMap((start) =>
    ends.map((end) => {
      const expression = address.text.slice(start, end)
      const hash = createHash('sha256').update(expression).digest()
      return { expression, hash: hash.toString('base64'), prefix: hash.subarray(0, PREFIX_BYTES).toString('base64') }
    }),
  )
}

/** Null for whatever is not an answer by the book: an error page of a proxy says nothing about an address. */
function readAnswer({ status, body, truncated }: HttpAnswer, prefix: string, now: number): Known | null {
  if (status !== 200 || truncated) return null
  const answer = parseJson(body)
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null
  const { threats = [], negativeExpireTime } = answer as { readonly threats?: unknown; readonly negativeExpireTime?: unknown }
  const harmlessUntil = readTime(negativeExpireTime, now)
  if (!Array.isArray(threats) || threats.length > MAX_THREATS || harmlessUntil === null) return null
  const read = new Map<string, { readonly category: string | null; readonly until: number }>()
  for (const threat of threats) {
    const one = readThreat(threat, now)
    if (one === null || !one.hash.subarray(0, PREFIX_BYTES).equals(Buffer.from(prefix, 'base64'))) return null
    read.set(one.hash.toString('base64'), one)
  }
  return { harmlessUntil, threats: read }
}

function readThreat(threat: unknown, now: number) {
  if (typeof threat !== 'object' || threat === null) return null
  const { threatTypes, hash, expireTime } = threat as { readonly [Key in 'threatTypes' | 'hash' | 'expireTime']?: unknown }
  const until = readTime(expireTime, now)
  if (typeof hash !== 'string' || until === null || !Array.isArray(threatTypes) || threatTypes.length === 0) return null
  const bytes = Buffer.from(hash, 'base64')
  if (bytes.length !== HASH_BYTES) return null
  const type = threatTypes.find((one) => typeof one === 'string' && Object.hasOwn(CATEGORIES, one)) as string | undefined
  return { hash: bytes, category: type === undefined ? null : (CATEGORIES[type] ?? null), until }
}

/** RFC 3339; at least for as long as the answer takes to be used. */
function readTime(value: unknown, now: number): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(at, now + LONGEST_CACHE_MS)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    // No JSON is no answer.
    return null
  }
}

/** Null when the time is up or the caller has called it off; what runs goes on, for those who ask next. */
function inTime<T>(work: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null)
    const timer = setTimeout(stop, timeoutMs)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    })
  })
}

/** At most so many at once; the others wait for their turn. */
function createLane(parallel: number) {
  let active = 0
  const waiting: (() => void)[] = []
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (active >= parallel) await new Promise<void>((resume) => waiting.push(resume))
    else active += 1
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next === undefined) active -= 1
      else next()
    }
  }
}
