/** A policy is either whole and meant as written, or refused with the file, the path and what was expected there. */
import { z } from 'zod'
import type { IdentityLevel } from '../core/identity.ts'
import type { LinkAction, LinkRule, Policy } from '../core/policy.ts'
import { MAX_PATTERN_CHARACTERS, ownPatternFault } from '../parse/text/own-pattern.ts'
import { parseUrl } from '../parse/url.ts'
import { DEFAULT_POLICY, DEFAULT_STEP_UP, usualStepUp } from './defaults.ts'
import { faultsOf, type PolicyFault, policyInvalid, prototypeKey } from './fault.ts'
import { nearestName } from './nearest.ts'
import { levelSchema, senderFaults } from './sender-schema.ts'

const MAX_RULES = 500
/** 16 TiB. */
const MAX_WAITING_BYTES = 16 * 1024 ** 4
const CODE = /^[A-Z][A-Z0-9_]{2,63}$/
const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,63}\/[a-z0-9][a-z0-9.+_-]{0,99}$/

/** What a policy may name that is not of its own making. */
export interface Known {
  /** That inspectors emit. */
  readonly codes: ReadonlySet<string>
  /** That there are files of. */
  readonly languages: ReadonlySet<string>
}

function oneOf<const Names extends readonly string[]>(names: Names) {
  return z.enum(names, { error: () => `expected one of ${names.join(', ')}` })
}

const linkAction = oneOf(['release', 'rewrite', 'defang', 'remove', 'hold', 'block'])
/** A level that is not named takes the rule of the next lower one, so `{ anonymous: remove, authenticated: rewrite }` says it all. */
const byLevel = z
  .strictObject({
    anonymous: linkAction,
    claimed: linkAction.optional(),
    authenticated: linkAction.optional(),
    verified: linkAction.optional(),
  })
  .transform((named): Readonly<Record<IdentityLevel, LinkAction>> => {
    const claimed = named.claimed ?? named.anonymous
    const authenticated = named.authenticated ?? claimed
    return { anonymous: named.anonymous, claimed, authenticated, verified: named.verified ?? authenticated }
  })
/** By hand and not as a union, so that a fault names the level and not "one of two shapes". */
const linkRule = z.unknown().transform((rule, context): LinkRule => {
  const parsed = (typeof rule === 'object' && rule !== null ? byLevel : linkAction).safeParse(rule, { reportInput: true })
  if (parsed.success) return parsed.data
  // A misspelt level is mostly why another is missing: it is said first.
  const rank = (issue: z.core.$ZodIssue) => Number(issue.code !== 'unrecognized_keys')
  const issues = parsed.error.issues.toSorted((a, b) => rank(a) - rank(b))
  for (const issue of issues) context.issues.push({ ...issue, input: issue.input } as never)
  return z.NEVER
})
const fileAction = oneOf(['release', 'disarm', 'hold', 'remove', 'block'])
/** What could not be looked into cannot be rebuilt without a claim too many. */
const incompleteFileAction = oneOf(['release', 'hold', 'remove', 'block'])
const messageAction = oneOf(['release', 'hold', 'block'])
const wordsAction = oneOf(['release', 'mask', 'hold', 'block'])

const whole = (max: number, min = 1) => z.int().min(min).max(max)
/** A name under a listed suffix, or below one: `com` would keep the links of half the world. */
const domain = z
  .string()
  .max(253)
  .transform((name) => name.toLowerCase())
  .refine((name) => /^[^\s/:@*]+$/.test(name) && (parseUrl(`https://${name}/`)?.registrableDomain ?? null) !== null, {
    message: 'expected a domain, such as ourcompany.example',
  })
  .transform((name) => parseUrl(`https://${name}/`)?.host ?? name)
