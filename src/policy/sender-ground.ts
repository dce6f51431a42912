/** What an identity level may not send asks for identification where that helps, and says the plain truth where no login would. */
import { IDENTITY_LEVELS, type IdentityLevel } from '../core/identity.ts'
import type { InboundMessage, Part } from '../core/message.ts'
import type { LevelRule, Policy } from '../core/policy.ts'
import { messageWaits, senderFileRule } from '../core/sender-rule.ts'
import type { ActionKind, SenderLimit } from '../core/verdict.ts'
import { familyOf } from '../parse/file/family.ts'
import type { FileTree } from './file-tree.ts'
import type { Ground } from './ground.ts'

export interface SenderGrounds {
  readonly message: readonly Ground[]
  /** By top-level file. */
  readonly files: ReadonlyMap<string, readonly Ground[]>
}

/** Of the message and its files; links are asked about one by one. */
export function senderGrounds(message: Pick<InboundMessage, 'parts'>, tree: FileTree, policy: Policy, level: IdentityLevel): SenderGrounds {
  const higher = higherRules(policy, level)
  const rule = policy.senders[level]
  const forMessage: Ground[] = []
  if (rule.reaches === 'nobody') {
    const helps = higher.some(({ reaches }) => reaches !== 'nobody')
    // No person decides about it, a reviewer neither.
    forMessage.push({ ...ground(level, 'reaches', 'hold', helps ? null : 'MESSAGES_NOT_ALLOWED'), pinned: true })
  }
  if (rule.text === 'hold') {
    const helps = higher.some((one) => !messageWaits(one))
    forMessage.push(ground(level, 'text', 'hold', helps ? null : 'MESSAGES_NOT_ALLOWED'))
  }
  return { message: forMessage, files: fileGrounds(message, tree, policy, level) }
}

/** Null where the level may send links. */
export function senderLinkGround(policy: Policy, level: IdentityLevel): Ground | null {
  const { links } = policy.senders[level]
  if (links === 'allow') return null
  const helps = higherRules(policy, level).some((one) => linkRank(one.links) < linkRank(links))
  return ground(level, 'links', links, helps ? null : 'LINKS_NOT_ALLOWED')
}

/** How little of a link goes on: what is held and what is removed are alike in that it does not. */
export function linkRank(links: LevelRule['links']): number {
  return links === 'allow' ? 0 : links === 'defang' ? 1 : 2
}

function fileGrounds(message: Pick<InboundMessage, 'parts'>, tree: FileTree, policy: Policy, level: IdentityLevel) {
  const grounds = new Map<string, Ground[]>()
  const rule = policy.senders[level]
  if (tree.files.length === 0 || !isNarrow(rule)) return grounds
  const inside = partsByFile(message, tree)
  const here = refusals(rule, tree, inside)
  const above = higherRules(policy, level).map((one) => refusals(one, tree, inside))
  for (const [id, refused] of here) {
    // A login helps when some higher level may send this very file; else what is said is what stands in the way of the highest.
    const helps = above.some((one) => !one.has(id))
    const last = helps ? undefined : above.at(-1)?.get(id)?.[0]
    for (const { kind, at, otherwise, limit: ownLimit } of refused) {
      const limit = last === undefined ? ownLimit : last.limit
      const one = ground(level, at, kind, helps ? null : (last?.otherwise ?? otherwise))
      const known = grounds.get(id) ?? []
      known.push(limit === undefined ? one : { ...one, limit })
      grounds.set(id, known)
    }
  }
  return grounds
}

interface Refusal {
  readonly kind: Extract<ActionKind, 'hold' | 'remove'>
  /** Below the level. */
  readonly at: string
  /** The reason where no level may. */
  readonly otherwise: string
  readonly limit?: SenderLimit
}

/** By top-level file, only those that the level may not send. Of too many files the first ones may go. */
function refusals(rule: LevelRule, tree: FileTree, inside: Inside): ReadonlyMap<string, readonly Refusal[]> {
  const refused = new Map<string, Refusal[]>()
  const { maxFileBytes, maxFiles } = rule
  let count = 0
  for (const file of tree.files) {
    const found: Refusal[] = []
    const parts = inside.get(file.partId) ?? [file]
    for (const { detectedType } of parts) {
      const { action, at } = senderFileRule(rule, detectedType, familyOf(detectedType))
      if (action !== 'allow') found.push({ kind: action, at, otherwise: 'FILE_TYPE_NOT_ALLOWED' })
    }
    if (maxFileBytes !== undefined && parts.some(({ sizeBytes }) => sizeBytes > maxFileBytes))
      found.push({ kind: 'hold', at: 'maxFileBytes', otherwise: 'SENDER_FILE_TOO_LARGE', limit: { maxFileBytes } })
    if (found.length === 0 && maxFiles !== undefined) {
      count += filesIn(file, parts)
      if (count > maxFiles) found.push({ kind: 'hold', at: 'maxFiles', otherwise: 'SENDER_FILES_TOO_MANY', limit: { maxFiles } })
    }
    if (found.length > 0) refused.set(file.partId, found)
  }
  return refused
}

/** Every part of a top-level file, itself first among them. */
type Inside = ReadonlyMap<string, readonly Part[]>

function partsByFile({ parts }: Pick<InboundMessage, 'parts'>, { rootOf }: FileTree): Inside {
  const inside = new Map<string, Part[]>()
  for (const part of parts) {
    const root = rootOf.get(part.partId)
    if (root === undefined) continue
    const known = inside.get(root)
    if (known === undefined) inside.set(root, [part])
    else known.push(part)
  }
  return inside
}

/** An archive or a mail counts as many as it brings; a picture in a document belongs to the document. */
function filesIn(file: Part, parts: readonly Part[]): number {
  const carriers = new Set(parts.filter(isCarrier).map(({ partId }) => partId))
  // Those that lie in carriers all the way up, and are not themselves only the wrapping of others.
  const reached = new Set([file.partId])
  for (let grew = true; grew; ) {
    grew = false
    for (const { partId, parentId } of parts) {
      if (parentId === null || reached.has(partId) || !reached.has(parentId) || !carriers.has(parentId)) continue
      reached.add(partId)
      grew = true
    }
  }
  const filled = new Set(parts.filter(({ partId }) => reached.has(partId)).map(({ parentId }) => parentId))
  return parts.filter(({ partId }) => reached.has(partId) && !(carriers.has(partId) && filled.has(partId))).length
}

function isCarrier({ detectedType }: Part): boolean {
  const family = familyOf(detectedType)
  return family === 'archive' || family === 'message'
}

function isNarrow({ files, maxFileBytes, maxFiles }: LevelRule): boolean {
  return files !== 'allow' || maxFileBytes !== undefined || maxFiles !== undefined
}

function higherRules(policy: Policy, level: IdentityLevel): readonly LevelRule[] {
  return IDENTITY_LEVELS.slice(IDENTITY_LEVELS.indexOf(level) + 1).map((higher) => policy.senders[higher])
}

/** @param otherwise the reason where a login does not help; null where it does */
function ground(level: IdentityLevel, at: string, kind: ActionKind, otherwise: string | null): Ground {
  const reason = otherwise ?? 'IDENTITY_REQUIRED'
  return { kind, source: 'sender', rule: `senders.${level}.${at}`, reason, findings: [], severity: null, pinned: false }
}
