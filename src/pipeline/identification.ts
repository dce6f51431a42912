/** What waits for an identity opens one identification a conversation; its code tells the sender how, its login lifts what waits there, and nobody else's does. */
import { randomBytes } from 'node:crypto'
import { addressFor, type Customers, type People } from '../core/customer.ts'
import { ForebayError } from '../core/error.ts'
import {
  type FoundIdentification,
  type Identification,
  type IdentificationStore,
  type IdentifiedLogin,
  type Identify,
  type IdentifyRefusal,
  type IdentityProvider,
  type ProviderLogin,
  placeOfAddress,
  placeOfConversation,
  type Refused,
  type ShownIdentification,
  type WaitingItems,
} from '../core/identification.ts'
import type { Languages } from '../core/language.ts'
import { FORGETFUL, type Policy, type StepUpRules } from '../core/policy.ts'
import type { MessageRecord } from '../core/record.ts'
import type { Store } from '../core/store.ts'
import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '../core/time.ts'
import { sessionMinutesOf } from '../identity/chat-session.ts'
import { type ReferenceCodes, readCode, shownCode } from '../identity/reference-code.ts'
import { acrAsked, emailFits, identityByLogin, isStrongEnough, loginIn } from '../identity/step-up-login.ts'
import { usualStepUp } from '../policy/defaults.ts'
import type { Amend } from './amend.ts'

export interface IdentificationDeps {
  readonly store: IdentificationStore & Pick<Store, 'load' | 'record' | 'policy' | 'appendLog'>
  readonly customers: Pick<Customers, 'linkOf'> & Pick<People, 'identifiedBy' | 'pseudonymOf' | 'subjectsIn'>
  readonly provider: IdentityProvider
  readonly identifyAs: Amend['identifyAs']
  readonly recheck: Amend['recheck']
  readonly codes: ReferenceCodes
  readonly languages: Languages
  readonly clock: Clock
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** What the sender is told to go to, as words: `example.com`. */
  readonly site: string
}

export interface Identifications extends Identify {
  /** Null when nothing waits for an identity, and when too many were opened. What was shown of the message before stays, until it is used up. */
  open(record: MessageRecord, policy: Policy, shown: ShownIdentification | undefined): Promise<ShownIdentification | null>
  /**
   * The one that is open for the message now, for a connector whose customer let the last code lapse.
   * @throws ForebayError 404, 409 `NOT_WAITING`, 429 `TOO_MANY_CODES`
   */
  openAgain(messageId: string): Promise<ShownIdentification>
  /** Tells what an earlier process was about to tell, and forgets what is over. */
  tidy(): Promise<void>
}

/** A login that began in time may end this much later. */
const LOGIN_MS = 15 * MINUTE_MS
const CONFIRM_MS = 10 * MINUTE_MS
/** Whoever needs more than this for one code is not at their first try. */
const LOGINS_PER_CODE = 10
/** Messages of one conversation that are shown, and that one login lifts. */
const LIFTED_AT_ONCE = 100
const LOOKED_BACK = 100
const UNFINISHED_AFTER_MS = 30_000
const FORGOTTEN_AFTER_MS = 90 * DAY_MS

