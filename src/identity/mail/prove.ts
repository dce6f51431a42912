/** Whether a mail proves the address that it says to be from; whatever is odd, late or too much of anything proves nothing, and nothing here throws. */

import type { Dns } from '../../core/dns.ts'
import type { IdentityEvidence } from '../../core/identity.ts'
import type { Arrival } from '../../core/message.ts'
import type { MailTrust } from '../../core/policy.ts'
import type { Piece } from '../piece.ts'
import { readAuthenticationResults, type StatedResults } from './authentication-results.ts'
import { canonicalMail, type MailHead, readMailHead } from './author.ts'
import {
  type ArcCheck,
  checkDmarc,
  checkSignatures,
  checkSpf,
  type DkimCheck,
  type MailResult,
  type SignatureChecks,
  type SpfCheck,
} from './checks.ts'
import { type MailResolver, resolverFor } from './resolver.ts'
import {
  arcSentence,
  dkimSentence,
  dmarcSentence,
  spfSentence,
  trustedResultsSentence,
  trustedSealSentence,
  uncheckableSentence,
} from './sentences.ts'

export interface MailProving {
  readonly dns: Dns
  /** Our own host name, which a domain's SPF may ask for. */
  readonly receiver: string
  /** For everything, from the first question to the last. */
  readonly timeoutMs: number
}

export interface ProvenMail {
  readonly pieces: readonly Piece[]
  /** The DNS was asked: tomorrow it may say something else, so this is kept with the message. */
  readonly asked: boolean
}

/** Mailing lists and providers leave three or four; each one over a part of the body costs a pass over all of it. */
const MAX_SIGNATURES = 8
/** RFC 8617 4.2.1 allows fifty sets; ten are more than any way that mail takes. */
const MAX_SEAL_FIELDS = 30
const MAX_LINE_BYTES = 131_072
/** Each signature may ask for a hash of its own over the whole body. */
const MAX_HASHED_BYTES = 64 * 1_048_576

const NOTHING_SIGNED: SignatureChecks = { dkim: [], arc: { result: 'none', reason: null, seals: [], coversAuthor: false } }

export async function proveMail(
  raw: Uint8Array,
  envelope: Arrival['envelope'],
  trust: Pick<MailTrust, 'trustedForwarders' | 'trustedResults'>,
  { dns, receiver, timeoutMs }: MailProving,
): Promise<ProvenMail> {
  const head = readMailHead(raw)
  if (isTooMuch(raw, head)) {
    const sentence = 'The mail has more header lines or signatures, or is larger, than is checked (DKIM)'
    return { pieces: [...trustedResults(head, trust), unproven('dkim', 'permerror', sentence)], asked: false }
  }
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  const { resolve: resolver, asked, unanswered, exceeded } = resolverFor(dns, whenLate(late.signal))
  try {
    const [spf, signatures] = await Promise.all([
      checkSpf(envelope, receiver, resolver).catch((): SpfCheck => ({ result: 'temperror', domain: '' })),
      signaturesOf(raw, head, resolver, late.signal),
    ])
    const { arc } = signatures
    const dmarc = await dmarcOf(head, envelope, spf, signatures.dkim, resolver)
    const pieces = [
      ...dmarc,
      ...trustedSeals(head, { ...arc, result: arc.result === 'fail' && unanswered() ? 'temperror' : arc.result }, trust),
      ...trustedResults(head, trust),
      spfPiece(envelope, spf),
      ...dkimPieces(signatures.dkim),
    ]
    // Only an outage passes: what asks too much, or brings a check to fall over, will do so tomorrow: RFC 8601 2.7 has `permerror` for that.
    const mayPass = !exceeded() && (unanswered() || late.signal.aborted)
    return { pieces: mayPass ? pieces : pieces.map(asPermanent), asked: asked() > 0 }
  } finally {
    clearTimeout(timer)
    late.abort()
  }
}

function isTooMuch(raw: Uint8Array, { tooBig, signatures, seals }: MailHead): boolean {
  return (
    tooBig ||
    signatures > MAX_SIGNATURES ||
    seals > MAX_SEAL_FIELDS ||
    raw.byteLength * (signatures + (seals > 0 ? 1 : 0)) > MAX_HASHED_BYTES
  )
}

async function signaturesOf(raw: Uint8Array, head: MailHead, resolver: MailResolver, signal: AbortSignal): Promise<SignatureChecks> {
  if (head.signatures === 0 && head.seals === 0) return NOTHING_SIGNED
  const { bytes, longestLineBytes } = canonicalMail(raw)
  if (longestLineBytes > MAX_LINE_BYTES) return unchecked('permerror')
  // What a hostile mail brings to fall over has not been checked, as what came too late has not.
  return checkSignatures(bytes, resolver, signal).catch(() => unchecked('temperror'))
}

function unchecked(result: MailResult): SignatureChecks {
  return { dkim: [{ result, domain: '', whole: true }], arc: { ...NOTHING_SIGNED.arc, result } }
}

