/** The mail standards, each asked by itself: SPF (RFC 7208), DKIM (RFC 6376), ARC (RFC 8617) and DMARC (RFC 9989), as strictly as they are written. */
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { arc } from 'mailauth/lib/arc/index.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js'
import { spf } from 'mailauth/lib/spf/index.js'
import type { Arrival } from '../../core/message.ts'
import { readAuthenticationResults, type StatedResults, withoutInstance } from './authentication-results.ts'
import type { MailResolver } from './resolver.ts'

/** RFC 8601 2.7 words. */
export type MailResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror' | 'policy'

export interface SpfCheck {
  readonly result: MailResult
  /** That was checked: of MAIL FROM, or HELO where that is empty (RFC 7208 2.4). */
  readonly domain: string
}

export interface DkimCheck {
  readonly result: MailResult
  readonly domain: string
  /** The signature covers the body to its end: an `l=` leaves room for words of somebody else (RFC 6376 8.2). */
  readonly whole: boolean
}

export interface Seal {
  readonly domain: string
  /** What the sealer says that it saw; null when it is not written as it should be. */
  readonly results: StatedResults | null
}

export interface ArcCheck {
  readonly result: MailResult
  readonly reason: string | null
  /** First hop first; empty unless the chain holds. */
  readonly seals: readonly Seal[]
  /** The newest signature of the chain covers From. */
  readonly coversAuthor: boolean
}

export interface DmarcCheck {
  readonly result: MailResult
}

export interface SignatureChecks {
  readonly dkim: readonly DkimCheck[]
  readonly arc: ArcCheck
}

/** RFC 8301 3.2. */
const MIN_KEY_BITS = 1_024
const CHUNK_BYTES = 64 * 1_024
const WORDS: ReadonlySet<string> = new Set(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'policy'])

/** @param envelope with the address of the client; without one SPF says nothing */
export async function checkSpf(envelope: Arrival['envelope'], receiver: string, resolver: MailResolver): Promise<SpfCheck> {
  const { clientIp, helo, mailFrom } = envelope ?? {}
  const domain = (mailFrom || helo || '').split('@').at(-1)?.toLowerCase() ?? ''
  if (clientIp === undefined || mailFrom === undefined || domain === '') return { result: 'none', domain }
  const checked = await spf({ ip: clientIp, sender: mailFrom, helo: helo ?? '', mta: receiver, resolver, strict: true })
  return { result: wordOf(checked.status.result), domain: checked.domain ?? domain }
}

/** DKIM and ARC read the same bytes, so they are read once; a turn is given between chunks, so that a large mail holds nothing else up. */
export async function checkSignatures(mail: Buffer, resolver: MailResolver, signal: AbortSignal): Promise<SignatureChecks> {
  const { dkim, arc: chain, arcSaysNoForm } = await verify(mail, resolver, signal, true)
  // RFC 8617 has no default of its own for a missing `c=`, drafts before it had relaxed: whichever holds was signed by that key.
  return { dkim, arc: chain.result === 'fail' && arcSaysNoForm ? (await verify(mail, resolver, signal, false)).arc : chain }
}

async function verify(mail: Buffer, resolver: MailResolver, signal: AbortSignal, strict: boolean) {
  const input = Readable.from(chunksOf(mail), { signal, objectMode: false })
  const options = { resolver, strict, minBitLength: MIN_KEY_BITS }
  const verified = await dkimVerify(input, options)
  const data = (verified as unknown as { readonly arc: ArcData }).arc
  const checked = await arc(data as unknown as Parameters<typeof arc>[0], options)
  const result = wordOf(checked.status.result)
  const sets = Array.isArray(data.chain) ? (data.chain as readonly ArcSet[]) : []
  const newest = sets.at(-1)?.['arc-message-signature']?.parsed
  const checks: SignatureChecks = {
    dkim: verified.results.flatMap(({ signingDomain, status }) =>
      signingDomain === undefined
        ? []
        : [{ result: wordOf(status.result), domain: signingDomain.toLowerCase(), whole: (status.underSized ?? 0) === 0 }],
    ),
    arc: {
      result,
      reason: checked.status.comment ?? null,
      seals: result === 'pass' ? sets.map(sealOf) : [],
      coversAuthor: /(^|:)\s*from\s*(:|$)/i.test(String(newest?.h?.value ?? '')) && newest?.l === undefined,
    },
  }
  return { ...checks, arcSaysNoForm: newest !== undefined && newest.c === undefined }
}

/** Alignment, and what the domain asks for: RFC 9989 5.3. A signature over a part of the body aligns nothing here. */
export async function checkDmarc(
  author: string,
  spfCheck: SpfCheck,
  dkim: readonly DkimCheck[],
  resolver: MailResolver,
): Promise<DmarcCheck> {
  const { response } = await evaluateDmarc({
    headerFrom: [author],
    spfDomains: spfCheck.result === 'pass' ? [spfCheck.domain] : [],
    dkimDomains: dkim.filter(({ result, whole }) => result === 'pass' && whole).map(({ domain }) => ({ id: domain, domain })),
    resolver,
    strict: true,
  } as unknown as Parameters<typeof evaluateDmarc>[0])
  return { result: response === false ? 'permerror' : wordOf(response.status.result) }
}

/** What mailauth keeps beside its results. */
interface ArcData {
  readonly chain: readonly ArcSet[] | false
}

interface ArcSet {
  readonly 'arc-seal'?: { readonly parsed?: Tags }
  readonly 'arc-message-signature'?: { readonly parsed?: Tags }
  readonly 'arc-authentication-results'?: { readonly original?: Uint8Array | string }
}

type Tags = { readonly [tag in 'c' | 'd' | 'h' | 'l']?: { readonly value?: unknown } }

function sealOf(set: ArcSet): Seal {
  const line = String(set['arc-authentication-results']?.original ?? '')
  const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n/g, '')
  return {
    domain: String(set['arc-seal']?.parsed?.d?.value ?? '').toLowerCase(),
    results: readAuthenticationResults(withoutInstance(value)),
  }
}

async function* chunksOf(mail: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < mail.length; at += CHUNK_BYTES) {
    yield mail.subarray(at, at + CHUNK_BYTES)
    await nextTurn()
  }
}

function wordOf(result: string): MailResult {
  return WORDS.has(result) ? (result as MailResult) : 'permerror'
}
