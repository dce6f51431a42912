/** What a signed address is worth at the moment of the click: read back, judged again by today's inspectors, lists and policy, and noted in the archive log; nothing is opened but shorteners, and those only where the operator says so. */
import type { Click, ClickedLink, Gateway } from '../core/gateway.ts'
import type { House } from '../core/inspector.ts'
import { type InboundMessage, type Link, NOTHING_ASIDE } from '../core/message.ts'
import type { Queue } from '../core/queue.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Finding, Report } from '../core/report.ts'
import type { Store } from '../core/store.ts'
import type { StoredMessage } from '../core/stored-message.ts'
import type { Clock } from '../core/time.ts'
import type { Action, Review } from '../core/verdict.ts'
import { inspect, mergeReports } from '../inspection/inspect.ts'
import { INSPECTORS } from '../inspection/registry.ts'
import { destinationOf, hopsOf } from '../parse/link/hops.ts'
import { isOneTimeShape } from '../parse/link/one-time.ts'
import { isShortener } from '../parse/link/shorteners.ts'
import { parseUrl } from '../parse/url.ts'
import { decide } from '../policy/decide.ts'
import { hostOf, isWeb } from '../release/address.ts'
import { explanationOf } from '../release/explain.ts'
import type { SignedLink } from '../release/link-token.ts'
import { wordsIn } from '../release/words/words.ts'
import { type Assessing, lookFurther, NOTHING_MORE } from './assess.ts'

export interface GatewayDeps {
  readonly assessing: Pick<
    Assessing,
    'lookupInspectors' | 'scanner' | 'reputation' | 'scansPerMessage' | 'stopwatch' | 'house' | 'rewriteLink' | 'languages'
  >
  readonly store: Pick<Store, 'load' | 'policy' | 'amend' | 'appendLog' | 'askReview'>
  readonly enqueue: Queue['enqueue']
  readonly clock: Clock
  /** Null for a token that was not signed here, and for a host that is not the link's own. */
  readToken(untrustedToken: string, untrustedHost: string): SignedLink | null
  /** How long an address works, counted from when its message came in. */
  readonly maxAgeMs: number
  /** The `Location` of an answer, null when it has none or there is no answer; never follows. Null: shorteners are not resolved. */
  readonly resolve: ((url: string) => Promise<string | null>) | null
}

/** A shortener of a shortener of a shortener is no honest one. */
const MAX_RESOLVED = 3
/** How long a click waits for what others know of the address. */
const LOOKUP_MS = 3_000
/** What is said about the message's words and not about the address stays as it was found. */
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(['links/mismatch', 'links/barcode'])
/** Nobody is asked in vain: only where a reviewer's word would open the link. */
const LET_THROUGH = { decision: 'release', by: '', at: Number.MAX_SAFE_INTEGER, reason: '' } as const
const LINK_INSPECTORS = INSPECTORS.filter((inspector) => inspector.looksAt === 'link' && !OF_THE_MESSAGE.has(inspector.id))

