/** Gathers everything that speaks about each subject, from the report, the sender's level and the channel's rules; a subject that no check has an outcome for is incomplete. */
import type { Identity, IdentityLevel } from '../core/identity.ts'
import { type InboundMessage, type Part, partsThere } from '../core/message.ts'
import type { LinkRule, Policy } from '../core/policy.ts'
import type { Finding, Outcome, Report, SubjectRef } from '../core/report.ts'
import type { ActionKind } from '../core/verdict.ts'
import { familyOf } from '../parse/file/family.ts'
import { fileTree } from './file-tree.ts'
import type { Ground } from './ground.ts'
import { linkGrounds, passToFile, staysInMessage } from './link-grounds.ts'
import { linkPlaces } from './link-place.ts'
import { senderGrounds, senderLinkGround } from './sender-ground.ts'
import { wordsGrounds } from './words-grounds.ts'

export interface Grounds {
  readonly message: readonly Ground[]
  readonly links: ReadonlyMap<string, readonly Ground[]>
  readonly files: readonly Part[]
  readonly perFile: ReadonlyMap<string, readonly Ground[]>
  readonly perBody: ReadonlyMap<string, readonly Ground[]>
  /** Only words that something is said against. */
  readonly words: ReadonlyMap<string, readonly Ground[]>
  /** Top-level files of the links that are inside one, by link id. */
  readonly fileOfLink: ReadonlyMap<string, string>
}

/** What nobody has looked at yet is not a person's to release either: it has to be looked at first. */
export const NOT_YET_LOOKED_AT: ReadonlySet<string> = new Set(['SCAN_PENDING', 'DEFERRED', 'CALLED_OFF', 'NOT_INSPECTED'])
/** Known malware never goes out, whoever asks, and what is on a list is taken off it first. */
export const NEVER_LIFTED: ReadonlySet<string> = new Set(['FILE_MALWARE', 'FILE_HASH_BLOCKED', 'LINK_BLOCKLISTED'])

/** Where a subject's grounds go, and which part of the policy speaks about it. */
interface Place {
  readonly table: 'message' | 'links' | 'files'
  readonly into: readonly Ground[][]
}

export function collectGrounds(input: {
  readonly message: InboundMessage
  readonly report: Report
  readonly identity: Identity
  readonly policy: Policy
}): Grounds {
  const { message, report, identity, policy } = input
  const tree = fileTree(message.parts)
  const bySender = senderGrounds(message, tree, policy, identity.level)
  const ofLinks = senderLinkGround(policy, identity.level)
  const forMessage: Ground[] = [...bySender.message]
  const links = new Map<string, Ground[]>()
  const perFile = new Map<string, Ground[]>()
  const perBody = new Map<string, Ground[]>()
  const places = linkPlaces(message, tree)

  for (const link of message.links) links.set(link.linkId, linkGrounds(link, places.get(link.linkId) ?? 'nowhere', policy, ofLinks))
  for (const file of tree.files)
    perFile.set(file.partId, file.expired ? [gone(file.expired)] : [...(bySender.files.get(file.partId) ?? [])])
  for (const part of partsThere(message.parts)) {
    const root = tree.rootOf.get(part.partId)
    if (root === undefined) perBody.set(part.partId, [])
    else perFile.get(root)?.push(byType(part, policy))
  }

  const fileOfLink = new Map<string, string>()
  for (const link of message.links) {
    const root = tree.rootOf.get(link.partId)
    if (root === undefined || places.get(link.linkId) !== 'file') continue
    fileOfLink.set(link.linkId, root)
    // A link inside a file counts as one; it cannot be taken out of it, so the file waits.
    if (ofLinks !== null && !staysInMessage(link)) perFile.get(root)?.push({ ...ofLinks, kind: 'hold' })
  }
  const placeOf = (subject: SubjectRef): Place | null => {
    switch (subject.kind) {
      case 'message':
        return { table: 'message', into: [forMessage] }
      case 'link': {
        const own = links.get(subject.id)
        return own === undefined ? null : { table: 'links', into: [own] }
      }
      case 'words':
        return null
      case 'part': {
        const root = tree.rootOf.get(subject.id)
        const file = root === undefined ? undefined : perFile.get(root)
        if (file !== undefined) return { table: 'files', into: [file] }
        const body = perBody.get(subject.id)
        return body === undefined ? null : { table: 'message', into: [forMessage, body] }
      }
    }
  }

  const words = new Map<string, Ground[]>()
  for (const finding of report.findings) {
    if (finding.words !== undefined) {
      wordsGrounds(finding, policy, words, forMessage)
      continue
    }
    const place = placeOf(finding.subject)
    const ground =
      place === null ? incomplete('message', 'SUBJECT_UNKNOWN', policy) : byFinding(finding, place.table, policy, identity.level)
    if (ground !== null) for (const grounds of place?.into ?? [forMessage]) grounds.push(ground)
  }
  judgeOutcomes(report, message, policy, placeOf, forMessage)
  for (const [linkId, root] of fileOfLink) for (const ground of links.get(linkId) ?? []) passToFile(ground, perFile.get(root))
  return { message: forMessage, links, files: tree.files, perFile, perBody, words, fileOfLink }
}