export function createIdentifications(deps: IdentificationDeps): Identifications {
  const { store, clock, codes } = deps

  async function open(record: MessageRecord, policy: Policy, shown: ShownIdentification | undefined) {
    if (!isWaiting(record)) return null
    if (shown !== undefined && !(await isUsed(shown))) return shown
    const now = clock()
    const rules = rulesOf(policy)
    const stated = addressFor(policy.kind, record.sender?.address ?? '')
    const address = stated === '' ? null : stated
    const { channel, conversationId, id: messageId } = record
    const byAddress = address === null ? `message ${messageId}` : placeOfAddress(channel, address)
    const isSession = policy.kind === 'chat' && conversationId !== null
    const id = randomBytes(16).toString('base64url')
    const opened = await store.openIdentification({
      fresh: {
        id,
        channel,
        conversationId,
        address,
        language: policy.language,
        openedAt: now,
        expiresAt: now + rules.codeMinutes * MINUTE_MS,
      },
      code: codes.codeOf(id),
      // A chat is one session; in a thread on a platform many write, and each of them has to log in for what is their own.
      place: conversationId === null ? byAddress : placeOfConversation(channel, conversationId, isSession ? null : byAddress),
      addressPlace: byAddress,
      messageId,
      // Whoever types the address of somebody else into a chat must not use up what its owner may ask for.
      limits: { since: now - HOUR_MS, count: rules.maxCodesPerHour, mostLogins: LOGINS_PER_CODE, byAddress: !isSession },
    })
    return opened === null ? null : show(opened, rules, now)
  }

  async function isUsed({ code }: ShownIdentification): Promise<boolean> {
    const read = readCode(code)
    const found = read === null ? null : await store.identificationByCode(read)
    // One that somebody said "not mine" to is closed, and is asked for no more by itself.
    return found !== null && found.login !== null
  }

  function show({ id, language, expiresAt }: Identification, rules: StepUpRules, now: number): ShownIdentification {
    const code = shownCode(codes.codeOf(id))
    const link = rules.loginLink === 'allow' ? `${deps.publicUrl}/identify/l/${codes.linkTokenOf(id)}` : null
    const { say } = deps.languages.of(language)
    const filling = { code, site: deps.site, count: Math.max(1, Math.ceil((expiresAt - now) / MINUTE_MS)) }
    const text = say(link === null ? 'toSender.stepUp.byCode' : 'toSender.stepUp.byLink', filling)
    return { code, link, text, expiresAt: new Date(expiresAt).toISOString() }
  }

  async function note(verb: string, found: Identification | null, detail: Readonly<Record<string, string | number | null>>): Promise<void> {
    const { channel = null, id = null } = found ?? {}
    await store.appendLog([{ log: 'access', at: clock(), actor: 'customer', verb, channel, messageId: null, subject: id, detail }])
  }

  /** Who tried stands in the log by a pseudonym: a line outlives whoever it is about. */
  const personOf = (subject: string) => deps.customers.pseudonymOf({ subject })

  async function refuse(reason: IdentifyRefusal, found: Identification | null, subject: string | null = null): Promise<Refused> {
    await note('identification.refused', found, { reason, ...(subject === null ? {} : { person: personOf(subject) }) })
    return { refused: reason, language: found?.language ?? null }
  }

  /** @param graceMs for a login that is on its way already */
  async function usable(found: Identification | null, graceMs = 0): Promise<FoundIdentification> {
    if (found === null) return refuse('CODE_UNKNOWN', null)
    if (found.usedAt !== null) return refuse('CODE_USED', found)
    if (found.expiresAt + graceMs <= clock()) return refuse('CODE_EXPIRED', found)
    const version = await store.policy(found.channel)
    return version === null ? refuse('CODE_UNKNOWN', found) : { found, policy: version.policy }
  }

  /** The first reason why this login is not taken for this conversation; null when it is. */
  async function objection(found: Identification, policy: Policy, login: ProviderLogin): Promise<IdentifyRefusal | null> {
    const rules = rulesOf(policy)
    if (!isStrongEnough(login, policy, rules)) return 'ACR_TOO_LOW'
    if (!emailFits(rules, found.address, login.verifiedEmail)) return 'EMAIL_MISMATCH'
    return (await personsBefore(found, policy.kind)).some((subject) => subject !== login.subject) ? 'OTHER_PERSON' : null
  }

  async function personsBefore(found: Identification, kind: Policy['kind']): Promise<readonly string[]> {
    const { id, channel, conversationId, address } = found
    const earlier = await store.placeMessages(id, LOOKED_BACK)
    const loaded = await Promise.all(earlier.map((messageId) => store.load(messageId)))
    const inConversation = conversationId === null || kind !== 'chat' ? [] : await deps.customers.subjectsIn(channel, conversationId)
    const linked = address === null ? null : await deps.customers.linkOf(channel, address, clock())
    const subjects = loaded.map((one) => one?.identity.subject ?? null)
    return [...subjects, ...inConversation, linked?.subject ?? null, ...(await store.identifiedBefore(id))].filter(
      (subject) => subject !== null,
    )
  }

  /** All that waited there and was shown runs again, as from this person. What somebody else was identified for meanwhile stays theirs. */
  async function lift(found: Identification, login: IdentifiedLogin): Promise<void> {
    for (const messageId of login.listed) {
      try {
        await deps.identifyAs(messageId, ({ identity }) => identityByLogin(login, identity))
      } catch (error) {
        if (!(error instanceof ForebayError)) throw error
        if (error.code === 'IDENTITY_CONFLICT') await refuse('OTHER_PERSON', found, login.subject)
        // Erased since.
        else if (error.code !== 'MESSAGE_NOT_FOUND') throw error
      }
    }
    await remember(found, login)
    // What came since the list was shown needs a code that still serves.
    for (const messageId of await store.waitingMessages(found.id, clock(), login.listed.length + LIFTED_AT_ONCE))
      if (!login.listed.includes(messageId)) await deps.recheck(messageId, found.channel)
    await store.identificationDone(found.id, clock())
  }

  async function remember({ id, channel, address }: Identification, login: IdentifiedLogin): Promise<void> {
    const version = await store.policy(channel)
    const [message] = await store.placeMessages(id, 1)
    if (version === null || message === undefined) return
    const { days } = version.policy.identity.remember ?? FORGETFUL
    const linked = login.provesAddress && days > 0 ? address : null
    // By a message, which may have been erased meanwhile: then nobody is brought back.
    await deps.customers.identifiedBy(message, withoutProof(login), channel, linked, login.at + days * DAY_MS)
  }

  return {
    open,
    refuse: (reason) => refuse(reason, null),

    async openAgain(messageId) {
      const record = await store.record(messageId)
      if (record === null) throw new ForebayError('MESSAGE_NOT_FOUND', 'There is no such message.', { status: 404 })
      if (!isWaiting(record))
        throw new ForebayError('NOT_WAITING', 'Nothing of this message waits for its sender to be identified.', { status: 409 })
      const version = await store.policy(record.channel)
      const shown = version === null ? null : await open(record, version.policy, undefined)
      if (shown !== null) return shown
      throw new ForebayError('TOO_MANY_CODES', 'Too many codes were asked for in this conversation.', {
        status: 429,
        retryAfterSeconds: 600,
      })
    },

    async byCode(untrustedCode) {
      const code = readCode(untrustedCode)
      return usable(code === null ? null : await store.identificationByCode(code))
    },

    async byLink(untrustedToken) {
      const id = codes.readLinkToken(untrustedToken)
      const one = await usable(id === null ? null : await store.identification(id))
      // Made when the policy allowed it still.
      return 'found' in one && rulesOf(one.policy).loginLink === 'never' ? refuse('CODE_UNKNOWN', one.found) : one
    },

    byId: async (id) => usable(await store.identification(id)),

    async begin(id) {
      const one = await usable(await store.identification(id))
      if ('refused' in one) return one
      const { found, policy } = one
      const rules = rulesOf(policy)
      try {
        const { url, ...kept } = await deps.provider.begin({ ...rules, acrValues: acrAsked(policy, rules), language: found.language })
        const step = { secret: kept.state, identificationId: id, kind: 'login', expiresAt: clock() + LOGIN_MS } as const
        if (!(await store.beginLogin(id, LOGINS_PER_CODE, step))) return refuse('TOO_MANY_LOGINS', found)
        await note('identification.begun', found, {})
        return { url, kept: { ...kept, identificationId: id } }
      } catch (error) {
        return refuse(reasonIn(error), found)
      }
    },

    async finish(kept, untrustedQuery) {
      // Taken before it is looked at: an answer that comes twice is refused the second time, whatever it says.
      const id = await store.takeStep('login', kept.state, clock())
      if (id === null || id !== kept.identificationId) return refuse('LOGIN_UNKNOWN', await store.identification(kept.identificationId))
      const one = await usable(await store.identification(id), LOGIN_MS)
      if ('refused' in one) return one
      const { found, policy } = one
      let login: ProviderLogin
      try {
        login = await deps.provider.finish(kept, untrustedQuery, rulesOf(policy).maxAgeSeconds)
      } catch (error) {
        return refuse(reasonIn(error), found)
      }
      const reason = await objection(found, policy, login)
      if (reason !== null) return refuse(reason, found, login.subject)
      const confirm = randomBytes(24).toString('base64url')
      await store.keepStep({ secret: confirm, identificationId: id, kind: 'confirm', expiresAt: clock() + CONFIRM_MS })
      return { confirm, login }
    },

    async waiting(id) {
      const found = await store.identification(id)
      const version = found === null ? null : await store.policy(found.channel)
      const records = await Promise.all((await store.waitingMessages(id, clock(), LIFTED_AT_ONCE)).map((one) => store.record(one)))
      const messages = records.filter((record) => record !== null).map(itemsOf)
      const sessionMinutes = version === null || found?.conversationId === null ? 0 : sessionMinutesOf(version.policy)
      return { channelName: version?.policy.name ?? '', sessionMinutes, messages }
    },

    async confirm(id, secret, given, listed) {
      if ((await store.takeStep('confirm', secret, clock())) !== id) return refuse('LOGIN_UNKNOWN', await store.identification(id))
      const one = await usable(await store.identification(id), LOGIN_MS + CONFIRM_MS)
      if ('refused' in one) return one
      const { found, policy } = one
      // Somebody else may have been identified there meanwhile.
      const reason = await objection(found, policy, given)
      if (reason !== null) return refuse(reason, found, given.subject)
      const login = { ...loginIn(given, found.address, policy), listed }
      if (!(await store.useIdentification(id, login, clock()))) return refuse('CODE_USED', found, given.subject)
      await note('identification.completed', found, { person: personOf(given.subject), level: login.level, acr: given.acr })
      await lift(found, login)
      return { done: true }
    },

    async disown(id, secret) {
      if ((await store.takeStep('confirm', secret, clock())) !== id) return
      await store.closeIdentification(id, clock())
      await refuse('NOT_MINE', await store.identification(id))
    },

    async tidy() {
      const now = clock()
      for (const one of await store.unfinishedIdentifications(now - UNFINISHED_AFTER_MS, LIFTED_AT_ONCE))
        if (one.login !== null) await lift(one, one.login)
      await store.forgetIdentifications(now, now - FORGOTTEN_AFTER_MS)
    },
  }
}