export function createGateway(deps: GatewayDeps): Gateway {
  const { store, clock } = deps

  async function look(untrustedToken: string, untrustedHost: string): Promise<Click> {
    const signed = deps.readToken(untrustedToken, untrustedHost)
    if (signed === null || !isWeb(signed.url)) return { state: 'unknown' }
    const stored = await store.load(signed.messageId)
    if (stored?.record == null) return { state: 'unknown' }
    const language = (await store.policy(stored.record.channel))?.policy.language ?? ''
    if (clock() - signed.issuedAt > deps.maxAgeMs) return { state: 'expired', messageId: signed.messageId, linkId: signed.linkId, language }
    return judge(signed, stored, stored.record, language)
  }

  /** The verdict of today counts, not that of the day when the link was written. */
  async function judge(signed: SignedLink, stored: StoredMessage, record: MessageRecord, language: string): Promise<Click> {
    const released = record.release?.links.find((one) => one.id === signed.linkId)
    const about = { ...clicked(signed, record), language, shown: released?.shown ?? null }
    const found = record.report.findings.filter(({ subject }) => subject.kind === 'link' && subject.id === signed.linkId)
    // An id that another address has by now is no longer this link.
    const isSame = released?.url == null || released.url === addressOf(signed, record)
    if (released === undefined || !isSame || record.status !== 'released') {
      return { state: 'blocked', link: { ...about, findings: found }, explanation: '', canAsk: false }
    }
    const judged = await judgeAddress(signed, stored, record, found)
    if (judged === null) return { state: 'blocked', link: { ...about, findings: found }, explanation: released.explanation, canAsk: false }
    const { action, canAsk, findings, explanation } = judged
    const link: ClickedLink = { ...about, findings }
    if (isOpen(action)) return { state: 'open', link }
    if (released.action === 'rewrite' || released.action === 'release') await recheck(signed.messageId, record.channel)
    return { state: 'blocked', link, explanation, canAsk }
  }

  /** Null when the channel has no policy any more. */
  async function judgeAddress(signed: SignedLink, stored: StoredMessage, record: MessageRecord, found: readonly Finding[]) {
    const version = await store.policy(record.channel)
    if (version === null) return null
    const { policy } = version
    const message = alone(signed, stored, record)
    const fresh = inspectLink(message, deps.assessing.house, deps.assessing.stopwatch)
    const kept = { outcomes: [], findings: found.filter(({ inspector }) => OF_THE_MESSAGE.has(inspector)) }
    const seen = { message, report: mergeReports(fresh, kept), files: new Map<string, Uint8Array>(), inspectMs: 0, ...NOTHING_MORE }
    const { report } = await lookFurther(seen, { ...deps.assessing, lookupInspectors: ofLinks(deps) }, AbortSignal.timeout(LOOKUP_MS))
    const decided = (reviews: readonly Review[]) =>
      decide({ message, report, identity: stored.identity, policy, policyVersion: version.version, reviews }).actions.find(
        ({ subject }) => subject.kind === 'link',
      )
    const action = decided(stored.reviews)
    if (action === undefined) return null
    const asIfReviewed = decided([...stored.reviews, { ...LET_THROUGH, subject: action.subject }])
    return {
      action,
      canAsk: asIfReviewed !== undefined && isOpen(asIfReviewed),
      findings: report.findings,
      explanation: explanationOf(action, report.findings, wordsIn(deps.assessing.languages.of(policy.language))),
    }
  }

  function addressOf(signed: SignedLink, record: MessageRecord): string {
    const { messageId, linkId, url } = signed
    return deps.assessing.rewriteLink({ messageId, linkId, url, host: hostOf(url) ?? '', issuedAt: Date.parse(record.receivedAt) })
  }

  /** The release is revised, so that nobody else comes this far. */
  async function recheck(messageId: string, channel: string): Promise<void> {
    if (await store.amend(messageId, { kind: 'recheck' }, clock())) await deps.enqueue(channel, messageId)
  }

  /** Follows a shortener to what it stands for, judging each step; what cannot be told is not opened. */
  async function resolved(
    click: Click & { readonly state: 'open' },
    signed: SignedLink,
  ): Promise<{ click: Click; address: string | null }> {
    let url = click.link.url
    const { resolve } = deps
    const stored = resolve === null ? null : await store.load(signed.messageId)
    for (let step = 0; step < MAX_RESOLVED; step += 1) {
      const address = parseUrl(url)
      if (resolve === null || stored?.record == null || address?.host == null) break
      if (!isShortener(address.host) || isOneTimeShape(address)) break
      const next = await resolve(url)
      if (next === null) break
      url = next
      // A reviewer saw the short address, and not what it stands for today.
      const judged = await judgeAddress({ ...signed, url }, { ...stored, reviews: [] }, stored.record, [])
      if (judged === null || !isOpen(judged.action) || !isWeb(url)) {
        const link = { ...click.link, findings: judged?.findings ?? [], onwardHost: hostOf(url) }
        return { click: { state: 'blocked', link, explanation: judged?.explanation ?? '', canAsk: false }, address: null }
      }
    }
    return { click, address: url }
  }

  return {
    look,
    async goOn(untrustedToken, untrustedHost) {
      const click = await look(untrustedToken, untrustedHost)
      const signed = deps.readToken(untrustedToken, untrustedHost)
      return click.state === 'open' && signed !== null ? resolved(click, signed) : { click, address: null }
    },
    async note(click, verb, agent) {
      if (click.state === 'unknown') return
      const about = click.state === 'expired' ? click : click.link
      const record = click.state === 'expired' ? null : click.link.record
      const channel = record?.channel ?? (await store.load(about.messageId))?.arrival.channel ?? null
      await store.appendLog([
        {
          log: 'archive',
          at: clock(),
          actor: agent ?? (click.state === 'expired' ? null : click.link.agent) ?? 'unknown',
          verb,
          channel,
          messageId: about.messageId,
          subject: about.linkId,
          detail: {
            state: click.state,
            ...(click.state === 'expired' ? {} : { host: hostOf(click.link.url), revision: click.link.record.revision }),
          },
        },
      ])
    },
    async askReview(untrustedToken, untrustedHost, agent) {
      const click = await look(untrustedToken, untrustedHost)
      if (click.state !== 'blocked' || !click.canAsk) return false
      const { messageId, linkId, record } = click.link
      const askedBy = agent ?? click.link.agent ?? 'unknown'
      const at = clock()
      const subject = { kind: 'link', id: linkId } as const
      await store.askReview({ messageId, channel: record.channel, subject, askedBy, askedAt: at })
      const entry = {
        log: 'archive',
        at,
        actor: askedBy,
        verb: 'link.review-asked',
        channel: record.channel,
        messageId,
        subject: linkId,
      } as const
      await store.appendLog([{ ...entry, detail: {} }])
      return true
    },
  }
}