/** RFC 8601 2.5: mostly a host name, in any case compared as it is written but for letter case. */
const authservId = z
  .string()
  .max(253)
  .regex(/^[!#-'*+.0-9A-Z^_`a-z{|}~-]+$/, 'expected an authserv-id as it stands in Authentication-Results, such as mx.ourcompany.example')
const label = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{C}]+$/u, 'expected text without control characters')

/** Rules by name. A name that is left out keeps its shipped rule. */
function rules<Action extends z.ZodType>(
  action: Action,
  shipped: Readonly<Record<string, z.output<Action>>>,
  fault: (name: string) => string | null,
) {
  return z
    .record(z.string(), action)
    .superRefine((table, context) => {
      const names = Object.keys(table)
      if (names.length > MAX_RULES) context.addIssue({ code: 'custom', message: `expected at most ${MAX_RULES} rules` })
      for (const name of names.slice(0, MAX_RULES)) {
        const message = fault(name)
        if (message !== null) context.addIssue({ code: 'custom', path: [name], message })
      }
    })
    .prefault({})
    .transform((table) => ({ ...shipped, ...table }))
}

function severities<Action extends z.ZodType>(action: Action, shipped: Partial<Record<string, z.output<Action>>>) {
  const one = action.optional()
  return z
    .strictObject({ informational: one, low: one, medium: one, high: one, critical: one })
    .prefault({})
    .transform((table) => ({ ...shipped, ...table }))
}

/** Of the last letters and digits; more would hide nothing. */
const keepLast = () => whole(8, 0)

/** The channel's own kinds of personal data; each name once, each pattern one that finds something and takes linear time. */
const ownPatterns = z
  .array(
    z.strictObject({
      name: label(60),
      pattern: z
        .string()
        .min(1)
        .max(MAX_PATTERN_CHARACTERS)
        .superRefine((pattern, context) => {
          const message = ownPatternFault(pattern)
          if (message !== null) context.addIssue({ code: 'custom', message })
        }),
      action: wordsAction.default('mask'),
      keepLast: keepLast().default(0),
    }),
  )
  .max(50)
  .superRefine((patterns, context) => {
    const names = new Set<string>()
    for (const [index, { name }] of patterns.entries()) {
      if (names.has(name)) context.addIssue({ code: 'custom', path: [index, 'name'], message: 'another pattern has this name' })
      names.add(name)
    }
  })

/** A code in the wrong table would never apply, and the admin would believe that it does. */
function codeFault(knownCodes: ReadonlySet<string>, home: 'links' | 'files' | 'personalData' | 'message') {
  return (code: string): string | null => {
    if (!CODE.test(code)) return 'expected a finding code, such as LINK_USERINFO'
    if (!knownCodes.has(code)) {
      const nearest = nearestName(code, knownCodes)
      return `no inspector emits this finding code${nearest === null ? '' : `; did you mean ${nearest}?`}`
    }
    const belongs = HOMES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'message'
    return belongs === home ? null : `this code speaks about ${TOPICS[belongs]}: move it to ${belongs}.findings`
  }
}

/** An own pattern has its action and its digits beside it. */
function personalFault(knownCodes: ReadonlySet<string>) {
  const fault = codeFault(knownCodes, 'personalData')
  return (code: string): string | null =>
    code === 'PERSONAL_PATTERN' ? 'own patterns have an action and keepLast each: see personalData.patterns' : fault(code)
}

const HOMES = [
  ['LINK_', 'links'],
  ['FILE_', 'files'],
  ['PERSONAL_', 'personalData'],
] as const
const TOPICS = { links: 'links', files: 'files', personalData: 'personal data', message: 'the message' } as const

const FAMILIES = [...Object.keys(DEFAULT_POLICY.files.types), 'other']

function typeFault(name: string): string | null {
  if (FAMILIES.includes(name) || MEDIA_TYPE.test(name)) return null
  const nearest = nearestName(name, FAMILIES)
  return `expected a media type (lower case, as application/pdf) or one of ${FAMILIES.join(', ')}${nearest === null ? '' : `; did you mean ${nearest}?`}`
}