/** True while something of it waits for nothing but its sender's identity. */
function isWaiting({ verdict }: MessageRecord): boolean {
  return verdict?.actions.some(isForIdentity) ?? false
}

function isForIdentity({ kind, reason }: { readonly kind: string; readonly reason: string }): boolean {
  return kind === 'hold' && reason === 'IDENTITY_REQUIRED'
}

function itemsOf({ id, receivedAt, verdict }: MessageRecord): WaitingItems['messages'][number] {
  const waiting = verdict?.actions.filter(isForIdentity) ?? []
  const count = (of: string) => waiting.filter(({ subject }) => subject.kind === of).length
  return { id, receivedAt: Date.parse(receivedAt), files: count('part'), links: count('link'), words: count('message') > 0 }
}

function rulesOf({ identity, kind }: Policy): StepUpRules {
  return identity.stepUp ?? usualStepUp(kind)
}

function withoutProof({ subject, level, acr, at }: IdentifiedLogin) {
  return { subject, level, acr, at }
}

function reasonIn(error: unknown): IdentifyRefusal {
  if (!(error instanceof ForebayError)) throw error
  switch (error.code) {
    case 'PROVIDER_UNAVAILABLE':
    case 'STATE_MISMATCH':
    case 'LOGIN_CANCELLED':
    case 'LOGIN_INVALID':
    case 'LOGIN_TOO_OLD':
      return error.code
    default:
      throw error
  }
}