/** Nobody brings back what was deleted. */
function gone({ reason }: NonNullable<Part['expired']>): Ground {
  return { kind: 'remove', source: 'review', rule: 'expired', reason, findings: [], severity: null, pinned: true }
}

/** Promise 2: a check that did not end well makes its subject incomplete, and so does a subject without any check. */
function judgeOutcomes(
  report: Report,
  message: InboundMessage,
  policy: Policy,
  placeOf: (subject: SubjectRef) => Place | null,
  forMessage: Ground[],
): void {
  const seen = { message: new Set<string>(), link: new Set<string>(), part: new Set<string>(), words: new Set<string>() }
  let allOk = true
  for (const outcome of report.outcomes) {
    seen[outcome.subject.kind].add(outcome.subject.id)
    if (outcome.status === 'ok') continue
    allOk = false
    const place = placeOf(outcome.subject)
    const ground = incomplete(place?.table ?? 'message', reasonOf(outcome), policy)
    for (const grounds of place?.into ?? [forMessage]) grounds.push(ground)
  }
  // The outcomes are the proof; a report that says otherwise than its outcomes has lost some.
  if (allOk && !report.complete) forMessage.push(incomplete('message', 'REPORT_INCOMPLETE', policy))
  const prove = (subject: SubjectRef): void => {
    if (seen[subject.kind].has(subject.id)) return
    const place = placeOf(subject)
    for (const grounds of place?.into ?? []) grounds.push(incomplete(place?.table ?? 'message', 'NOT_INSPECTED', policy))
  }
  prove({ kind: 'message', id: 'm' })
  for (const link of message.links) prove({ kind: 'link', id: link.linkId })
  for (const part of partsThere(message.parts)) if (part.role === 'file') prove({ kind: 'part', id: part.partId })
}

/** Down, slow or answering nonsense is all the same for the file that waits. */
function reasonOf(outcome: Outcome): string {
  if (outcome.reason === 'SCANNER_TIMEOUT') return 'SCANNER_UNAVAILABLE'
  return outcome.reason ?? `CHECK_${outcome.status.toUpperCase()}`
}

function incomplete(table: Place['table'], reason: string, policy: Policy): Ground {
  const subject = table === 'links' ? 'link' : table === 'files' ? 'file' : 'message'
  const kind = policy.onIncomplete[subject]
  const pinned = NOT_YET_LOOKED_AT.has(reason)
  return { kind, source: 'incomplete', rule: `onIncomplete.${subject}`, reason, findings: [], severity: null, pinned }
}

/** A code that the policy names goes by its name, any other by its severity; null when neither has a rule. */
function byFinding(finding: Finding, table: Place['table'], policy: Policy, level: IdentityLevel): Ground | null {
  const rules = policy[table]
  const named = Object.hasOwn(rules.findings, finding.code) ? actionFor(rules.findings[finding.code], level) : undefined
  const kind = named ?? actionFor(rules.severity?.[finding.severity], level)
  if (kind === undefined) return null
  const rule = named === undefined ? `${table}.severity.${finding.severity}` : `${table}.findings.${finding.code}`
  const pinned = NEVER_LIFTED.has(finding.code)
  return { kind, source: 'finding', rule, reason: finding.code, findings: [finding.id], severity: finding.severity, pinned }
}

function actionFor(rule: ActionKind | LinkRule | undefined, level: IdentityLevel): ActionKind | undefined {
  return typeof rule === 'object' ? rule[level] : rule
}

function byType(part: Part, policy: Policy): Ground {
  const { kind, rule } = typeRule(part.detectedType, familyOf(part.detectedType), policy)
  const reason = kind === 'disarm' ? 'FILE_TYPE_REBUILT' : 'FILE_TYPE_NOT_ALLOWED'
  return { kind, source: 'rule', rule, reason, findings: [], severity: null, pinned: false }
}

/** The rule for a detected type: its own, else its family's, else the default. */
export function typeRule(detectedType: string, family: string, policy: Policy): { readonly kind: ActionKind; readonly rule: string } {
  for (const key of [detectedType, family]) {
    const kind = Object.hasOwn(policy.files.types, key) ? policy.files.types[key] : undefined
    if (kind !== undefined) return { kind, rule: `files.types.${key}` }
  }
  return { kind: policy.files.default, rule: 'files.default' }
}
