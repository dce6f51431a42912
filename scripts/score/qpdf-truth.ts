/** Asks the real qpdf what is in a PDF, by walking every object that it knows. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Feature = 'javascript' | 'launch' | 'openaction' | 'embedded' | 'xfa' | 'uri' | 'additional' | 'encrypted' | 'password'

export interface Truth {
  readonly features: ReadonlySet<Feature>
  /** Null when qpdf finds no pages. */
  readonly pageCount: number | null
}

const BY_KEY: Readonly<Record<string, Feature>> = {
  '/JS': 'javascript',
  '/JavaScript': 'javascript',
  '/Launch': 'launch',
  '/OpenAction': 'openaction',
  '/EmbeddedFile': 'embedded',
  '/EmbeddedFiles': 'embedded',
  '/EF': 'embedded',
  '/XFA': 'xfa',
  '/URI': 'uri',
  '/AA': 'additional',
  '/Encrypt': 'encrypted',
}
const BY_NAME: Readonly<Record<string, Feature>> = {
  '/JavaScript': 'javascript',
  '/Launch': 'launch',
  '/EmbeddedFile': 'embedded',
  '/URI': 'uri',
}
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024
const TIMEOUT_MS = 60_000

export async function hasQpdf(): Promise<boolean> {
  return (await qpdf(['--version'])) !== null
}

/** Null when qpdf reads nothing of it. */
export async function askQpdf(path: string): Promise<Truth | null> {
  if ((await exitOf(['--requires-password', path])) === 0) return { features: new Set(['password', 'encrypted']), pageCount: null }
  const json = await qpdf(['--json=2', '--json-key=qpdf', '--json-stream-data=none', path])
  if (json === null) return null
  const features = new Set<Feature>()
  walk(parsed(json), features)
  return features.size === 0 && !json.includes('"obj:') ? null : { features, pageCount: await countPages(path) }
}

export async function countPages(path: string): Promise<number | null> {
  const count = Number((await qpdf(['--show-npages', path]))?.trim() || Number.NaN)
  return Number.isInteger(count) ? count : null
}

/** Names of actions that `qpdf --qdf` still shows outside of strings and streams; null when it does not read the file. */
export async function featuresLeft(path: string): Promise<ReadonlySet<Feature> | null> {
  return (await askQpdf(path))?.features ?? null
}

/** What it printed; with warnings too (3), null when it failed. */
async function qpdf(options: readonly string[]): Promise<string | null> {
  try {
    return (await run('qpdf', [...options], { maxBuffer: MAX_OUTPUT_BYTES, timeout: TIMEOUT_MS })).stdout
  } catch (error) {
    const { code, stdout } = error as { readonly code?: unknown; readonly stdout?: string }
    return code === 3 && stdout !== undefined ? stdout : null
  }
}

async function exitOf(options: readonly string[]): Promise<number> {
  try {
    await run('qpdf', [...options], { timeout: TIMEOUT_MS })
    return 0
  } catch (error) {
    return Number((error as { readonly code?: unknown }).code)
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    // Cut off, or bytes that are no Unicode: then nothing is known of it.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Strings are `u:…` or `b:…` there, and references `1 0 R`, so what begins with a slash is a name. */
function walk(value: unknown, features: Set<Feature>): void {
  if (typeof value === 'string') {
    const feature = Object.hasOwn(BY_NAME, value) ? BY_NAME[value] : undefined
    if (feature !== undefined) features.add(feature)
  } else if (Array.isArray(value)) for (const one of value) walk(one, features)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const feature = Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : undefined
      if (feature !== undefined && inner !== null && isMeant(key, inner)) features.add(feature)
      walk(inner, features)
    }
  }
}

/** Usage rights have an /EF of bare names. */
function isMeant(key: string, value: unknown): boolean {
  return key !== '/EF' || !Array.isArray(value)
}