async function dmarcOf(
  { author, authorDomain }: MailHead,
  envelope: Arrival['envelope'],
  spf: SpfCheck,
  dkim: readonly DkimCheck[],
  resolver: MailResolver,
): Promise<readonly Piece[]> {
  if (author === null || authorDomain === null)
    return [unproven('dmarc', 'permerror', 'The mail names no sender, several, or one in an odd way, so that it proves none (DMARC)')]
  const checks = [spf, ...dkim]
  const open = checks.some((check) => check.result === 'temperror')
  // Where nobody knows the server that it came from, SPF may well have passed there: that is no failure, and no question to the DNS.
  if (!open && envelope?.clientIp === undefined && !checks.some((check) => check.result === 'pass'))
    return [unproven('dmarc', 'none', 'There is no signature that holds, and nobody said which server the mail came from (DMARC)')]
  const { result } = await checkDmarc(author, spf, dkim, resolver).catch(() => ({ result: 'temperror' as const }))
  // What did not answer could have aligned.
  const told: MailResult = open && result === 'fail' ? 'temperror' : result
  const sentence = dmarcSentence(told, authorDomain)
  if (told !== 'pass') return [unproven('dmarc', told, sentence)]
  const { evidence, subject } = proof('dmarc', sentence)
  return [{ evidence: isExact(authorDomain, spf, dkim) ? { ...evidence, exact: true } : evidence, subject }]
}

/** As strict alignment has it (RFC 9989 4.4), whatever the domain itself asks for. */
function isExact(authorDomain: string, spf: SpfCheck, dkim: readonly DkimCheck[]): boolean {
  const aligned = [spf, ...dkim.filter(({ whole }) => whole)]
  return aligned.some(({ result, domain }) => result === 'pass' && domain.toLowerCase() === authorDomain)
}

/** The newest seals as long as each is of a trusted forwarder: what one of these says that it saw counts. */
function trustedSeals(
  { authorDomain }: MailHead,
  arc: ArcCheck,
  { trustedForwarders }: Pick<MailTrust, 'trustedForwarders'>,
): readonly Piece[] {
  if (arc.result === 'none') return []
  const newestFirst = arc.seals.toReversed()
  const untrusted = newestFirst.findIndex(({ domain }) => !trustedForwarders.includes(domain))
  const trusted = untrusted === -1 ? newestFirst : newestFirst.slice(0, untrusted)
  // A seal over other headers than From says nothing of the address that stands there now.
  const believed = arc.coversAuthor ? trusted.find(({ results }) => saysPass(results, authorDomain)) : undefined
  return believed === undefined || authorDomain === null
    ? [unproven('arc', arc.result, arcSentence(arc.result, newestFirst[0]?.domain ?? ''))]
    : [proof('arc', trustedSealSentence(believed.domain, authorDomain))]
}

/** RFC 8601 5: only what the trusted server put on top counts; one below it, or of another name, anybody may have written. */
function trustedResults(head: MailHead, { trustedResults: ids }: Pick<MailTrust, 'trustedResults'>): readonly Piece[] {
  const wanted = new Set(ids.map((id) => id.toLowerCase()))
  const topmost =
    wanted.size === 0
      ? undefined
      : head.authenticationResults.map(readAuthenticationResults).find((stated) => wanted.has(stated?.authservId ?? ''))
  return topmost && saysPass(topmost, head.authorDomain)
    ? [proof('dmarc', trustedResultsSentence(topmost.authservId, head.authorDomain ?? ''))]
    : []
}

/** Every word on DMARC is a pass, and for the very domain that the mail is from. */
function saysPass(results: StatedResults | null, authorDomain: string | null): boolean {
  const words = results?.statements.filter(({ method }) => method === 'dmarc') ?? []
  return (
    authorDomain !== null &&
    words.length > 0 &&
    words.every(({ result, properties }) => result === 'pass' && properties.get('header.from')?.toLowerCase() === authorDomain)
  )
}

function spfPiece(envelope: Arrival['envelope'], { result, domain }: SpfCheck): Piece {
  return envelope?.clientIp === undefined
    ? unproven('spf', 'none', 'Nobody said which server the mail came from (SPF)')
    : unproven('spf', result, spfSentence(result, domain))
}

function dkimPieces(checks: readonly DkimCheck[]): readonly Piece[] {
  if (checks.length === 0) return [unproven('dkim', 'none', 'The mail is not signed (DKIM)')]
  return checks.map(({ result, domain, whole }) => unproven('dkim', result, dkimSentence(result, domain, whole)))
}

function proof(kind: IdentityEvidence['kind'], detail: string): Piece {
  return { evidence: { kind, result: 'pass', detail, supports: 'authenticated' }, subject: null }
}

function asPermanent(piece: Piece): Piece {
  const { kind, result } = piece.evidence
  return result === 'temperror' ? unproven(kind, 'permerror', uncheckableSentence(kind)) : piece
}

/** A pass of SPF or DKIM alone is one, too: it speaks of some server or domain, not of the address that agents see. */
function unproven(kind: IdentityEvidence['kind'], result: MailResult, detail: string): Piece {
  return { evidence: { kind, result, detail, supports: 'anonymous' }, subject: null }
}

function whenLate(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  signal.addEventListener('abort', () => reject(new Error('late')), { once: true })
  return promise
}
