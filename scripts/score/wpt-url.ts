/** Scores how an address is read against the tests that browsers are held to: web-platform-tests, url/resources. */
import { readFileSync } from 'node:fs'
import { MAX_URL_CHARACTERS, parseUrl, readHref } from '../../src/parse/url.ts'
import { listFiles, type Measure, notHere, share } from './measure.ts'

const SHOW = 'wpt url'
const URL_FILES = ['urltestdata.json', 'urltestdata-javascript-only.json', 'ada_extra_urltestdata.json', 'ada_long_urltestdata.json']
const HOST_FILES = ['toascii.json', 'IdnaTestV2.json', 'IdnaTestV2-removed.json']

interface UrlCase {
  readonly input: string
  readonly base?: string | null
  readonly failure?: boolean
  readonly href?: string
  readonly hostname?: string
}

interface HostCase {
  readonly input: string
  /** Null: no browser takes it for a host. */
  readonly output: string | null
}

export function scoreWptUrl(folder: string): readonly Measure[] {
  return [
    ...URL_FILES.flatMap((name) => scoreFile(folder, name, readUrlCase)),
    ...HOST_FILES.flatMap((name) => scoreFile(folder, name, readHostCase)),
  ]
}

/** `hit`, or what we read in place of what is expected; `refused` when it is beyond our own bound. */
type Answer = { readonly kind: 'hit' | 'refused' } | { readonly kind: 'miss'; readonly got: string }

function scoreFile<T extends { readonly input: string }>(folder: string, name: string, read: (test: T) => Answer): readonly Measure[] {
  const [path] = listFiles(folder, (file) => file === name)
  if (path === undefined) return [notHere(SHOW, name)]
  // Strings are comments.
  const tests = (JSON.parse(readFileSync(path, 'utf8')) as readonly unknown[]).filter((entry): entry is T => typeof entry === 'object')
  const misses: string[] = []
  let refused = 0
  for (const test of tests) {
    const answer = read(test)
    if (answer.kind === 'refused') refused += 1
    if (answer.kind === 'miss') misses.push(`${JSON.stringify(test)} gives ${answer.got}`)
  }
  const total = tests.length - refused
  const measures = [share(SHOW, name, total - misses.length, total, total, misses)]
  if (refused > 0)
    measures.push({ show: SHOW, measure: `${name}: beyond ${MAX_URL_CHARACTERS} characters`, value: String(refused), ok: null, misses: [] })
  return measures
}

function readUrlCase({ input, base, failure, href, hostname }: UrlCase): Answer {
  const url = parseUrl(input, base ?? undefined)
  if (url === null && input.length > MAX_URL_CHARACTERS) return { kind: 'refused' }
  if (readHref(input, base ?? undefined) !== (url?.href ?? null))
    return { kind: 'miss', got: 'one href from readHref and another from parseUrl' }
  if (failure === true || url === null)
    return failure === true && url === null ? { kind: 'hit' } : { kind: 'miss', got: url?.href ?? 'null' }
  if (url.href !== href) return { kind: 'miss', got: url.href }
  return hostname === undefined || url.host === expectedHost(hostname) ? { kind: 'hit' } : { kind: 'miss', got: `host ${url.host}` }
}

function readHostCase({ input, output }: HostCase): Answer {
  // The URL standard tests an empty host by a setter; no address has one.
  if (input === '') return { kind: 'hit' }
  const host = parseUrl(`https://${input}/x`)?.host ?? null
  return host === expectedHost(output ?? '') ? { kind: 'hit' } : { kind: 'miss', got: String(host) }
}

/** As ParsedUrl has it: no brackets, no root's dot, lower case, null for none. */
function expectedHost(hostname: string): string | null {
  if (hostname === '') return null
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  const lower = hostname.toLowerCase()
  return lower.length > 1 && lower.endsWith('.') ? lower.slice(0, -1) : lower
}