/** `loginLink` follows from the kind of the channel when it is left out. */
const stepUpSchema = z
  .strictObject({
    loginLink: oneOf(['allow', 'never']).optional(),
    acrValues: z
      .array(label(300).regex(/^\S+$/, 'expected an acr without blanks'))
      .max(20)
      .default([...DEFAULT_STEP_UP.acrValues]),
    maxAgeSeconds: whole(31_536_000, 0).default(DEFAULT_STEP_UP.maxAgeSeconds),
    codeMinutes: z.number().min(0.01).max(1_440).default(DEFAULT_STEP_UP.codeMinutes),
    maxCodesPerHour: whole(1_000).default(DEFAULT_STEP_UP.maxCodesPerHour),
    matchEmail: oneOf(['whenKnown', 'required', 'off']).default(DEFAULT_STEP_UP.matchEmail),
    sessionMinutes: whole(1_440, 0).default(DEFAULT_STEP_UP.sessionMinutes),
  })
  .prefault({})

/** Every key that may be left out has its default here, from `defaults.ts`; the result spells all of them out. */
function policySchema({ codes: knownCodes, languages }: Known) {
  const d = DEFAULT_POLICY
  const level = (shipped: (typeof d.senders)['anonymous']) => levelSchema(shipped, oneOf, typeFault)
  const unidentified = d.rateLimit.unidentified
  const shape = z.strictObject({
    channel: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected a channel id: lower-case letters, digits and hyphens, 63 at most'),
    kind: oneOf(['chat', 'email', 'social']),
    name: label(120),
    campaign: label(120).default(d.campaign),
    language: oneOf([...languages].toSorted()).default(d.language),
    senders: z
      .strictObject({
        anonymous: level(d.senders.anonymous),
        claimed: level(d.senders.claimed),
        authenticated: level(d.senders.authenticated),
        verified: level(d.senders.verified),
      })
      .prefault({}),
    identity: z
      .strictObject({
        verifiedAcr: z
          .array(label(300))
          .max(50)
          .default([...d.identity.verifiedAcr]),
        verifiedAmr: z.array(label(64)).max(50).default([]),
        mail: z
          .strictObject({
            check: oneOf(['on', 'off']).default(d.identity.mail.check),
            trustedForwarders: z.array(domain).max(200).default([]),
            trustedResults: z.array(authservId).max(50).default([]),
          })
          .prefault({}),
        remember: z
          .strictObject({
            days: whole(3_650, 0).default(d.identity.remember.days),
            upTo: oneOf(['authenticated', 'verified']).default(d.identity.remember.upTo),
            alignment: oneOf(['relaxed', 'strict']).default(d.identity.remember.alignment),
          })
          .prefault({}),
        stepUp: stepUpSchema,
      })
      .prefault({}),
    links: z
      .strictObject({
        default: linkAction.default(d.links.default),
        keep: z.array(domain).max(1_000).default([]),
        findings: rules(linkRule, d.links.findings, codeFault(knownCodes, 'links')),
        severity: severities(linkRule, d.links.severity),
      })
      .prefault({}),
    files: z
      .strictObject({
        default: fileAction.default(d.files.default),
        types: rules(fileAction, d.files.types, typeFault),
        findings: rules(fileAction, d.files.findings, codeFault(knownCodes, 'files')).refine(
          ({ FILE_MALWARE: kind }) => kind !== 'release' && kind !== 'disarm',
          {
            path: ['FILE_MALWARE'],
            message: 'known malware is never released; expected one of hold, remove, block',
          },
        ),
        severity: severities(fileAction, d.files.severity),
        passwords: oneOf(['ask', 'off']).default(d.files.passwords),
      })
      .prefault({}),
    message: z
      .strictObject({
        findings: rules(messageAction, d.message.findings, codeFault(knownCodes, 'message')),
        severity: severities(messageAction, d.message.severity),
      })
      .prefault({}),
    personalData: z
      .strictObject({
        findings: rules(wordsAction, d.personalData.findings, personalFault(knownCodes)),
        keepLast: rules(keepLast(), d.personalData.keepLast, personalFault(knownCodes)),
        patterns: ownPatterns.default([]),
      })
      .prefault({}),
    onIncomplete: z
      .strictObject({
        message: messageAction.default(d.onIncomplete.message),
        link: linkAction.default(d.onIncomplete.link),
        file: incompleteFileAction.default(d.onIncomplete.file),
      })
      .prefault({}),
    hold: z.strictObject({ hours: whole(24 * 366).default(d.hold.hours) }).prefault({}),
    rateLimit: z
      .strictObject({
        messagesPerMinute: whole(10_000_000).default(d.rateLimit.messagesPerMinute),
        unidentified: z
          .strictObject({
            itemsPerSender: whole(1_000_000).default(unidentified.itemsPerSender),
            bytesPerSender: whole(MAX_WAITING_BYTES).default(unidentified.bytesPerSender),
            itemsPerChannel: whole(100_000_000).default(unidentified.itemsPerChannel),
            bytesPerChannel: whole(MAX_WAITING_BYTES).default(unidentified.bytesPerChannel),
          })
          .prefault({}),
      })
      .prefault({}),
    limits: z
      .strictObject({
        maxMessageBytes: whole(1_073_741_824).default(d.limits.maxMessageBytes),
        maxFileBytes: whole(1_073_741_824).default(d.limits.maxFileBytes),
        maxFiles: whole(1_000, 0).default(d.limits.maxFiles),
        maxTextCharacters: whole(10_000_000).default(d.limits.maxTextCharacters),
        maxHtmlCharacters: whole(50_000_000).default(d.limits.maxHtmlCharacters),
      })
      .prefault({}),
  })
  const checked = shape.superRefine(({ kind, identity, senders, limits }, context) => {
    if (kind !== 'chat' && identity.stepUp.sessionMinutes > 0) {
      const message = 'expected 0: only a chat is one session; for an address see identity.remember'
      context.addIssue({ code: 'custom', path: ['identity', 'stepUp', 'sessionMinutes'], message })
    }
    for (const { path, message } of senderFaults(senders as Policy['senders'], limits))
      context.addIssue({ code: 'custom', path: [...path], message })
  })
  return checked.transform(({ identity, ...policy }) => {
    const loginLink = identity.stepUp.loginLink ?? usualStepUp(policy.kind).loginLink
    return { ...policy, identity: { ...identity, stepUp: { ...identity.stepUp, loginLink } } }
  })
}

type Checked = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly faults: readonly PolicyFault[] }

/** Building a schema takes longer than a hundred uses of it. */
const schemas = new WeakMap<Known, ReturnType<typeof policySchema>>()

/** At least one fault when it is not ok. */
export function checkPolicy(untrusted: unknown, known: Known): Checked {
  const hidden = prototypeKey(untrusted, [])
  if (hidden !== null) return { ok: false, faults: [{ path: hidden, expected: 'unknown key' }] }
  let schema = schemas.get(known)
  if (schema === undefined) {
    schema = policySchema(known)
    schemas.set(known, schema)
  }
  const parsed = schema.safeParse(untrusted, { reportInput: true })
  if (parsed.success) return { ok: true, policy: parsed.data as Policy }
  return { ok: false, faults: parsed.error.issues.flatMap(faultsOf) }
}

/**
 * @param source where it came from, for the message: a file's name, or `body` of a request
 * @throws ForebayError `POLICY_INVALID` (422); `field` is the path of the first fault
 */
export function parsePolicy(untrusted: unknown, source: string, known: Known): Policy {
  const checked = checkPolicy(untrusted, known)
  if (checked.ok) return checked.policy
  throw policyInvalid(source, checked.faults)
}