function isOpen(action: Action): boolean {
  return action.kind === 'rewrite' || action.kind === 'release'
}

function ofLinks({ assessing }: GatewayDeps) {
  return assessing.lookupInspectors.filter((inspector) => inspector.looksAt === 'address')
}

function clicked(signed: SignedLink, record: MessageRecord): Omit<ClickedLink, 'findings' | 'shown' | 'language'> {
  const address = parseUrl(signed.url)
  const onward = address === null ? null : destinationOf(hopsOf(address)).address
  const onwardHost = onward === null || onward.host === address?.host ? null : onward.unicodeHost
  const { messageId, linkId, url, agent } = signed
  return { messageId, linkId, url, agent, site: address?.registrableDomain ?? null, onwardHost, record }
}

/** The message with this one link and nothing else in it: what stands beside was judged when it came in. */
function alone(signed: SignedLink, stored: StoredMessage, record: MessageRecord): InboundMessage {
  const link: Link = {
    linkId: signed.linkId,
    partId: 'p1',
    untrustedUrl: signed.url,
    url: signed.url,
    shownText: null,
    source: 'html',
    via: 'gateway',
  }
  const { id, channel, kind, conversationId, receivedAt } = stored.arrival
  const words = { body: '', slots: [{ at: 0, kind: 'link', linkId: signed.linkId }] } as const
  const envelope = { sentAt: null, sender: record.sender, recipients: [], subject: null, messageIdHeader: null }
  return { id, channel, kind, conversationId, receivedAt, ...envelope, parts: [], links: [link], text: words, html: null, ...NOTHING_ASIDE }
}

function inspectLink(message: InboundMessage, house: House, now: () => number): Report {
  const asked = { inspector: 'gateway/click', subject: { kind: 'message', id: 'm' }, status: 'ok', ms: 0 } as const
  const parsed = { message, bytes: new Map(), listings: new Map(), outcomes: [asked] }
  return inspect(parsed, LINK_INSPECTORS, { now, house, enter: () => undefined, skips: new Map() })
}
